package ale.agents;

import java.nio.file.Path;

/**
 * A harness's own program with everything it needs, made once on this machine, named by its content
 * and mounted read-only in the sandbox: nothing is installed during a trial.
 *
 * @param name of the harness
 * @param version of the program
 * @param digest SHA-256 of its content
 * @param folder where it stands on this machine
 */
public record Bundle(String name, String version, String digest, Path folder) {
  /** Where a bundle stands in a sandbox. */
  public static final String PLACE = "/opt/ale/agent";
}
