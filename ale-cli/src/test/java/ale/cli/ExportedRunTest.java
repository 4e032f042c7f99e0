package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.agents.Agent;
import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Json;
import ale.core.Outcome;
import ale.core.Phase;
import ale.interop.AleImport;
import ale.interop.AleRuns;
import ale.interop.Run;
import ale.interop.TrialsParquet;
import ale.interop.TrialsTable;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.store.TrialRow;
import ale.store.TrialsCsv;
import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportedRunTest {
  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");

  @TempDir Path folder;
  private Run run;

  @BeforeEach
  void aRun() throws IOException {
    Path runs = Files.createDirectory(folder.resolve("runs"));
    RunFolder made = RunFolder.create(runs, plan());
    outcome(made, "oracle--t-1--1", new Outcome.Scored(0.75, false), 2);
    Fault fault = new Fault(FaultSource.SANDBOX, Phase.BOOT, "=1+1, \"no disk\"");
    outcome(made, "oracle--t-1--2", new Outcome.Unscored(fault), 0);
    Path trial = made.trial("oracle--t-1--1");
    Files.createDirectories(trial.resolve("attempt-2"));
    Files.writeString(
        trial.resolve("journal.jsonl"),
        """
        {"seq":1,"at":"2026-11-22T06:00:01Z","attempt":1,"phase":"work","mark":"begin"}
        {"seq":2,"at":"2026-11-22T06:00:02Z","attempt":2,"phase":"work","mark":"begin"}
        {"seq":3,"at":"2026-11-22T06:00:05Z","attempt":2,"phase":"work","mark":"end"}
        {"seq":4,"at":"2026-11-2\
        """);
    run = ExportedRun.of(RunFolder.open(runs, "r1"));
  }

  private static RunPlan plan() {
    return Json.read(
        """
        {"format": "%s", "id": "r1", "created": "%s", "version": "0.1", "repetitions": 3,
         "agents": [{"agent": %s, "version": "1"}], "grants": [],
         "frozen": {"code": "", "provider": "", "prices": "", "images": {}, "harnesses": {}},
         "instances": [{"id": "t-1", "path": "/t-1", "digest": "d", "family": "t",
           "cluster": "legal", "subfield": "s", "tier": "core", "image": "i", "network": "",
           "problem": ""}]}
        """
            .formatted(RunPlan.FORMAT, START, Json.line(Agent.bare("oracle"))),
        RunPlan.class);
  }

  private static void outcome(RunFolder run, String trial, Outcome outcome, int counts) {
    Json.write(
        run.trial(trial).resolve("outcome.json"),
        Json.read(
            """
            {"format": "%s", "trial": "%s", "agent": "oracle", "instance": "t-1",
             "cluster": "legal", "outcome": %s, "counts": %d, "attempts": [{"number": 2}],
             "missedSteps": [], "ended": "done", "workSeconds": 3.5, "unproven": false,
             "started": "%s", "finished": "%s"}
            """
                .formatted(
                    TrialOutcome.FORMAT,
                    trial,
                    Json.mapper().writerFor(Outcome.class).writeValueAsString(outcome),
                    counts,
                    START,
                    START.plusSeconds(9)),
            TrialOutcome.class));
  }

  @Test
  void a_run_is_exported_with_what_its_folder_says() {
    assertThat(run.planned()).isEqualTo(3);
    assertThat(run.trials()).hasSize(2);
    assertThat(run.trials().getFirst().attempt().orElseThrow().getFileName())
        .hasToString("attempt-2");
    assertThat(run.trials().getFirst().phases().get("work"))
        .as("of the attempt that counts, in spite of a torn last line")
        .hasToString("Span[from=2026-11-22T06:00:02Z, to=2026-11-22T06:00:05Z]");
  }

  @Test
  void the_table_of_a_run_is_one_that_can_be_imported() throws IOException {
    StringBuilder table = new StringBuilder();
    TrialsTable.write(run, table);
    assertThat(table.toString()).contains("\"'=1+1, \"\"no disk\"\"\"");
    assertImported(Files.writeString(folder.resolve("t.csv"), table));
  }

  @Test
  void the_same_table_as_parquet_has_types_and_nulls() throws IOException {
    Path file = folder.resolve("t.parquet");
    TrialsParquet.write(run, file);
    TrialsParquet.write(run, file);
    List<String> columns = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    Hydrator<List<Object>, List<Object>> hydrator =
        new Hydrator<>() {
          @Override
          public List<Object> start() {
            return new ArrayList<>();
          }

          @Override
          public List<Object> add(List<Object> row, String column, Object value) {
            columns.add(column);
            row.add(String.valueOf(value));
            return row;
          }

          @Override
          public List<Object> finish(List<Object> row) {
            return row;
          }
        };
    try (var all =
        ParquetReader.streamContent(file.toFile(), HydratorSupplier.constantly(hydrator))) {
      all.forEach(rows::add);
    }
    StringBuilder csv = new StringBuilder();
    TrialsTable.write(run, csv);
    assertThat(String.join(",", columns.subList(0, columns.size() / 2)))
        .isEqualTo(csv.toString().lines().findFirst().orElseThrow());
    assertThat(rows).hasSize(2);
    int score = columns.indexOf("score");
    assertThat(rows).extracting(row -> row.get(score)).containsExactly("0.75", "null");
    assertThat(rows.getFirst().get(columns.indexOf("finished")))
        .isEqualTo(String.valueOf(START.plusSeconds(9).toEpochMilli() * 1000));
  }

  @Test
  void a_run_that_went_out_as_ale_is_one_that_can_be_imported() throws IOException {
    AleRuns.write(run, folder.resolve("ale"));
    String table = AleImport.read(folder.resolve("ale")).table();
    Path file = Files.writeString(folder.resolve("t.csv"), table);
    assertImported(file);
    Results results = Results.at(folder.resolve("runs"));
    assertThat(results.load(file, "back").changed()).isTrue();
    assertThat(results.load(file, "back").changed()).isFalse();
    assertThat(results.summary("back").board("back").rows().getFirst().clusters())
        .containsKey("legal");
  }

  private static void assertImported(Path file) {
    try (TrialsCsv csv = TrialsCsv.open(file)) {
      assertThat(csv.rows())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("traits")
          .containsExactly(row(1, TrialRow.State.FAILED, 0.75), row(2, TrialRow.State.UNSCORED, 0));
    }
  }

  private static TrialRow row(int repetition, TrialRow.State state, double score) {
    return new TrialRow(
        "oracle",
        "t-1",
        "t",
        "legal",
        repetition,
        state,
        score,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(3.5));
  }

  @Test
  void names_of_agents_are_those_of_the_plan() {
    assertThat(run.agents()).isEqualTo(List.of("oracle"));
  }
}
