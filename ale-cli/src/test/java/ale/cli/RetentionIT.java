package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Outcome;
import ale.runner.DiskWatch;
import ale.runner.Machinery;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunPlan;
import ale.runner.Seal;
import ale.runner.TrialWork;
import ale.runner.retention.RunShelf;
import ale.runner.retention.TrialArchive;
import ale.tasks.Families;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a disk that fills, and what becomes of real trials when they are put away. */
final class RetentionIT {
  private static final double FLOOR = 20.0 / 1024;

  @TempDir Path folder;

  /** Runs what has no outcome, one after the other, and gives what was told. */
  private static List<String> sit(RunFolder run) {
    Machinery machinery = Lab.machinery();
    List<String> told = new ArrayList<>();
    TrialWork work =
        DiskWatch.over(Map.of("runs", run.path()), FLOOR, FLOOR)
            .guarding(TrialWork.on(machinery), told::add);
    for (RunPlan.TrialSpec trial : run.plan().trials()) {
      try {
        assertThat(work.run(run, trial, new RunListener() {}).outcome())
            .isEqualTo(new Outcome.Scored(1, true));
      } catch (DiskWatch.Full e) {
        told.add("left: " + trial.id());
      }
    }
    return told;
  }

  @Test
  void a_full_disk_begins_no_trial_and_loses_none_and_archives_make_room() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assertThat(Lab.shOnHost("mount -t tmpfs -o size=30m,mode=700 tmpfs " + disk).exit()).isZero();
    try {
      Path task =
          TinyTask.in(folder.resolve("large"))
              .file(
                  "solution/solve.sh",
                  "mkdir -p output; echo 42 > output/a.txt; head -c 15000000 /dev/zero > output/b\n")
              .folder();
      RunFolder run =
          new Planner(disk, Families.installed(), Lab.agents(), InstantSource.system(), "test")
              .plan(List.of("oracle"), List.of(task.toString()), List.of(), 2);
      String first = run.plan().trials().getFirst().id();
      String second = run.plan().trials().getLast().id();

      assertThat(sit(run))
          .hasSize(2)
          .first()
          .asString()
          .contains("the disk of runs", "no new trial begins below 0.02 GB");
      assertThat(run.outcome(first)).isPresent();
      assertThat(run.remaining()).extracting(RunPlan.TrialSpec::id).containsExactly(second);
      assertThat(run.trial(second)).doesNotExist();

      RunShelf shelf = new RunShelf(disk, InstantSource.system());
      assertThat(shelf.archive(run.plan().id()).done()).containsOnlyKeys(first);
      assertThat(sit(run)).isEmpty();
      assertThat(run.remaining()).isEmpty();
      assertThat(run.board().rows().getFirst().passed()).isEqualTo(2);
      assertThat(TrialArchive.verify(run.trial(first), Seal::verify)).isEmpty();

      shelf.archive(run.plan().id());
      shelf.unarchive(run.plan().id());
      assertThat(Seal.verify(run.trial(first))).isEmpty();
      assertThat(Seal.verify(run.trial(second))).isEmpty();
      shelf.remove(run.plan().id());
      assertThat(disk).isEmptyDirectory();
    } finally {
      assertThat(Lab.shOnHost("umount " + disk).exit()).isZero();
    }
  }
}
