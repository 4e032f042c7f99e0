package ale.interop;

import ale.core.ForeignJson;
import ale.core.InputException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the outcomes of a tree of ale_run: every {@code run.json} of schema version 2 below a
 * folder. Links are not followed.
 *
 * <p>A trial without a score, whatever its status, is unscored: the layout cannot tell an agent's
 * failure from the machinery's. A score of 1 is a pass.
 */
public final class AleImport {
  private static final int DEPTH = 12;
  private static final int MOST_FILES = 200_000;

  private AleImport() {}

  /**
   * Reads a tree.
   *
   * @throws InputException if there is no trial in it
   */
  public static Imported read(Path folder) {
    Imported.Gathering gathering = new Imported.Gathering();
    List<Path> files = records(folder);
    for (Path file : files) {
      try {
        one(file, gathering);
      } catch (InputException e) {
        gathering.skip(folder.relativize(file), String.valueOf(e.getMessage()));
      }
    }
    Imported imported = gathering.done();
    if (imported.trials() == 0) {
      throw new InputException(
          "there is no trial of ale_run in "
              + folder
              + ": "
              + (files.isEmpty()
                  ? "it has no run.json"
                  : "none of "
                      + files.size()
                      + " run.json can be used; the first: "
                      + imported.skipped().getFirst()));
    }
    return imported;
  }

  private static List<Path> records(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InputException("there is no folder " + folder);
    }
    List<Path> found = new ArrayList<>();
    int[] visited = {0};
    try {
      Files.walkFileTree(
          folder,
          EnumSet.noneOf(FileVisitOption.class),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
              if (a.isRegularFile() && file.endsWith("run.json")) {
                found.add(file);
              }
              return ++visited[0] < MOST_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
              // What the agent delivered may hold a run.json of its own.
              return !dir.equals(folder) && Files.isRegularFile(dir.resolveSibling("run.json"))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new InputException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    if (visited[0] >= MOST_FILES) {
      throw new InputException(
          folder + " has more than " + MOST_FILES + " files; import parts of it");
    }
    found.sort(Comparator.comparing(p -> folder.relativize(p).toString()));
    return found;
  }

  private static void one(Path file, Imported.Gathering gathering) {
    JsonNode record = ForeignJson.read(file);
    if (record.path("schema_version").asInt(0) != AleRuns.SCHEMA) {
      throw new InputException("its schema_version is not " + AleRuns.SCHEMA);
    }
    JsonNode facts = record.path(AleRuns.FACTS);
    String slug =
        Imported.name(record.path("task").path("slug"))
            .or(() -> Imported.name(record.path("task").path("path")))
            .orElseThrow(() -> new InputException("/task/slug is missing"));
    int variant = record.path("task").path("variant_index").asInt(0);
    Optional<Double> score = score(record);
    JsonNode usage = record.path("usage");
    gathering.add(
        new TrialLine(
            agent(record.path("agent")),
            variant == 0 ? slug : slug + "#v" + variant,
            1,
            passed(record, score),
            score,
            Imported.name(facts.path("family")).orElse(facts.has("family") ? "" : slug),
            Imported.name(facts.path("cluster")).orElseGet(() -> cluster(record)),
            Imported.amount(usage.path("total_cost_usd")),
            Imported.count(usage.path("total_input_tokens")),
            Imported.count(usage.path("total_output_tokens")),
            Imported.amount(record.path("timings").path("duration_s"))),
        facts.path("repetition").asInt(0));
  }

  private static String agent(JsonNode agent) {
    return Imported.name(agent.path("id"))
        .or(() ->
            Imported.name(agent.path("name"))
                .map(n -> n + Imported.name(agent.path("model")).map(m -> "@" + m).orElse("")))
        .orElseThrow(() -> new InputException("/agent/id and /agent/name are missing"));
  }

  private static Optional<Double> score(JsonNode record) {
    JsonNode score = record.path("score");
    if (score.isNull() || score.isMissingNode()) {
      return Optional.empty();
    }
    double value = score.isNumber() ? score.asDouble(Double.NaN) : Double.NaN;
    if (!(value >= 0 && value <= 1)) {
      throw new InputException("/score is " + score + ", not a number in 0..1");
    }
    return Optional.of(value);
  }

  private static String passed(JsonNode record, Optional<Double> score) {
    String status = record.path("status").asString("");
    if (record.path("termination").path("category").asString("").equals(AleRuns.INVALID)) {
      return "invalid";
    }
    return switch (status) {
      case "completed", "timeout" ->
          score
              .map(s -> record.path(AleRuns.FACTS).path("passed").asBoolean(s == 1.0))
              .map(p -> Boolean.toString(p))
              .orElse("unscored");
      case "failed", "not_executed" -> "unscored";
      default ->
          throw new InputException(
              "/status is '" + status + "', none of completed, timeout, failed, not_executed");
    };
  }

  private static String cluster(JsonNode record) {
    String[] path = record.path("task").path("path").asString("").split("/", -1);
    return path.length < 2 ? "" : AleDomains.cluster(path[path.length - 2]);
  }
}
