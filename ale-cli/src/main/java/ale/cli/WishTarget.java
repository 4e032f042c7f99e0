package ale.cli;

import ale.runner.RunFolder;
import ale.runner.Wishes;
import ale.runner.Wishes.Kind;
import ale.runner.Wishes.Wish;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run, or the one trial of it, about which a person wishes something. */
final class WishTarget {
  @Mixin private RunChoice run = new RunChoice();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRIAL",
      description = "one trial: its name, or a part that only one has; default: the whole run")
  private Optional<String> trial = Optional.empty();

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  RunFolder run() {
    return run.folder();
  }

  /** The trial's whole name. */
  Optional<String> trial(RunFolder folder) {
    return trial.map(part -> TrialChoice.find(folder, part));
  }

  static String person() {
    return System.getProperty("user.name", "somebody");
  }

  static Wish wish(Kind kind, boolean now) {
    return new Wish(kind, Instant.now(), person(), now);
  }

  /** Writes the wish down for whoever runs the run or the trial. */
  void wish(RunFolder folder, Wish wish) {
    Wishes wishes = Wishes.of(folder.path());
    trial(folder).ifPresentOrElse(t -> wishes.trial(t, wish), () -> wishes.run(wish));
  }

  /** Tells what was done, in words and as data. */
  void say(RunFolder folder, String done, String words) {
    Screen.say(words);
    if (json) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("run", folder.plan().id());
      said.put("trial", trial(folder));
      said.put("done", done);
      Screen.json(said);
    }
  }

  /** What was wished, for a sentence. */
  String name(RunFolder folder) {
    return trial(folder).map(t -> "trial " + t).orElse("run " + folder.plan().id());
  }
}
