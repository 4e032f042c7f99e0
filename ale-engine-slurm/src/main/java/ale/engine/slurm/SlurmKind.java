package ale.engine.slurm;

import ale.runner.Engine;
import ale.runner.EngineKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code slurm}: a cluster that is reached by Slurm's programs. */
public final class SlurmKind implements EngineKind {
  private static final List<String> PROGRAMS = List.of("sbatch", "squeue", "scancel", "scontrol");

  @Override
  public String name() {
    return "slurm";
  }

  @Override
  public Map<String, String> options() {
    return Options.KEYS;
  }

  @Override
  public Optional<String> obstacle() {
    List<String> missing = PROGRAMS.stream().filter(p -> !onPath(p)).toList();
    if (!missing.isEmpty()) {
      return Optional.of(
          "Slurm's programs are missing: "
              + String.join(", ", missing)
              + "; start ale on a machine of the cluster (Debian's package is slurm-client)");
    }
    return inUserNamespace()
        ? Optional.of(
            "ale is not run as root, and Slurm does not know the user that it is in its own"
                + " namespace; run it as root")
        : Optional.empty();
  }

  private static boolean onPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** All users of the machine are mapped to themselves only outside (user_namespaces(7)). */
  private static boolean inUserNamespace() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/uid_map"))) {
      return lines.noneMatch(l -> l.strip().matches("0\\s+0\\s+4294967295"));
    } catch (IOException e) {
      return false; // not a Linux machine, and no namespaces
    }
  }

  @Override
  public Engine engine(Host host) {
    Options options = Options.of(host.options());
    return new SlurmEngine(new Slurm(options), host, options.look());
  }
}
