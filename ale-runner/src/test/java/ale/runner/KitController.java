package ale.runner;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A controller as a program, so that a test can kill it. */
final class KitController {
  private KitController() {}

  /** Name of the engine, folder of the run, how many at once, {@code key=value} for the engine. */
  public static void main(String[] arguments) {
    RunFolder run = RunFolder.open(Path.of(arguments[1]), arguments[1]);
    Map<String, String> options = new HashMap<>();
    for (String option : List.of(arguments).subList(3, arguments.length)) {
      options.put(option.replaceFirst("=.*", ""), option.replaceFirst("[^=]*=", ""));
    }
    EngineKind.Host host =
        new EngineKind.Host(
            KitTrial::new,
            new EngineKind.TrialCommand(program(KitTrial.class), System.getenv()),
            Integer.parseInt(arguments[2]),
            options,
            Examiner.at(run.path().resolve("kit/keys")),
            InstantSource.system(),
            System.err::println);
    RunListener listener =
        new RunListener() {
          @Override
          public void ended(RunPlan.TrialSpec trial, TrialOutcome outcome) {
            System.out.println("ended " + trial.id());
          }
        };
    try {
      List<TrialOutcome> outcomes =
          Engines.installed().named(arguments[0], host).run(run, listener);
      System.out.println(
          "all " + outcomes.stream().map(TrialOutcome::trial).collect(Collectors.joining(" ")));
    } catch (Lease.Held e) {
      System.out.println(e.getMessage());
      System.exit(KitTrial.HELD);
    }
  }

  /** The words that start a class of this class path as a program. */
  static List<String> program(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        "-Xmx128m",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }
}
