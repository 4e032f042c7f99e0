package ale.sandbox;

import java.util.List;
import java.util.Set;

/** The processes of a sandbox, or of a part of it, as the kernel can name them all. */
interface Group {
  /** By what the kernel knows them, for a proof of their death. */
  List<String> names();

  /** Living processes in it, by host process id. */
  Set<Long> processes();

  /** Which of its limits its programs ran into, as far as the kernel counts it. */
  Set<String> exhausted();

  /** Makes all of it stand still, or go on. */
  void freeze(boolean still);

  /** What it used until now. */
  Used used();

  /** Kills until it is empty, and says who is left if that does not come to an end. */
  Set<Long> kill();
}
