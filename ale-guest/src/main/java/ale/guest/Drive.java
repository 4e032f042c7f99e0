package ale.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A desktop that is driven by lines: one JSON request each, answered by one line of JSON each, in
 * order. A line it cannot use is answered like any other; only the end of the input ends it.
 */
final class Drive {
  /** What stands behind the lines: a display of our own, or a daemon that has one. */
  interface Target {
    Fields run(Fields request) throws InterruptedException;

    byte[] screenshot();
  }

  private final Target target;

  Drive(Target target) {
    this.target = target;
  }

  static Target direct(Desktop desktop) {
    var ops = new DesktopOps(desktop);
    return new Target() {
      @Override
      public Fields run(Fields request) throws InterruptedException {
        return ops.run(request, () -> false);
      }

      @Override
      public byte[] screenshot() {
        return Png.encode(ops.grab());
      }
    };
  }

  static Target daemon(GuestClient client) {
    return new Target() {
      @Override
      public Fields run(Fields request) {
        return client.desktop(request);
      }

      @Override
      public byte[] screenshot() {
        return client.screenshot();
      }
    };
  }

  void lines(InputStream requests, PrintStream answers) {
    var lines = new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          answers.println(answer(line));
          answers.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Fields answer(String line) {
    Fields answer = Fields.of();
    try {
      Fields request = Fields.parse(line);
      Object id = request.get("id");
      if (id != null) {
        answer = answer.with("id", id);
      }
      return answer.with("ok", true).and(run(request.without("id")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return answer.with("ok", false).with("error", "interrupted");
    } catch (GuestException e) {
      return answer.with("ok", false).with("error", e.sentence());
    }
  }

  private Fields run(Fields request) throws InterruptedException {
    if (!request.string("op").equals("screenshot")) {
      return target.run(request);
    }
    String path = request.string("path");
    try {
      Files.write(Path.of(path), target.screenshot());
      return Fields.of("path", path);
    } catch (IOException | InvalidPathException e) {
      throw new GuestException(
          GuestException.Code.IO, "cannot write \"" + path + "\": " + e.getMessage(), e);
    }
  }
}
