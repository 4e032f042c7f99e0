package ale.cli;

import ale.runner.RunFolder;
import ale.runner.Verification;
import ale.runner.retention.TrialArchive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that nothing was changed since it was sealed. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the signature, every digest and the order of proof of each finished trial. One that",
      "was archived is unpacked for that into a temporary folder, and checked whole."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private RunChoice run = new RunChoice();

  @Option(names = "--json", description = "one line of JSON: trial to what is wrong with it")
  private boolean json;

  @Override
  public Integer call() {
    RunFolder folder = run.folder();
    Map<String, List<String>> wrong = new LinkedHashMap<>();
    folder
        .outcomes()
        .forEach(o ->
            wrong.put(
                o.trial(),
                TrialArchive.verify(folder.trial(o.trial()), whole -> Verification.of(whole, o))));
    if (json) {
      Screen.json(wrong);
    } else {
      wrong.forEach((trial, problems) ->
          Screen.out(trial + ": " + (problems.isEmpty() ? "sealed" : String.join("; ", problems))));
    }
    return wrong.values().stream().allMatch(List::isEmpty) ? Main.DONE : Main.UNSCORED;
  }
}
