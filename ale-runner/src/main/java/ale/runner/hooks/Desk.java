package ale.runner.hooks;

import tools.jackson.databind.JsonNode;

/** The computer that a hook drives: what it asks for is done there. */
public interface Desk {
  /**
   * Does it.
   *
   * @param call one of the session's methods
   * @param request its arguments by name
   * @return what the hook is told, as a tree of maps, lists and texts
   * @throws Refused if it cannot be done, which the hook is told
   */
  Object answer(String call, JsonNode request) throws Refused;

  /** The desk of hooks that have no computer. */
  static Desk none() {
    return (call, _) -> {
      throw new Refused(call + ": there is no computer yet when tasks are loaded", false);
    };
  }

  /** Something that could not be done. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean missing;

    /**
     * @param missing whether it is because a file is not there
     */
    Refused(String message, boolean missing) {
      super(message);
      this.missing = missing;
    }

    boolean missing() {
      return missing;
    }
  }
}
