package ale.agents.generalist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an agent keeps whatever happens to its context. */
final class Memory {
  /** Something that must be true when the work is done. */
  record Item(String what, boolean done, String evidence) {
    @Override
    public String toString() {
      return (done ? "[x] " : "[ ] ") + what + (evidence.isEmpty() ? "" : " (" + evidence + ")");
    }
  }

  private List<Item> checklist = List.of();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> ruledOut = new LinkedHashSet<>();

  void checklist(List<Item> items) {
    checklist = List.copyOf(items);
  }

  void note(String text) {
    notes.add(text);
  }

  void ruleOut(String attempt) {
    ruledOut.add(attempt);
  }

  List<Item> open() {
    return checklist.stream().filter(i -> !i.done()).toList();
  }

  boolean hasChecklist() {
    return !checklist.isEmpty();
  }

  /** All of it in words. */
  String text() {
    StringBuilder text = new StringBuilder();
    section(text, "Checklist:", checklist);
    section(text, "Notes:", notes);
    section(text, "Tried and failed, not to be repeated:", List.copyOf(ruledOut));
    return text.toString();
  }

  private static void section(StringBuilder text, String title, List<?> lines) {
    if (!lines.isEmpty()) {
      text.append(title).append('\n');
      lines.forEach(l -> text.append("- ").append(l).append('\n'));
    }
  }
}
