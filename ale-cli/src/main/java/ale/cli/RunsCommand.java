package ale.cli;

import ale.core.InputException;
import ale.runner.Lease;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.plan.Changes;
import ale.runner.retention.RunInfo;
import ale.runner.retention.RunShelf;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The runs of this machine, and what becomes of them. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "The runs of this machine: what they are, their archives, their removal.")
final class RunsCommand {
  private static final String RUN = RunChoice.WHICH;

  private static RunShelf shelf() {
    return new RunShelf(Places.standard().runs(), InstantSource.system());
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists them, the oldest first, with state, trials and size.")
  int list(@Option(names = "--json", description = "an array of JSON") boolean json) {
    List<RunInfo> all = shelf().list();
    if (json) {
      Screen.json(all);
      return Main.DONE;
    }
    Screen.out(
        Screen.table(
            List.of(
                "run",
                "state",
                "started",
                "trials",
                "scored",
                "unscored",
                "invalid",
                "archived",
                "MB"),
            all.stream()
                .map(r ->
                    List.of(
                        r.run(),
                        r.state().word(),
                        r.started()
                            .map(s -> s.truncatedTo(ChronoUnit.SECONDS).toString())
                            .orElse("-"),
                        Integer.toString(r.trials()),
                        Integer.toString(r.scored()),
                        Integer.toString(r.unscored()),
                        Integer.toString(r.invalid()),
                        Integer.toString(r.archived()),
                        megabytes(r.bytes())))
                .toList()));
    return Main.DONE;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / (double) (1 << 20));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one: what it is in, what it rests on, what was accepted since.")
  int show(
      @Parameters(paramLabel = "RUN", description = RUN) String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    RunInfo info = shelf().info(name);
    if (info.problem().isPresent()) {
      throw new InputException(info.problem().get());
    }
    RunFolder run = RunFolder.at(info.folder());
    RunPlan plan = run.plan();
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("info", info);
      shown.put("frozen", plan.frozen());
      shown.put("accepted", Changes.accepted(run));
      Screen.json(shown);
      return Main.DONE;
    }
    Screen.out(
        info.run()
            + ": "
            + info.state().word()
            + info.holder().map((Lease.Holder h) -> " by " + h.words()).orElse(""));
    line("planned", plan.created().toString());
    line("agents", String.join(", ", plan.agents().stream().map(a -> a.name()).toList()));
    line("instances", Integer.toString(plan.instances().size()));
    line("repetitions", Integer.toString(plan.repetitions()));
    line("grants", String.join(", ", plan.grants()));
    line(
        "trials",
        "%d: %d scored, %d unscored, %d invalid, %d to go; %d archived"
            .formatted(
                info.trials(),
                info.scored(),
                info.unscored(),
                info.invalid(),
                info.trials() - info.scored() - info.unscored() - info.invalid(),
                info.archived()));
    line("size", megabytes(info.bytes()) + " MB");
    plan.frozen().things().forEach(RunsCommand::line);
    Changes.accepted(run)
        .forEach(a ->
            a.changes()
                .forEach(c -> line("accepted", c.words() + " (" + a.by() + ", " + a.at() + ")")));
    line("folder", info.folder().toString());
    return Main.DONE;
  }

  private static void line(String name, String value) {
    if (!value.isEmpty()) {
      Screen.out("  " + name + ": " + value);
    }
  }

  @Command(
      name = "archive",
      mixinStandardHelpOptions = true,
      description = {
        "Puts the files of each finished trial into one compressed archive. Outcomes, seals and",
        "grades stay readable beside it; board, show and verify work as before."
      })
  int archive(
      @Parameters(paramLabel = "RUN", description = RUN) String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    return handled(shelf().archive(name), "archived", json);
  }

  @Command(
      name = "unarchive",
      mixinStandardHelpOptions = true,
      description = "Unpacks the archives of a run, each after it was verified.")
  int unarchive(
      @Parameters(paramLabel = "RUN", description = RUN) String name,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    return handled(shelf().unarchive(name), "unpacked", json);
  }

  private static int handled(RunShelf.Handled handled, String word, boolean json) {
    long freed = handled.done().values().stream().mapToLong(Long::longValue).sum();
    Screen.say(
        handled.done().size()
            + " trials "
            + word
            + (freed > 0 ? ", " + megabytes(freed) + " MB freed" : ""));
    handled.left().forEach((trial, why) -> Screen.say(trial + ": " + why));
    if (json) {
      Screen.json(handled);
    }
    return handled.left().isEmpty() ? Main.DONE : Main.UNSCORED;
  }

  @Command(
      name = "rm",
      mixinStandardHelpOptions = true,
      description = {
        "Removes a run with everything in it, after its full name was typed. Never one that is",
        "running; what links lead to stays."
      })
  int remove(
      @Parameters(paramLabel = "RUN", description = RUN) String name,
      @Option(names = "--yes", description = "does not ask for the full name") boolean yes,
      @Option(names = "--json", description = "one line of JSON") boolean json) {
    Path folder = RunFolder.find(Places.standard().runs(), name).toAbsolutePath().normalize();
    String full = String.valueOf(folder.getFileName());
    if (!yes) {
      Screen.say("this removes " + folder + " for ever; type its full name to go on:");
      if (!full.equals(typed())) {
        throw new InputException("run " + full + " stays, since its full name was not typed");
      }
    }
    shelf().remove(folder.toString());
    Screen.say("removed " + folder);
    if (json) {
      Screen.json(Map.of("removed", folder.toString()));
    }
    return Main.DONE;
  }

  private static String typed() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }
}
