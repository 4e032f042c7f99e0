package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What an engine must do whose trials are processes of their own on nodes that can be lost. */
public abstract class ClusterContract extends EngineContract {
  /** Ends a node and everything on it without warning. */
  protected abstract void killNode(String node) throws IOException, InterruptedException;

  @Override
  final String lossWords(KitRun run) {
    return run.starts(1).getFirst().node();
  }

  @Test
  void a_trial_whose_process_was_killed_is_begun_again() throws Exception {
    try (KitRun run = run(2)) {
      run.behave(1, KitTrial.Behaviour.WAIT_AT_FIRST);
      Process controller = run.controller(2);
      run.awaitStart(1);
      assertThat(
              ProcessHandle.of(run.starts(1).getFirst().process()).orElseThrow().destroyForcibly())
          .isTrue();
      assertThat(run.end(controller)).as(run.said(controller)).isZero();
      run.assertAllScoredOnce();
      assertThat(run.starts(1)).hasSize(2);
      assertThat(run.starts(2)).hasSize(1);
    }
  }

  @Test
  void trials_go_on_without_their_controller_and_are_not_begun_again_by_the_next()
      throws Exception {
    try (KitRun run = run(3)) {
      run.behave(1, KitTrial.Behaviour.WAIT);
      run.behave(2, KitTrial.Behaviour.WAIT);
      Process first = run.controller(2);
      run.awaitStart(1);
      run.awaitStart(2);
      first.destroyForcibly().waitFor();
      run.go();
      run.await("trials end without a controller", () -> run.folder().outcomes().size() >= 2);
      Process next = run.controller(2);
      assertThat(run.end(next)).as(run.said(next)).isZero();
      run.assertAllScoredOnce();
      for (int trial = 1; trial <= 3; trial++) {
        assertThat(run.starts(trial)).hasSize(1);
      }
    }
  }

  @Test
  void trials_of_a_node_that_goes_away_are_begun_again_elsewhere() throws Exception {
    try (KitRun run = run(6)) {
      for (int trial = 1; trial <= 6; trial++) {
        run.behave(trial, KitTrial.Behaviour.WAIT);
      }
      Process controller = run.controller(6);
      run.await("six trials are under way", () -> run.mostAtOnce() == 6);
      String lost = run.starts(1).getFirst().node();
      killNode(lost);
      run.await("the lost trial was begun again", () -> run.starts(1).size() == 2);
      run.go();
      assertThat(run.end(controller)).as(run.said(controller)).isZero();
      run.assertAllScoredOnce();
      assertThat(run.starts(1).getLast().node()).isNotEqualTo(lost);
      for (int trial = 2; trial <= 6; trial++) {
        boolean wasThere = run.starts(trial).getFirst().node().equals(lost);
        assertThat(run.starts(trial)).hasSize(wasThere ? 2 : 1);
      }
    }
  }
}
