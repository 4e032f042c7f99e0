package ale.cli;

import ale.runner.plan.Change;
import ale.runner.plan.Changes;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The option that lets a run go on although what it rests on has changed. */
final class ChangesChoice {
  @Option(
      names = "--accept-changes",
      description = {
        "goes on although code, images, harnesses, prices or the provider are not as planned, and",
        "records that in the run"
      })
  private boolean accept;

  void settle(Changes changes) {
    changes.settle(accept, Instant.now(), System.getProperty("user.name", "somebody"));
    changes.all().stream().map(Change::words).forEach(c -> Screen.say("accepted: " + c));
  }
}
