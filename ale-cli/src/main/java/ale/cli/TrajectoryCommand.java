package ale.cli;

import ale.core.TrajectoryCheck;
import ale.core.TrajectoryCheck.Violation;
import ale.interop.Loss;
import ale.interop.TrajectoryFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trajectories of other people's agents. */
@Command(
    name = "trajectory",
    mixinStandardHelpOptions = true,
    description = "Checks and converts trajectories (ATIF 1.0 to 1.7, ALE-v1.0).")
final class TrajectoryCommand {
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Holds files against the rules of ATIF 1.0 to 1.7, pictures included. Exit code 0 if all",
        "are valid; else 2, and each violation with its JSON pointer and the rule's name."
      })
  int check(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "trajectories")
          List<Path> files,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    List<Map<String, Object>> all = new ArrayList<>();
    int wrong = 0;
    for (Path file : files) {
      List<Violation> found = TrajectoryCheck.ofFile(file);
      wrong += found.isEmpty() ? 0 : 1;
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("file", file.toString());
      said.put("valid", found.isEmpty());
      said.put("violations", found.stream().map(TrajectoryCommand::shown).toList());
      all.add(said);
      if (!json) {
        Screen.out(file + ": " + (found.isEmpty() ? "valid" : found.size() + " violations"));
        found.forEach(v -> Screen.out("  " + v));
      }
    }
    if (json) {
      Screen.json(all);
    }
    return wrong == 0 ? Main.DONE : Main.USAGE;
  }

  private static Map<String, String> shown(Violation v) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("pointer", v.pointer());
    shown.put("rule", v.rule().word());
    shown.put("message", v.message());
    return shown;
  }

  @Command(
      name = "convert",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a trajectory of ATIF 1.0 to 1.7 or of ALE-v1.0 as ATIF 1.7 or as ALE-v1.0, with its",
        "pictures beside it, and says what was lost. What it writes can be replayed: an agent of",
        "the harness replay with the setting trajectory."
      })
  int convert(
      @Parameters(paramLabel = "FILE", description = "a trajectory") Path from,
      @Option(names = "--to", required = true, paramLabel = "FILE", description = "the new file")
          Path to,
      @Option(
              names = "--as",
              defaultValue = "atif",
              paramLabel = "atif|ale",
              description = "the format (default: atif)")
          TrajectoryFile.Format format,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    List<Loss> losses = TrajectoryFile.convert(from, to, format);
    if (json) {
      Screen.json(Map.of("to", to.toString(), "losses", losses));
    } else {
      Screen.say("written: " + to);
      Screen.losses(losses);
    }
    return Main.DONE;
  }
}
