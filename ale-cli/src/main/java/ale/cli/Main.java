package ale.cli;

import ale.core.AleException;
import ale.runner.DiskWatch;
import ale.runner.Lease;
import java.io.UncheckedIOException;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code ale} command. */
@Command(
    name = "ale",
    versionProvider = Main.Version.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      TasksCommand.class,
      AgentsCommand.class,
      RunCommand.class,
      ResumeCommand.class,
      TrialCommand.class,
      PsCommand.class,
      AttachCommand.class,
      ExplainCommand.class,
      PauseCommand.class,
      ContinueCommand.class,
      CancelCommand.class,
      RequeueCommand.class,
      RunsCommand.class,
      ReplayCommand.class,
      BoardCommand.class,
      CompareCommand.class,
      TiersCommand.class,
      PowerCommand.class,
      ReportCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      TrajectoryCommand.class,
      StoreCommand.class,
      SimulateCommand.class,
      ShowCommand.class,
      VerifyCommand.class,
      ImageCommand.class,
      SandboxCommand.class,
      GuestCommand.class,
      ModelCommand.class,
      GatewayCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      HelpCommand.class
    },
    header = "ALE, Agents' Last Exam: can an agent do a professional's job on a real computer?",
    description = {
      "",
      "A tour:",
      "  ale demo                          the whole life of the exam in a few minutes",
      "  ale doctor                        what this machine can do, and what it lacks",
      "  ale tasks list                    the jobs there are",
      "  ale tasks make --family F --seed 1..5 --out DIR",
      "                                    fresh instances of one of them",
      "  ale run --agent oracle --tasks F  an agent sits them, in real sandboxes",
      "  ale ps                            what runs on this machine, and for how long still",
      "  ale attach RUN                    looks on; pause, continue, cancel, requeue change it",
      "  ale explain RUN TRIAL             what a trial waits for, or why it ended as it did",
      "  ale run run.yaml --dry-run        what a run would take, and what it would wait for",
      "  ale runs list                     the runs of this machine; archive and rm make room",
      "  ale board RUN                     who passed what, with intervals",
      "  ale compare A B                   is one agent better than another, and how surely",
      "  ale export eval RUN --to F.eval   a run for Inspect; also harbor-job, atif, ale, trials",
      "  ale report failures RUN           where agents fail, and what they do about errors",
      "  ale show RUN TRIAL                why a trial ended as it did, check by check",
      "  ale replay RUN TRIAL              the same trial with its model's recorded replies",
      "  ale verify RUN                    nothing was changed since it was sealed",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 finished with unscored trials, 2 wrong usage or input,",
      "3 this machine cannot do it, 4 another process is at it.",
      "Every --json goes to standard output alone."
    })
public final class Main implements Runnable {
  /** Commands that change nothing, and those that clean by themselves. */
  private static final Set<String> LOOKING =
      Set.of(
          "ale",
          "doctor",
          "list",
          "clean",
          "help",
          "ps",
          "attach",
          "explain",
          "pause",
          "continue",
          "cancel",
          "requeue");

  static final int DONE = 0;
  static final int UNSCORED = 1;
  static final int USAGE = 2;
  static final int MACHINE = 3;
  static final int HELD = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** What version this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ale " + Places.version()};
    }
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      // The one boundary to a person: what is not ours is a fault of ours, and says so.
      System.err.println("ale: " + message(failure));
      return switch (failure) {
        case MachineException m -> MACHINE;
        case DiskWatch.Full f -> MACHINE;
        case Lease.Held h -> HELD;
        default -> USAGE;
      };
    });
    line.setExecutionStrategy(parsed -> {
      if (!looking(parsed)) {
        Preparation.sweep(Places.standard());
      }
      return new CommandLine.RunLast().execute(parsed);
    });
    return line.execute(arguments);
  }

  private static boolean looking(ParseResult parsed) {
    ParseResult last = last(parsed);
    return LOOKING.contains(last.commandSpec().name()) || last.hasMatchedOption("--dry-run");
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult at = parsed;
    while (at.hasSubcommand()) {
      at = at.subcommand();
    }
    return at;
  }

  private static String message(Exception failure) {
    if (failure instanceof AleException && failure.getMessage() != null) {
      return failure.getMessage();
    }
    if (failure instanceof UncheckedIOException io && io.getCause() != null) {
      return String.valueOf(io.getCause());
    }
    StackTraceElement[] trace = failure.getStackTrace();
    return "this is a mistake in ale itself, please report it: "
        + failure
        + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** Without a subcommand the tour is shown. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do; here is a tour");
  }
}
