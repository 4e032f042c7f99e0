package ale.sandbox;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A computer beside the agent's that shares its loopback and nothing else: what it listens on is
 * reached there by its name. It has an account of its own, which is its root and owns its files.
 *
 * @param name as which it is reached
 * @param image what software is on it
 * @param command its first program, as arguments
 * @param environment variables of its programs
 * @param directory where they begin
 * @param probe asks whether it is ready
 * @param after sidecars that are ready before it is started
 */
public record Sidecar(
    String name,
    Image image,
    List<String> command,
    Map<String, String> environment,
    String directory,
    Optional<Probe> probe,
    List<String> after) {
  /** What each of them may use. */
  public static final Resources LIMITS = Resources.of(1, 1024, 512);

  /** How many one sandbox can have: each takes one of its users. */
  public static final int MOST = 8;

  private static final String CELL = "sidecar-";

  /**
   * A program that ends with 0 in a sidecar that is ready, asked as docker asks it.
   *
   * @param command as arguments
   * @param interval between two questions
   * @param timeout how long an answer may take
   * @param startPeriod how long failures do not count
   * @param startInterval between two questions meanwhile
   * @param retries how many failures in a row are too many
   */
  public record Probe(
      List<String> command,
      Duration interval,
      Duration timeout,
      Duration startPeriod,
      Duration startInterval,
      int retries) {
    public Probe {
      command = List.copyOf(command);
    }
  }

  public Sidecar {
    if (!named(name)) {
      throw new IllegalArgumentException("not a name for a sidecar: " + name);
    }
    command = List.copyOf(command);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    after = List.copyOf(after);
  }

  /** Whether a sidecar can have a name: it becomes one of a host, a folder and a container. */
  public static boolean named(String name) {
    return name.matches("[a-z0-9][a-z0-9_.-]{0,40}")
        && !name.equals("main")
        && !name.equals("localhost");
  }

  /** Its cell in the sandbox. */
  String cell() {
    return cell(name);
  }

  static String cell(String name) {
    return CELL + name;
  }

  /** The computer that it is. */
  SandboxSpec spec() {
    return SandboxSpec.of(image, LIMITS, SandboxSpec.Tools.GUEST)
        .withAccount(SandboxSpec.Account.ROOT)
        .withMade(directory.equals("/") ? List.of() : List.of(directory));
  }
}
