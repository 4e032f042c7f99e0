package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Fault;
import ale.core.FaultSource;
import ale.core.Outcome;
import ale.runner.LocalEngine;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.TrialOutcome;
import ale.tasks.Families;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can break gives one clear message, the right source, and no score. */
final class FaultsIT {
  @TempDir Path folder;

  private TrialOutcome run(Path runs, Path task) {
    RunFolder run =
        new Planner(runs, Families.installed(), Lab.agents(), InstantSource.system(), "test")
            .plan(List.of("oracle"), List.of(task.toString()), List.of(), 1);
    return new LocalEngine(Lab.machinery(), 1).run(run, new RunListener() {}).getFirst();
  }

  private TrialOutcome run(Path task) {
    return run(folder.resolve("runs"), task);
  }

  private static Fault fault(TrialOutcome outcome) {
    assertThat(outcome.outcome()).isInstanceOf(Outcome.Unscored.class);
    return ((Outcome.Unscored) outcome.outcome()).fault();
  }

  @Test
  void a_sound_task_is_scored() throws IOException {
    TrialOutcome outcome = run(TinyTask.in(folder.resolve("tiny")).folder());
    assertThat(outcome.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(outcome.counts()).isEqualTo(1);
  }

  @Test
  void a_computer_that_its_own_programs_brought_down_is_graded_as_it_stands() throws IOException {
    Path task =
        TinyTask.in(folder.resolve("greedy"))
            .file(
                "solution/solve.sh",
                """
                mkdir -p output
                echo 42 > output/a.txt
                i=0
                while [ $i -lt 40 ]; do
                  python3 -c 'held = bytearray(24 << 20); import time; time.sleep(15)' &
                  i=$((i + 1))
                done
                wait
                """)
            .folder();
    TrialOutcome outcome = run(task);
    assertThat(outcome.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(outcome.ended()).contains("memory");
    assertThat(outcome.attempts()).as("no attempt is wasted on it").hasSize(1);
  }

  @Test
  void a_malformed_task_folder_is_the_tasks_fault() throws IOException {
    Path task =
        TinyTask.in(folder.resolve("broken"))
            .file("task.toml", "schema_version = \"1.4\"\n[environment]\ncpus = \"many\"\n")
            .folder();
    Fault fault = fault(run(task));
    assertThat(fault.source()).isEqualTo(FaultSource.TASK);
    assertThat(fault.message()).contains("cpus", "many");
  }

  @Test
  void a_missing_image_is_the_tasks_fault() throws IOException {
    Path task =
        TinyTask.in(folder.resolve("imageless")).settings("ale/typewriter", 20, 20).folder();
    Fault fault = fault(run(task));
    assertThat(fault.source()).isEqualTo(FaultSource.TASK);
    assertThat(fault.message()).contains("ale/typewriter", "ale/workstation");
  }

  @Test
  void a_crashing_grader_is_the_graders_fault_and_is_tried_twice() throws IOException {
    Path task = TinyTask.in(folder.resolve("crash")).grader("kill -9 $$").folder();
    TrialOutcome outcome = run(task);
    Fault fault = fault(outcome);
    assertThat(fault.source()).isEqualTo(FaultSource.GRADER);
    assertThat(fault.message()).contains("without a reward", "grader.log");
    String journal = journal(outcome);
    assertThat(journal.lines().filter(l -> l.contains("\"grade\"") && l.contains("\"begin\"")))
        .hasSize(2);
    assertThat(journal.lines().filter(l -> l.contains("\"work\"") && l.contains("\"begin\"")))
        .as("a dead grader costs no agent time")
        .hasSize(1);
  }

  private String journal(TrialOutcome outcome) throws IOException {
    try (var files = Files.walk(folder)) {
      Path file =
          files
              .filter(f -> f.endsWith(Path.of(outcome.trial(), "journal.jsonl")))
              .findFirst()
              .orElseThrow();
      return Files.readString(file);
    }
  }

  @Test
  void rewards_that_are_no_numbers_are_the_graders_fault() throws IOException {
    for (String reward : List.of("NaN", "many", "7", "")) {
      Path task =
          TinyTask.in(folder.resolve("reward" + reward))
              .grader("echo '" + reward + "' > /logs/verifier/reward.txt")
              .folder();
      assertThat(fault(run(task)).source()).as(reward).isEqualTo(FaultSource.GRADER);
    }
  }

  @Test
  void a_hanging_grader_is_the_graders_fault() throws IOException {
    Path task =
        TinyTask.in(folder.resolve("hang"))
            .settings("ale/workstation", 20, 1)
            .grader("sleep 60")
            .folder();
    Fault fault = fault(run(task));
    assertThat(fault.source()).isEqualTo(FaultSource.GRADER);
    assertThat(fault.message()).contains("did not end within 1 s");
  }

  @Test
  void a_full_disk_is_the_engines_fault() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assertThat(Lab.shOnHost("mount -t tmpfs -o size=200k,mode=700 tmpfs " + disk).exit()).isZero();
    try {
      Path task =
          TinyTask.in(folder.resolve("large"))
              .file(
                  "solution/solve.sh",
                  "mkdir -p output; head -c 2000000 /dev/urandom > output/a.txt\n")
              .folder();
      Fault fault = fault(run(disk, task));
      assertThat(fault.source()).isEqualTo(FaultSource.ENGINE);
      assertThat(fault.message()).contains("No space left on device");
    } finally {
      assertThat(Lab.shOnHost("umount " + disk).exit()).isZero();
    }
  }

  @Test
  void work_that_never_ends_is_graded_as_it_stands() throws IOException {
    Path task =
        TinyTask.in(folder.resolve("slow"))
            .settings("ale/workstation", 2, 20)
            .file("solution/solve.sh", "mkdir -p output; echo 42 > output/a.txt; sleep 600\n")
            .folder();
    TrialOutcome outcome = run(task);
    assertThat(outcome.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(outcome.ended()).contains("stopped after 2 s");
  }

  @Test
  void no_reference_is_in_the_agents_computer() throws IOException {
    String secret = "reference-" + java.util.UUID.randomUUID();
    Path task =
        TinyTask.in(folder.resolve("secret"))
            .file("tests/reference/truth.txt", secret)
            .file(
                "solution/solve.sh",
                "mkdir -p output; grep -rl '"
                    + secret.substring(0, 20)
                    + "' / --exclude-dir=proc --exclude-dir=sys --exclude-dir=solution"
                    + " --exclude-dir=usr 2>/dev/null > output/a.txt; ls -A /tests >> output/a.txt;"
                    + " [ -s output/a.txt ] && exit 1; echo 42 > output/a.txt\n")
            .grader(
                "grep -q '"
                    + secret.substring(0, 20)
                    + "' /tests/reference/truth.txt && [ \"$(cat /home/agent/work/output/a.txt)\" = 42 ]"
                    + " && r=1 || r=0\necho $r > /logs/verifier/reward.txt")
            .folder();
    assertThat(run(task).outcome()).isEqualTo(new Outcome.Scored(1, true));
  }
}
