package ale.gateway;

import ale.core.InputException;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A policy that a person can write as a file: the n-th reply of a conversation is the n-th line,
 * unless a line's pattern is found in the latest message. After the last line it repeats that line.
 */
public final class Script implements Policy {
  private static final String FORMAT = "ale.script/1";

  /**
   * One reply.
   *
   * @param when a regular expression; a line with one is used whenever it is found
   */
  record Line(
      @JsonProperty("when") Optional<String> when,
      @JsonProperty("text") Optional<String> text,
      @JsonProperty("calls") List<ToolLine> calls,
      @JsonProperty("fault") Optional<FaultLine> fault) {}

  /** A tool call; the tool may be named without a harness's prefix. */
  record ToolLine(
      @JsonProperty("tool") String tool,
      @JsonProperty("arguments") Optional<ObjectNode> arguments) {}

  /**
   * What goes wrong when a line is said.
   *
   * @param kind status, cut, slow or malformed
   * @param share of all requests, for faults of the whole script
   */
  record FaultLine(
      @JsonProperty("kind") String kind,
      @JsonProperty("status") Optional<Integer> status,
      @JsonProperty("after_events") Optional<Integer> afterEvents,
      @JsonProperty("pause_ms") Optional<Long> pauseMillis,
      @JsonProperty("share") Optional<Double> share,
      @JsonProperty("seed") Optional<Long> seed) {
    ModelFault fault() {
      return switch (kind) {
        case "status" -> ModelFault.status(status.orElse(500));
        case "cut" -> new ModelFault.Cut(afterEvents.orElse(2));
        case "slow" -> new ModelFault.Slow(Duration.ofMillis(pauseMillis.orElse(100L)));
        case "malformed" -> new ModelFault.Malformed();
        default ->
            throw new InputException(
                "a fault of kind " + kind + "; there are status, cut, slow and malformed");
      };
    }
  }

  record File(
      @JsonProperty("format") String format,
      @JsonProperty("turns") List<Line> turns,
      @JsonProperty("faults") List<FaultLine> faults) {}

  private final List<Line> lines;
  private final Map<Line, Pattern> patterns;
  private final List<FaultLine> faults;

  private Script(List<Line> lines, Map<Line, Pattern> patterns, List<FaultLine> faults) {
    this.lines = lines;
    this.patterns = patterns;
    this.faults = faults;
  }

  /** Reads a YAML or JSON file. */
  public static Script read(Path file) {
    return of(Document.read(file, File.class), file.toString());
  }

  static Script of(File file, String name) {
    if (!FORMAT.equals(file.format())) {
      throw new InputException(name + " is of format " + file.format() + ", not " + FORMAT);
    }
    if (file.turns().stream().allMatch(l -> l.when().isPresent())) {
      throw new InputException(name + " needs a turn without \"when\", for everything else");
    }
    Map<Line, Pattern> patterns = new java.util.HashMap<>();
    for (Line line : file.turns()) {
      line.fault().ifPresent(FaultLine::fault);
      try {
        line.when().ifPresent(when -> patterns.put(line, Pattern.compile(when)));
      } catch (PatternSyntaxException e) {
        throw new InputException(name + ": not a regular expression: " + e.getPattern(), e);
      }
    }
    file.faults().forEach(FaultLine::fault);
    return new Script(List.copyOf(file.turns()), Map.copyOf(patterns), List.copyOf(file.faults()));
  }

  @Override
  public Turn next(Conversation conversation) {
    Line line = line(conversation);
    List<Turn.Part> parts = new ArrayList<>();
    line.text().ifPresent(text -> parts.add(new Turn.Text(text)));
    for (ToolLine call : line.calls()) {
      parts.add(
          new Turn.ToolUse(
              conversation.tool(call.tool()).orElse(call.tool()),
              call.arguments().orElseGet(Wire::object)));
    }
    return new Turn(parts);
  }

  private Line line(Conversation conversation) {
    String latest = conversation.latest();
    Optional<Line> found =
        lines.stream()
            .filter(l -> l.when().isPresent() && patternOf(l).matcher(latest).find())
            .findFirst();
    List<Line> inOrder = lines.stream().filter(l -> l.when().isEmpty()).toList();
    return found.orElseGet(() -> inOrder.get(Math.min(conversation.replies(), inOrder.size() - 1)));
  }

  private Pattern patternOf(Line line) {
    return java.util.Objects.requireNonNull(patterns.get(line));
  }

  /** The faults that the file asks for: those of a line once, those of the script by share. */
  public FaultPlan faultPlan() {
    java.util.Set<Line> done = java.util.concurrent.ConcurrentHashMap.newKeySet();
    return (request, conversation) -> {
      Line line = line(conversation);
      if (line.fault().isPresent() && done.add(line)) {
        return Optional.of(line.fault().get().fault());
      }
      return faults.stream()
          .flatMap(f ->
              FaultPlan.share(f.share().orElse(0.1), f.seed().orElse(1L), List.of(f.fault()))
                  .at(request, conversation)
                  .stream())
          .findFirst();
    };
  }
}
