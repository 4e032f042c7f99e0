package ale.cli;

import ale.sandbox.Provider;
import ale.sandbox.SandboxInfo;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The computers that are open now. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Sandboxes on this machine.")
final class SandboxCommand {
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists open sandboxes.")
  int list(@Option(names = "--json", description = "an array of JSON") boolean json) {
    print(everywhere(Provider::list), json, "no sandbox is open");
    return Main.DONE;
  }

  @Command(
      name = "clean",
      mixinStandardHelpOptions = true,
      description = "Removes what controllers that are gone left behind.")
  int clean(@Option(names = "--json", description = "an array of JSON") boolean json) {
    print(everywhere(Provider::clean), json, "nothing was left behind");
    return Main.DONE;
  }

  private static List<SandboxInfo> everywhere(Function<Provider, List<SandboxInfo>> ask) {
    return Preparation.everywhere(Places.standard()).stream()
        .flatMap(provider -> ask.apply(provider).stream())
        .toList();
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
                          s.controller() + (s.orphan() ? " (gone)" : ""),
                          Integer.toString(s.processes())))
                  .toList()));
    }
  }
}
