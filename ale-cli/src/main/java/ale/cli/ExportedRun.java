package ale.cli;

import ale.core.Json;
import ale.gateway.Usage;
import ale.interop.Run;
import ale.interop.Trial;
import ale.runner.ModelUsage;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A run folder as other formats need it. */
final class ExportedRun {
  private ExportedRun() {}

  static Run of(RunFolder folder) {
    RunPlan plan = folder.plan();
    return new Run(
        plan.id(),
        plan.created(),
        plan.version(),
        folder.trials().size(),
        plan.repetitions(),
        plan.trials().stream()
            .flatMap(t -> folder.outcome(t.id()).map(o -> trial(folder, t, o)).stream())
            .toList());
  }

  private static Trial trial(RunFolder folder, RunPlan.TrialSpec planned, TrialOutcome end) {
    int last = end.attempts().stream().mapToInt(TrialOutcome.Attempt::number).max().orElse(0);
    int number = end.counts() > 0 ? end.counts() : last;
    Optional<Path> attempt =
        Optional.of(folder.trial(end.trial()).resolve("attempt-" + number))
            .filter(Files::isDirectory);
    RunPlan.PlannedInstance i = planned.instance();
    return new Trial(
        end.trial(),
        end.agent(),
        planned.agent().agent().harness(),
        planned.agent().version(),
        planned.agent().agent().model(),
        planned.agent().agent().settings(),
        new Trial.Instance(
            i.id(), i.path(), i.digest(), i.family(), i.cluster(), i.subfield(), i.tier()),
        planned.repetition(),
        end.outcome(),
        end.attempts().size(),
        attempt,
        phases(folder.trial(end.trial()).resolve("journal.jsonl"), number),
        end.ended(),
        Duration.ofNanos(Math.round(end.workSeconds() * 1e9)),
        end.usage().map(ExportedRun::used),
        end.missedSteps(),
        end.network(),
        end.unproven(),
        end.started(),
        end.finished());
  }

  private static Trial.Used used(ModelUsage usage) {
    Usage tokens = usage.tokens();
    return new Trial.Used(
        tokens.input(),
        tokens.cached(),
        tokens.cacheWrite(),
        tokens.output(),
        tokens.reasoning(),
        usage.dollars(),
        usage.calls());
  }

  /** When each phase of an attempt began and ended, as far as the journal has both. */
  private static Map<String, Trial.Span> phases(Path journal, int attempt) {
    Map<String, Instant> begun = new HashMap<>();
    Map<String, Trial.Span> phases = new HashMap<>();
    try (var lines = Files.isRegularFile(journal) ? Files.lines(journal) : Stream.<String>empty()) {
      lines.forEach(line -> {
        JsonNode entry = Json.tree(line);
        String phase = entry.path("phase").asString("");
        if (entry.path("attempt").asInt(-1) != attempt) {
          return;
        }
        Instant at = Instant.parse(entry.path("at").asString(""));
        if (entry.path("mark").asString("").equals("begin")) {
          begun.put(phase, at);
        } else if (entry.path("mark").asString("").equals("end")) {
          Optional.ofNullable(begun.get(phase))
              .ifPresent(from -> phases.put(phase, new Trial.Span(from, at)));
        }
      });
    } catch (JacksonException | DateTimeException e) {
      // The last line of a journal may be torn; times are a courtesy here, not a record.
      return phases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return phases;
  }
}
