package ale.doors;

import static org.assertj.core.api.Assertions.assertThat;

import ale.guest.XServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a window is told by the X server: {@code xev} over the upper left of the screen. */
final class Events implements AutoCloseable {
  private final Process xev;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private String what = "";
  private String where = "";

  Events(TestDesk desk) throws IOException, InterruptedException {
    XServer.needs("xev");
    xev =
        desk.start(
            "xev",
            "-geometry",
            "500x400+0+0",
            "-event",
            "button",
            "-event",
            "keyboard",
            "-event",
            "mouse");
    BufferedReader output = xev.inputReader(StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().start(() -> listen(output));
    TestDesk.until(
        () -> !desk.ok("get_application_windows", "app", "Event Tester").path("windows").isEmpty());
    // a window can be listed before it hears anything
    TestDesk.until(() -> {
      desk.ok("move_cursor", "x", 200 + lines.size() % 7, "y", 300);
      desk.ok("move_cursor", "x", 210, "y", 301);
      return lines.stream().anyMatch(line -> line.startsWith("MotionNotify"));
    });
    desk.settle();
  }

  private void listen(BufferedReader output) {
    try {
      output.lines().forEach(lines::add);
    } catch (UncheckedIOException e) {
      // xev was ended, and its pipe with it
    }
  }

  /** The next events of buttons and keys, such as {@code +1 at 10,20} and {@code -Control_L}. */
  List<String> next(int count) throws InterruptedException {
    var events = new ArrayList<String>();
    while (events.size() < count) {
      String line = line(events);
      if (line.startsWith("ButtonPress") || line.startsWith("KeyPress")) {
        what = "+";
      } else if (line.startsWith("ButtonRelease") || line.startsWith("KeyRelease")) {
        what = "-";
      } else if (line.startsWith("MotionNotify")) {
        what = "";
      } else if (line.contains("root:(")) {
        where = line.replaceFirst(".*root:\\((\\d+,\\d+)\\).*", "$1");
      } else if (line.contains(" button ") && !what.isEmpty()) {
        events.add(what + line.replaceFirst(".* button (\\d+),.*", "$1") + " at " + where);
      } else if (line.contains("keysym ") && !what.isEmpty()) {
        events.add(what + line.replaceFirst(".*keysym 0x[0-9a-f]+, ([A-Za-z0-9_]+)\\).*", "$1"));
      }
    }
    return events;
  }

  private String line(List<String> sofar) throws InterruptedException {
    String line = lines.poll(20, TimeUnit.SECONDS);
    assertThat(line).as("no more events after %s", sofar).isNotNull();
    return String.valueOf(line);
  }

  @Override
  public void close() {
    xev.destroy();
    xev.onExit().join();
  }
}
