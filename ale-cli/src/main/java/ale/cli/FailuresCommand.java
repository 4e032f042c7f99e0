package ale.cli;

import ale.runner.RunFolder;
import ale.stats.FailureKind;
import ale.stats.FailureRule;
import ale.stats.Failures;
import ale.stats.Failures.Share;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the agents of a run fail. */
@Command(
    name = "failures",
    mixinStandardHelpOptions = true,
    description = {
      "Which essential steps agents miss, of what kind their failures are, whether they looked at",
      "what they made, and how many errors they overcame. Kinds are named by a published rule from",
      "checks, outputs and trajectories (docs/failures.md); no model is asked."
    })
final class FailuresCommand implements Callable<Integer> {
  private static final int SHOWN_STEPS = 12;
  private static final int SHOWN_TRIALS = 3;

  @Mixin private RunChoice run = new RunChoice();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  @Option(names = "--html", paramLabel = "FILE", description = "a page that needs nothing else")
  private Optional<Path> html = Optional.empty();

  @Override
  public Integer call() {
    RunFolder folder = run.folder();
    Failures found = Failures.of(Autopsy.of(folder));
    html.ifPresent(file ->
        Page.write(
            file,
            FailuresPage.of(folder.plan().id(), folder.path().resolve("trials"), found, file)));
    if (json) {
      Screen.json(found);
    } else if (html.isEmpty()) {
      Screen.out(
          found.agents().isEmpty()
              ? "no trial of this run is scored yet"
              : found.agents().stream()
                      .map(FailuresCommand::words)
                      .collect(Collectors.joining("\n\n"))
                  + "\n\nrule "
                  + FailureRule.VERSION
                  + "; ale show "
                  + folder.plan().id()
                  + " TRIAL shows one trial");
    }
    return Main.DONE;
  }

  private static String words(Failures.Agent a) {
    List<String> lines = new ArrayList<>();
    lines.add(a.agent() + ": " + a.failed() + " of " + a.scored() + " scored trials failed");
    for (FailureKind kind : FailureKind.values()) {
      Optional.ofNullable(a.kinds().get(kind))
          .ifPresent(s -> lines.add("  " + kind.word() + ": " + share(s) + "  " + some(s)));
    }
    if (a.unverified().n() > 0) {
      lines.add(
          "  declared done without verifying: "
              + share(a.unverified())
              + "  "
              + some(a.unverified()));
    }
    List<Failures.Step> missed =
        a.steps().stream().filter(s -> s.missed().count() > 0).limit(SHOWN_STEPS).toList();
    if (!missed.isEmpty()) {
      lines.add("  essential steps most often missed:");
      missed.forEach(s ->
          lines.add(
              "    "
                  + s.family()
                  + " "
                  + s.step()
                  + ": "
                  + share(s.missed())
                  + "  "
                  + some(s.missed())));
    }
    lines.add("  " + conduct(a));
    return String.join("\n", lines);
  }

  static String conduct(Failures.Agent a) {
    return String.format(
        Locale.ROOT,
        "%d tool calls in %d trajectories: %s of the screen, %s of a shell; %d errors met, %d"
            + " overcome%s",
        a.calls(),
        a.trajectories(),
        a.gui().map(Page::percent).orElse("-"),
        a.shell().map(Page::percent).orElse("-"),
        a.errorsMet(),
        a.errorsOvercome(),
        a.passedAfterErrors().n() == 0
            ? ""
            : "; of "
                + a.passedAfterErrors().n()
                + " trials with errors "
                + a.passedAfterErrors().count()
                + " passed");
  }

  static String share(Share s) {
    return String.format(
        Locale.ROOT,
        "%d of %d (95%% interval %.0f to %.0f%%)",
        s.count(),
        s.n(),
        100 * s.interval().low(),
        100 * s.interval().high());
  }

  private static String some(Share s) {
    return s.trials().stream().limit(SHOWN_TRIALS).collect(Collectors.joining(", "))
        + (s.count() > SHOWN_TRIALS ? " and " + (s.count() - SHOWN_TRIALS) + " more" : "");
  }
}
