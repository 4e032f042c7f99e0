package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A run of {@link KitTrial}s, and the controllers that a test starts on it. */
final class KitRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RunFolder folder;
  private final String engine;
  private final Map<String, String> options;
  private final Map<String, String> environment;
  private final List<Process> controllers = new ArrayList<>();

  /** One start of a trial. */
  record Start(long process, String node) {}

  KitRun(
      Path runs,
      int trials,
      String engine,
      Map<String, String> options,
      Map<String, String> environment) {
    this.folder = new FabricatedRun(runs, trials).folder();
    this.engine = engine;
    this.options = options;
    this.environment = environment;
    try {
      Files.createDirectories(folder.path().resolve("kit"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunFolder folder() {
    return folder;
  }

  void behave(int trial, KitTrial.Behaviour behaviour) {
    write(FabricatedRun.trial(trial), behaviour.name());
  }

  /** Whoever waits goes on. */
  void go() {
    write("go", "");
  }

  void wish(Wishes.Kind kind) {
    Wishes.of(folder.path()).run(new Wishes.Wish(kind, Instant.now(), "the test", false));
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.path().resolve("kit").resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process controller(int atOnce) {
    List<String> command = new ArrayList<>(KitController.program(KitController.class));
    command.addAll(List.of(engine, folder.path().toString(), Integer.toString(atOnce)));
    options.forEach((key, value) -> command.add(key + "=" + value));
    return start(command);
  }

  /** The command of one trial, started beside every engine. */
  Process trial(int number) {
    List<String> command = new ArrayList<>(KitController.program(KitTrial.class));
    command.addAll(List.of(folder.path().toString(), FabricatedRun.trial(number)));
    return start(command);
  }

  private Process start(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(folder.path().resolve("kit/said-" + controllers.size()).toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      controllers.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String said(Process process) {
    try {
      return Files.readString(folder.path().resolve("kit/said-" + controllers.indexOf(process)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a process to end by itself, and gives its exit code. */
  int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as(() -> "end of a process that said " + said(process) + "; trace: " + trace(folder))
        .isTrue();
    return process.exitValue();
  }

  void await(String event, BooleanSupplier here) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!here.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "waiting until " + event + "; trace: " + trace(folder))
          .isLessThan(end);
      Thread.sleep(20);
    }
  }

  void awaitStart(int trial) throws InterruptedException {
    await("trial " + trial + " has begun", () -> !starts(trial).isEmpty());
  }

  List<Start> starts(int trial) {
    return starts(folder, FabricatedRun.trial(trial));
  }

  static List<Start> starts(RunFolder run, String trial) {
    return trace(run).stream()
        .map(line -> line.split(" "))
        .filter(words -> words[0].equals("start") && words[1].equals(trial))
        .map(words -> new Start(Long.parseLong(words[2]), words[3]))
        .toList();
  }

  static List<String> trace(RunFolder run) {
    Path file = run.path().resolve("kit/trace");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The most trials that were under way at one time. */
  int mostAtOnce() {
    int now = 0;
    int most = 0;
    for (String line : trace(folder)) {
      now += line.startsWith("start") ? 1 : -1;
      most = Math.max(most, now);
    }
    return most;
  }

  Outcome outcome(int trial) {
    return folder.outcome(FabricatedRun.trial(trial)).orElseThrow().outcome();
  }

  /** Every trial of the run is scored, and none of them came to an end twice. */
  void assertAllScoredOnce() {
    assertThat(folder.outcomes())
        .hasSize(folder.plan().trials().size())
        .allSatisfy(o -> assertThat(o.outcome()).isEqualTo(new Outcome.Scored(1, true)));
    assertThat(trace(folder).stream().filter(l -> l.startsWith("end")).map(l -> l.split(" ")[1]))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, folder.plan().trials().size())
                .mapToObj(FabricatedRun::trial)
                .toList());
  }

  @Override
  public void close() {
    go();
    controllers.forEach(Process::destroyForcibly);
  }
}
