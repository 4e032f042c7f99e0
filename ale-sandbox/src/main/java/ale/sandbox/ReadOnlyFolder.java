package ale.sandbox;

import java.nio.file.Path;

/**
 * A folder of this machine that a sandbox sees and cannot change, for instance an agent's bundle.
 *
 * @param source on this machine; readable by every user
 * @param target an absolute path below {@code /opt/ale} in the sandbox
 */
public record ReadOnlyFolder(Path source, String target) {
  public ReadOnlyFolder {
    if (!target.matches("/opt/ale(/[A-Za-z0-9._-]+)+") || target.contains("/..")) {
      throw new IllegalArgumentException("not a place below /opt/ale: " + target);
    }
  }
}
