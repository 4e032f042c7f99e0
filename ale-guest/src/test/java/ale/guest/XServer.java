package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A virtual X server for a test, and the programs the test runs on it. */
public final class XServer implements AutoCloseable {
  public static final int WIDTH = 800;
  public static final int HEIGHT = 600;

  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private final String number;

  public XServer(Path directory, String... more) throws IOException {
    needs("Xvfb");
    this.directory = directory;
    ProcessBuilder server =
        new ProcessBuilder(
            "Xvfb",
            "-displayfd",
            "1",
            "-screen",
            "0",
            WIDTH + "x" + HEIGHT + "x24",
            "-fbdir",
            directory.toString(),
            "-noreset",
            "-nolisten",
            "tcp",
            "-extension",
            "GLX");
    server.command().addAll(List.of(more));
    Process process = server.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    try (var out = process.inputReader(StandardCharsets.US_ASCII)) {
      this.number = String.valueOf(out.readLine());
    }
    assertThat(number).matches("\\d+");
  }

  /** Fails the test, by name, where a program is missing; ./check installs them all. */
  public static void needs(String program) {
    boolean there =
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve(program)));
    assertThat(there).as(program + " is not installed").isTrue();
  }

  public String name() {
    return ":" + number;
  }

  Display display() {
    return Display.of(name(), Map.of());
  }

  public Path framebuffer() {
    return directory.resolve("Xvfb_screen0");
  }

  Desktop desktop() {
    return new Desktop(Optional.of(display()), Optional.of(framebuffer()));
  }

  public Process start(String... command) throws IOException {
    return startIn(Map.of(), command);
  }

  Process startIn(Map<String, String> environment, String... command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("DISPLAY", name());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  /** Starts a window manager, and waits until it manages; windows before that it may overlook. */
  public Process manage() throws IOException, InterruptedException {
    needs("openbox");
    Path ready = directory.resolve("managed");
    Process manager = start("openbox", "--startup", "touch " + ready);
    while (!Files.exists(ready)) {
      assertThat(manager.isAlive()).as("openbox runs").isTrue();
      Thread.sleep(10);
    }
    return manager;
  }

  /** The output of a program that ends by itself. */
  String run(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Waits until the screen differs from what it was, and is then still. */
  static void settle(Screen screen, long before) throws InterruptedException {
    for (int i = 0; i < 500 && screen.sequence() == before; i++) {
      Thread.sleep(20);
    }
    Stillness.await(screen, Duration.ofMillis(200), Duration.ofSeconds(5), () -> false);
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
    }
    for (Process process : processes) {
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
