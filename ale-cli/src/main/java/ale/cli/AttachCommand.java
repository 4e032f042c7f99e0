package ale.cli;

import ale.core.Json;
import ale.core.Outcome;
import ale.runner.RunObserver;
import ale.runner.RunState;
import ale.runner.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks on while another process runs a run. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a run as it goes on, whoever runs it, until it is over or nobody runs it any more.",
      "q or Ctrl-C leaves; the run goes on."
    })
final class AttachCommand implements Runnable {
  private static final long AGAIN = 500;

  @Mixin private RunChoice run = new RunChoice();

  @Option(
      names = "--json",
      description = "what happens as one line of JSON each, on standard output")
  private boolean json;

  @Override
  public void run() {
    RunObserver observer = new RunObserver(run.folder());
    if (LiveBoard.possible() && !json) {
      try (LiveBoard board = LiveBoard.listening()) {
        RunState before = observer.look(Instant.now());
        RunState now = before;
        do {
          news(before, now).forEach(e -> board.line(words(e)));
          board.show(RunView.lines(now, board.width()));
          before = now;
          now = observer.look(Instant.now());
        } while (goesOn(before) && !board.left(AGAIN));
      }
    } else {
      plain(observer);
    }
    RunState end = observer.look(Instant.now());
    if (!json) {
      Screen.say(end.run() + ": " + end.standing().word() + "; " + RunView.totals(end));
    }
  }

  private void plain(RunObserver observer) {
    RunState now = observer.look(Instant.now());
    print(Event.of(now.at(), "run", now.run()));
    try {
      while (goesOn(now)) {
        Thread.sleep(AGAIN);
        RunState before = now;
        now = observer.look(Instant.now());
        news(before, now).forEach(this::print);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    print(Event.of(now.at(), "over", now.run()));
  }

  private static boolean goesOn(RunState state) {
    return switch (state.standing()) {
      case RUNNING, PAUSED -> true;
      case CANCELLED ->
          state.controller().isPresent()
              || state.trials().stream().anyMatch(t -> t.holder().isPresent());
      case STOPPED, FINISHED -> false;
    };
  }

  private void print(Event event) {
    if (json) {
      System.out.println(Json.line(event));
    } else if (event.trial().isPresent()) {
      Screen.say(words(event));
    }
  }

  /** What happened between two looks. */
  static List<Event> news(RunState before, RunState now) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < before.trials().size(); i++) {
      TrialState then = before.trials().get(i);
      TrialState trial = now.trials().get(i);
      if (then.attempt() == 0 && trial.attempt() > 0) {
        events.add(Event.began(now.at(), now.run(), trial.trial()));
      }
      if (trial.phase().isPresent()
          && !trial.over()
          && (!trial.phase().equals(then.phase()) || trial.attempt() != then.attempt())) {
        events.add(
            Event.phase(now.at(), now.run(), trial.trial(), trial.attempt(), trial.phase().get()));
      }
      Optional<Outcome> outcome = trial.outcome();
      if (outcome.isPresent() && !then.over()) {
        events.add(Event.ended(now.at(), now.run(), trial.trial(), outcome.get(), trial.seconds()));
      }
    }
    return events;
  }

  private static String words(Event event) {
    String trial = event.trial().orElse("");
    return switch (event.event()) {
      case "ended" -> trial + "  " + event.outcome().map(LiveProgress::score).orElse("");
      case "phase" ->
          trial
              + "  attempt "
              + event.attempt().orElse(1)
              + ", "
              + event.phase().map(p -> p.word()).orElse("");
      default -> trial + "  " + event.event();
    };
  }
}
