package ale.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two providers in one: agents work in sandboxes of the first, graders in those of the second. For
 * machines on which nobody may be graded, such as one that somebody else runs.
 */
public record SplitProvider(Provider work, Provider grading) implements Provider {
  @Override
  public String name() {
    return work.name();
  }

  @Override
  public Sandbox open(SandboxSpec spec) {
    return switch (spec.tools()) {
      case GUEST -> work.open(spec);
      case GRADER -> grading.open(spec);
    };
  }

  @Override
  public List<SandboxInfo> list() {
    return Stream.concat(work.list().stream(), grading.list().stream()).toList();
  }

  @Override
  public Optional<Lasting> lasting() {
    return work.lasting();
  }

  @Override
  public Optional<Builder> builder() {
    return work.builder();
  }

  @Override
  public List<SandboxInfo> clean() {
    return Stream.concat(work.clean().stream(), grading.clean().stream()).toList();
  }
}
