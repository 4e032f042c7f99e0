package ale.cli;

import ale.agents.Bundle;
import ale.agents.Bundles;
import ale.agents.Harness;
import ale.agents.HarnessContract;
import ale.agents.Harnesses;
import ale.gateway.Conversation;
import ale.gateway.Turn;
import ale.runner.Machinery;
import ale.sandbox.Network;
import ale.sandbox.ReadOnlyFolder;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import java.util.Map;
import java.util.Optional;

/** A program of the field held to the harness contract, in real sandboxes of the real image. */
abstract class CliContract extends HarnessContract {
  private final String name;
  private final String shell;
  private final String command;

  CliContract(String name, String shell, String command) {
    this.name = name;
    this.shell = shell;
    this.command = command;
  }

  @Override
  protected final Harness harness() {
    return Harnesses.installed().named(name);
  }

  @Override
  protected String model() {
    return "scripted-1";
  }

  @Override
  protected final Bundles bundles() {
    return new Bundles(Places.standard().cache().resolve("bundles"), Screen::say);
  }

  @Override
  protected final Sandbox.Doored open(Optional<Bundle> bundle) {
    Machinery machinery = Lab.machinery();
    SandboxSpec spec =
        SandboxSpec.of(
                machinery.images().find(Lab.IMAGE).orElseThrow(),
                Resources.of(2, 3072, 1024),
                SandboxSpec.Tools.GUEST)
            .withScreen(ScreenSize.STANDARD)
            .withNetwork(new Network.Gateway())
            .withFolders(
                bundle.stream().map(b -> new ReadOnlyFolder(b.folder(), Bundle.PLACE)).toList());
    return (Sandbox.Doored) machinery.provider().open(spec);
  }

  @Override
  protected Turn shell(Conversation conversation, String script) {
    return Turn.call(conversation.tool(shell).orElse(shell), Map.of(command, script));
  }
}
