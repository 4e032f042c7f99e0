package ale.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where tasks come from that are neither families nor task folders. */
@FunctionalInterface
public interface TaskSource {
  /**
   * Makes task folders of what a name stands for.
   *
   * @param into below which they are made
   * @return empty if the name stands for nothing that this source knows
   */
  Optional<List<Found>> find(String name, Path into);

  /**
   * A task that was found.
   *
   * @param folder the task folder, or where the task is that cannot be made into one
   * @param problem why it cannot be run; "" if it can
   */
  record Found(Path folder, String problem) {
    public static Found at(Path folder) {
      return new Found(folder, "");
    }
  }
}
