package ale.agents.generalist;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way out: before the agent may say done it looks at its work, item by item, and before it may
 * give up it tries another way. Each is asked for once or twice, never without end.
 */
final class Finishing {
  private static final int MOST_REFUSALS = 3;

  private final Memory memory;
  private final boolean verify;
  private final boolean insist;
  private int refusals;
  private boolean asked;
  private boolean looked;
  private boolean insisted;

  /**
   * @param verify whether done is checked
   * @param insist whether giving up is questioned
   */
  Finishing(Memory memory, boolean verify, boolean insist) {
    this.memory = memory;
    this.verify = verify;
    this.insist = insist;
  }

  /** The agent used a tool of the computer. */
  void acted() {
    looked = asked;
  }

  /** Why the agent may not finish yet; empty if it may. */
  Optional<String> objection(boolean done) {
    if (!done) {
      if (!insist || insisted) {
        return Optional.empty();
      }
      insisted = true;
      return Optional.of(
          "Not yet. Say what exactly stands in the way, whether you have seen it or only assume it,"
              + " and try one way of another kind. Save whatever part of the work can be saved.");
    }
    if (!verify || refusals >= MOST_REFUSALS) {
      return Optional.empty();
    }
    if (!asked) {
      asked = true;
      refusals++;
      return Optional.of(pass());
    }
    List<Memory.Item> open = memory.open();
    if (!open.isEmpty()) {
      refusals++;
      return Optional.of(
          "These items are not done: "
              + open.stream().map(Memory.Item::what).collect(Collectors.joining("; "))
              + ". Do them, or bring the checklist up to date with the evidence that you saw.");
    }
    if (!looked) {
      refusals++;
      return Optional.of("You have not looked at anything since. Look with your tools first.");
    }
    return Optional.empty();
  }

  private String pass() {
    return "LOOK BEFORE YOU SAY DONE. Read the job again from its first word"
        + (memory.hasChecklist()
            ? ", and compare it with your checklist:\n" + memory.text()
            : ", and write the checklist that you have not written yet.\n")
        + "For every item look at the thing itself with your tools now (open the file, run the"
        + " program, take a screenshot), not at your memory of it. Mark what you saw with its"
        + " evidence, mend what is wrong, and call finish again.";
  }
}
