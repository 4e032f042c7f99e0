package ale.cli;

import ale.guest.Button;
import ale.guest.GuestClient;
import ale.guest.Point;
import ale.runner.Machinery;
import ale.sandbox.Image;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long sandboxes take, what they hold, and how fast each door to their desktop is. */
final class SandboxBench {
  private static final Sample NONE = Sample.of(List.of());
  private static final int ROUND_TRIPS = 200;
  private static final String IMAGE = "workstation";
  private static final double SIXTEEN_GB = 16 * 1024;

  /** What {@code bench sandbox} answers. Times in milliseconds, sizes in units of 2^20 bytes. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Report(
      @JsonProperty("ready_ms") Sample ready,
      @JsonProperty("parallel10_ms") Optional<Double> parallel,
      @JsonProperty("idle_mb_per_sandbox") Optional<Double> idle,
      @JsonProperty("idle_desktops_in_16_gb") Optional<Long> inSixteenGigabytes,
      @JsonProperty("close_ms") Sample close,
      @JsonProperty("screenshot_ms") RoundTrips screenshot,
      @JsonProperty("click_ms") RoundTrips click) {}

  /** Round trips by each door, taken in turns; the last is absent if there is no such server. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record RoundTrips(
      Sample own,
      Sample cmd,
      Sample mcp,
      @JsonProperty("computer_server") Optional<Sample> computerServer) {
    /** How many times faster our protocol's median is than the other server's. */
    Optional<Double> ratio() {
      return computerServer.map(other -> other.p50() / own.p50());
    }
  }

  private final Machinery machinery;
  private final Path state;
  private final Image image;

  SandboxBench(Machinery machinery, Path state) {
    this.machinery = machinery;
    this.state = state;
    this.image = machinery.images().ensure(IMAGE, Screen::say);
  }

  /**
   * @param n sandboxes one after another
   * @param many sandboxes at once
   * @param other the address of a computer-server, or the program that is one
   */
  Report run(int n, int many, Optional<String> other) throws IOException {
    Sample.timed(this::open, Sandbox::close); // warms this program up, not the sandboxes
    List<Double> ready = new ArrayList<>();
    List<Double> close = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long start = System.nanoTime();
      Sandbox sandbox = open();
      ready.add(Sample.since(start));
      long end = System.nanoTime();
      sandbox.close();
      close.add(Sample.since(end));
    }
    Optional<Double> parallel = many > 1 ? Optional.of(parallel(many)) : Optional.empty();
    try (Sandbox one = open()) {
      one.guest().waitStill(Duration.ofMillis(500), Duration.ofSeconds(5));
      Optional<Double> idle = memory(one.id());
      Optional<OtherServer> server =
          other.isEmpty() ? Optional.empty() : Optional.of(server(other.get(), one));
      try (OpenedDoors doors = new OpenedDoors(one.guest())) {
        return new Report(
            Sample.of(ready),
            parallel,
            idle,
            idle.map(mb -> (long) (SIXTEEN_GB / mb)),
            Sample.of(close),
            screenshots(one.guest(), doors, server),
            clicks(one.guest(), doors, server));
      } finally {
        if (server.isPresent()) {
          server.get().close();
        }
      }
    }
  }

  private Sandbox open() {
    Sandbox sandbox =
        machinery
            .provider()
            .open(
                SandboxSpec.of(image, Resources.of(1, 1024, 128), SandboxSpec.Tools.GUEST)
                    .withScreen(ScreenSize.STANDARD));
    sandbox.guest().screenshot();
    return sandbox;
  }

  private OtherServer server(String other, Sandbox sandbox) throws IOException {
    if (other.startsWith("http://") || other.startsWith("https://")) {
      return OtherServer.running(URI.create(other));
    }
    return OtherServer.start(
        other, state.resolve("sandboxes").resolve(sandbox.id()).resolve("display/x11/X0"));
  }

  private static RoundTrips screenshots(
      GuestClient guest, OpenedDoors doors, Optional<OtherServer> server) {
    return roundTrips(
        guest::screenshot,
        () -> doors.command("screenshot", Map.of()),
        () -> doors.tool("screenshot", Map.of()),
        server.map(s -> () -> doors.command(s.address(), "screenshot", Map.of())));
  }

  private static RoundTrips clicks(
      GuestClient guest, OpenedDoors doors, Optional<OtherServer> server) {
    Map<String, Object> at = Map.of("x", 640, "y", 790);
    return roundTrips(
        () -> guest.click(new Point(640, 790), Button.LEFT, 1),
        () -> doors.command("left_click", at),
        () -> doors.tool("click", Map.of("coordinate", List.of(500, 987))),
        server.map(s -> () -> doors.command(s.address(), "left_click", at)));
  }

  private static RoundTrips roundTrips(
      Runnable own, Runnable cmd, Runnable mcp, Optional<Runnable> server) {
    Optional<Runnable> other = server.filter(SandboxBench::works);
    Map<String, Runnable> doors = new LinkedHashMap<>();
    doors.put("own", own);
    doors.put("cmd", cmd);
    doors.put("mcp", mcp);
    other.ifPresent(door -> doors.put("other", door));
    Map<String, Sample> took = Sample.inTurns(ROUND_TRIPS, doors);
    return new RoundTrips(
        took.getOrDefault("own", NONE),
        took.getOrDefault("cmd", NONE),
        took.getOrDefault("mcp", NONE),
        other.map(_ -> took.getOrDefault("other", NONE)));
  }

  /** Not every machine has what other servers need for everything that they do. */
  private static boolean works(Runnable other) {
    try {
      other.run();
      return true;
    } catch (MachineException e) {
      Screen.say("not measured: " + e.getMessage());
      return false;
    }
  }

  private double parallel(int many) {
    List<Future<Sandbox>> opening = new ArrayList<>();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        opening.add(threads.submit(this::open));
      }
    }
    double took = Sample.since(start);
    for (Future<Sandbox> one : opening) {
      try {
        one.get().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw new MachineException("a sandbox could not be opened: " + e.getCause());
      }
    }
    return took;
  }

  /** Memory that the sandbox's control groups hold, its disk included. */
  private static Optional<Double> memory(String id) throws IOException {
    Path separate = Path.of("/sys/fs/cgroup/memory/ale", id);
    Path unified = Path.of("/sys/fs/cgroup/ale", id);
    boolean old = Files.isDirectory(separate);
    if (!old && !Files.isDirectory(unified)) {
      return Optional.empty();
    }
    long bytes = 0;
    try (var parts = Files.list(old ? separate : unified)) {
      for (Path part : parts.filter(Files::isDirectory).toList()) {
        String name = old ? "memory.usage_in_bytes" : "memory.current";
        bytes += Long.parseLong(Files.readString(part.resolve(name)).strip());
      }
    }
    return Optional.of(bytes / 1048576.0);
  }
}
