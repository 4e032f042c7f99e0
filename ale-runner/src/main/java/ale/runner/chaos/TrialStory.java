package ale.runner.chaos;

import ale.core.Json;
import ale.core.Phase;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The journal of a trial, which may be going on, as somebody reads it who only looks. */
final class TrialStory {
  private static final String BEGIN = "begin";
  private static final String END = "end";
  private static final String FAULT = "fault";

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Line(int attempt, Phase phase, String mark, Map<String, Object> data) {}

  private final List<Line> lines;

  private TrialStory(List<Line> lines) {
    this.lines = lines;
  }

  /** Reads what there is of it; the last line may be in the making. */
  static TrialStory of(Path trial) throws IOException {
    List<Line> lines = new ArrayList<>();
    try {
      for (String text : Files.readAllLines(trial.resolve("journal.jsonl"))) {
        lines.add(Json.read(text, Line.class));
      }
    } catch (NoSuchFileException | JacksonException e) {
      // not begun, or just being written
    }
    return new TrialStory(lines);
  }

  /** How often a phase was begun that had been begun before. */
  int redone() {
    return (int)
        (lines.stream().filter(l -> l.mark().equals(BEGIN)).count()
            - lines.stream()
                .filter(l -> l.mark().equals(BEGIN))
                .map(Line::phase)
                .distinct()
                .count());
  }

  /** How often an agent's work came to its end. */
  int worked() {
    return (int)
        lines.stream().filter(l -> l.phase() == Phase.WORK && l.mark().equals(END)).count();
  }

  /** Whether this phase is going on. */
  boolean in(Phase phase) {
    return !lines.isEmpty()
        && lines.getLast().phase() == phase
        && !lines.getLast().mark().equals(END)
        && !lines.getLast().mark().equals(FAULT);
  }

  /** The sandbox that the agent got last. */
  Optional<String> sandbox() {
    return lines.reversed().stream()
        .filter(l -> l.phase() == Phase.BOOT && l.mark().equals(END))
        .flatMap(l -> Optional.ofNullable(l.data().get("sandbox")).stream())
        .map(String::valueOf)
        .findFirst();
  }
}
