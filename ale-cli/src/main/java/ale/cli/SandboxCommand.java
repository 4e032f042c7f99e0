package ale.cli;

import ale.core.InputException;
import ale.guest.GuestClient;
import ale.sandbox.Image;
import ale.sandbox.Provider;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxInfo;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The computers that are open now. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    subcommands = SandboxSoak.class,
    description = "Sandboxes on this machine.")
final class SandboxCommand {
  /** What {@code open} answers. */
  record Opened(String id, Path socket, boolean kept) {}

  @Command(
      name = "open",
      mixinStandardHelpOptions = true,
      description = {
        "Opens a sandbox with a desktop and prints its name and the socket of its guest.",
        "It is closed when standard input ends or the command is stopped, unless it is kept."
      })
  int open(
      @Option(names = "--image", required = true, description = "what software is on it")
          String name,
      @Option(names = "--provider", defaultValue = "local", description = "where it runs: local")
          String provider,
      @Option(names = "--keep", description = "leave it open, until: ale sandbox close ID")
          boolean keep,
      @Option(names = "--cpus", defaultValue = "2", description = "processors") int cpus,
      @Option(names = "--memory", defaultValue = "2048", description = "in MB") int memory,
      @Option(names = "--storage", defaultValue = "1024", description = "in MB") int storage,
      @Option(names = "--json", description = "one line of JSON") boolean json)
      throws IOException {
    Preparation preparation = new Preparation(Places.standard(), Screen::say);
    Provider.Keeper keeper = preparation.keeper(provider);
    Image image = preparation.images().ensure(name, Screen::say);
    SandboxSpec spec =
        SandboxSpec.of(image, Resources.of(cpus, memory, storage), SandboxSpec.Tools.GUEST)
            .withScreen(ScreenSize.STANDARD);
    Sandbox sandbox = keeper.open(spec);
    if (keep) {
      keeper.keep(sandbox.id());
      sandbox.guest().close();
    }
    Opened opened = new Opened(sandbox.id(), keeper.socket(sandbox.id()), keep);
    if (json) {
      Screen.json(opened);
    } else {
      Screen.out(opened.id() + "  " + opened.socket());
    }
    if (!keep) {
      Thread closing = new Thread(sandbox::close);
      Runtime.getRuntime().addShutdownHook(closing);
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return Main.DONE; // and the hook closes it, as it does on a signal
  }

  @Command(
      name = "shell",
      mixinStandardHelpOptions = true,
      description = "A shell in a sandbox, in this terminal; it ends with the shell's exit code.")
  int shell(
      @Parameters(paramLabel = "ID", description = "its name") String id,
      @Parameters(
              paramLabel = "COMMAND",
              arity = "0..*",
              description = "instead of bash; after -- if it has options")
          List<String> command)
      throws IOException {
    List<String> program = new ArrayList<>(command == null ? List.of() : command);
    try (GuestClient guest = keeper().guest(id)) {
      return new ShellSession(guest).run(program.isEmpty() ? List.of("bash", "-i") : program);
    }
  }

  @Command(
      name = "snapshot",
      mixinStandardHelpOptions = true,
      description = "Keeps what was written in an open sandbox as an image of its own.")
  int snapshot(
      @Parameters(paramLabel = "ID", description = "its name") String id,
      @Parameters(paramLabel = "IMAGE", description = "what the image is to be called")
          String name) {
    if (new Preparation(Places.standard(), Screen::say).images().recipes().contains(name)) {
      throw new InputException("there is a recipe called " + name + "; choose another name");
    }
    Image image = keeper().snapshot(id, name);
    Screen.out(image.name() + "  " + image.layers().getFirst());
    return Main.DONE;
  }

  @Command(
      name = "close",
      mixinStandardHelpOptions = true,
      description = "Ends an open sandbox, kept or not, and removes every trace of it.")
  int close(@Parameters(paramLabel = "ID", description = "its name") String id) {
    keeper().close(id);
    Screen.out("closed " + id);
    return Main.DONE;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists open sandboxes.")
  int list(@Option(names = "--json", description = "an array of JSON") boolean json) {
    print(everywhere(Provider::list), json, "no sandbox is open");
    return Main.DONE;
  }

  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description = "Removes what controllers that are gone left behind.")
  int clean(
      @Option(names = "--kept", description = "also those that were opened to stay") boolean kept,
      @Option(names = "--all", description = "also those that wait for their run to be resumed")
          boolean all,
      @Option(names = "--json", description = "an array of JSON") boolean json) {
    Provider.Keeper keeper = keeper();
    List<SandboxInfo> removed = new ArrayList<>(everywhere(Provider::clean));
    if (kept) {
      keeper.list().stream()
          .filter(SandboxInfo::kept)
          .forEach(s -> {
            keeper.close(s.id());
            removed.add(s);
          });
    }
    if (all) {
      removed.addAll(everywhere(SandboxCommand::discardWaiting));
    }
    print(removed, json, "nothing was left behind");
    return Main.DONE;
  }

  private static List<SandboxInfo> everywhere(Function<Provider, List<SandboxInfo>> ask) {
    return Preparation.everywhere(Places.standard()).stream()
        .flatMap(provider -> ask.apply(provider).stream())
        .toList();
  }

  /** Their runs begin those attempts anew when they are resumed. */
  private static List<SandboxInfo> discardWaiting(Provider provider) {
    return provider
        .lasting()
        .map(lasting ->
            lasting.list().stream()
                .filter(s -> s.waitsFor().isPresent())
                .peek(s -> lasting.discard(s.id()))
                .toList())
        .orElse(List.of());
  }

  private static Provider.Keeper keeper() {
    return Preparation.existing(Places.standard());
  }

  private static void print(List<SandboxInfo> found, boolean json, String none) {
    if (json) {
      Screen.json(found);
    } else if (found.isEmpty()) {
      Screen.out(none);
    } else {
      Screen.out(
          Screen.table(
              List.of("id", "provider", "image", "opened", "controller", "processes"),
              found.stream()
                  .map(s ->
                      List.of(
                          s.id(),
                          s.provider(),
                          s.image(),
                          s.opened().toString(),
                          controller(s),
                          Integer.toString(s.processes())))
                  .toList()));
    }
  }

  private static String controller(SandboxInfo sandbox) {
    return sandbox.kept()
        ? "kept"
        : sandbox
            .waitsFor()
            .map(file -> "gone, waits for " + Path.of(file).getParent())
            .orElse(sandbox.controller() + (sandbox.orphan() ? " (gone)" : ""));
  }
}
