package ale.cli;

import ale.runner.RunPlan;
import ale.sandbox.LocalKind;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says where sandboxes come from. */
final class ProviderChoice {
  @Option(
      names = "--provider",
      paramLabel = "P",
      description = {
        "where computers come from: local, container (docker or podman, whichever answers),",
        "container:docker or container:podman; default: local, or what the run has"
      })
  private Optional<String> said = Optional.empty();

  String name() {
    return said.orElse(LocalKind.NAME);
  }

  /** What was said, if anything. */
  Optional<String> said() {
    return said;
  }

  /** What was said, or else the one that a run was planned for. */
  String of(RunPlan plan) {
    return said.or(() -> Optional.of(plan.frozen().provider()).filter(p -> !p.isEmpty()))
        .orElse(LocalKind.NAME);
  }
}
