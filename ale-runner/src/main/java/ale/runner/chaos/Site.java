package ale.runner.chaos;

import ale.runner.RunFolder;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Where runs are disturbed: a place of its own, so that what is left behind can be counted. */
public interface Site {
  /** A new run; every one has the same trials. */
  RunFolder plan();

  /** A controller for a run, as a process of its own. */
  Process controller(RunFolder run) throws IOException;

  /** A folder with an entry for each living sandbox, named like it. */
  Path sandboxes();

  /** The folder of the runs, on a disk that may be filled. */
  Path runs();

  /** Where the controllers read by how much their clocks are wrong. */
  Path clock();

  /** What is left of these sandboxes and of the controllers, after whatever cleans up did. */
  Leaked leaked(Set<String> sandboxes) throws IOException;

  /**
   * What was left behind.
   *
   * @param processes of sandboxes
   * @param mounts of their disks
   * @param cgroups of theirs
   * @param files folders and sockets of sandboxes, blocks of users, temporary files
   */
  record Leaked(long processes, long mounts, long cgroups, long files) {
    @JsonIgnore
    boolean none() {
      return processes + mounts + cgroups + files == 0;
    }
  }
}
