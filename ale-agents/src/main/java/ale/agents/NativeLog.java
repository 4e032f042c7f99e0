package ale.agents;

import ale.guest.GuestClient;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads the logs of one program of the field into a story. An agent can write those logs, so
 * nothing in them may make it fail.
 */
interface NativeLog {
  /** Stands for the program's standard output in place of a file's path. */
  String OUTPUT = "";

  /** Folders that hold logs, relative to the user's folder. */
  List<String> folders();

  /** Whether a file in them is a log of JSON lines. */
  default boolean wants(String path) {
    return path.endsWith(".jsonl");
  }

  /**
   * The next line.
   *
   * @param path of the log, relative to the user's folder, or {@link #OUTPUT}
   */
  void line(String path, JsonNode line);

  /** The program has ended, and the sandbox may still live: a last chance to ask it something. */
  default void ended(GuestClient guest, Job job) {}

  /** Nothing more comes. */
  void end();
}
