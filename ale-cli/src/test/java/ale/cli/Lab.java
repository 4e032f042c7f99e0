package ale.cli;

import ale.agents.Agents;
import ale.guest.Command;
import ale.guest.ExecResult;
import ale.guest.Output;
import ale.runner.Machinery;
import ale.sandbox.Image;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A real machine for end-to-end tests: the provider, the image, and shells in sandboxes. */
final class Lab {
  static final String IMAGE = "workstation";
  private static Optional<Machinery> made = Optional.empty();

  private Lab() {}

  static synchronized Machinery machinery() {
    if (made.isEmpty()) {
      Machinery machinery = RunOptions.machinery(Places.standard());
      machinery.images().ensure(IMAGE, Screen::say);
      made = Optional.of(machinery);
    }
    return made.get();
  }

  /** Every harness under its own name. */
  static Agents agents() {
    return Agents.in(Path.of("no-such-folder"), machinery().harnesses());
  }

  static Sandbox.Mortal open(Resources resources) {
    Machinery machinery = machinery();
    Image image = machinery.images().find(IMAGE).orElseThrow();
    SandboxSpec spec =
        SandboxSpec.of(image, resources, SandboxSpec.Tools.GUEST).withScreen(ScreenSize.STANDARD);
    return (Sandbox.Mortal) machinery.provider().open(spec);
  }

  static Sandbox.Mortal open() {
    return open(Resources.of(1, 1024, 256));
  }

  /** What a program said and how it ended. */
  record Said(int exit, String text) {}

  /** Runs a shell script as the agent would. */
  static Said sh(Sandbox sandbox, String script) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ExecResult result =
        sandbox
            .guest()
            .exec(
                Command.shell(script).in("/home/agent/work").within(Duration.ofSeconds(60)),
                new Output() {
                  @Override
                  public synchronized void stdout(byte[] bytes) {
                    all.writeBytes(bytes);
                  }

                  @Override
                  public synchronized void stderr(byte[] bytes) {
                    all.writeBytes(bytes);
                  }
                });
    return new Said(
        result.timedOut() ? -1 : result.exitCode(), all.toString(StandardCharsets.UTF_8));
  }

  /** Runs the same script on the host: the probe with the protection off. */
  static Said shOnHost(String script) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  static Path temporary(String name) throws IOException {
    return java.nio.file.Files.createTempDirectory("ale-" + name);
  }
}
