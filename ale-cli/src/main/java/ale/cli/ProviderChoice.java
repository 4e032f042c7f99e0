package ale.cli;

import ale.sandbox.LocalKind;
import picocli.CommandLine.Option;

/** The option that says where sandboxes come from. */
final class ProviderChoice {
  @Option(
      names = "--provider",
      defaultValue = LocalKind.NAME,
      paramLabel = "P",
      description = {
        "where computers come from: local, container (docker or podman, whichever answers),",
        "container:docker or container:podman; default: ${DEFAULT-VALUE}"
      })
  private String name = LocalKind.NAME;

  String name() {
    return name;
  }
}
