package ale.runner;

import ale.core.AleException;
import ale.core.Json;
import ale.core.Opening;
import ale.core.Phase;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;

/**
 * The append-only truth about one trial: a line before and after each phase, durable before the
 * phase goes on. Each line ends in a checksum of itself; a torn last line is what a power failure
 * leaves, and is dropped.
 */
final class Journal implements AutoCloseable {
  /** Where in a phase a line was written. */
  enum Mark {
    @JsonProperty("begin")
    BEGIN,
    /** Another controller goes on with what the first one began. */
    @JsonProperty("resume")
    RESUME,
    /** Something that must stand here before the phase goes on. */
    @JsonProperty("note")
    NOTE,
    @JsonProperty("end")
    END,
    @JsonProperty("fault")
    FAULT
  }

  /**
   * One line.
   *
   * @param v version of the format
   * @param seq 1, 2, 3...
   * @param at when it was written, for people; clocks jump
   * @param clock when it was written, for deadlines
   * @param attempt which attempt it belongs to, from 1
   * @param phase which phase it is about
   * @param mark where in the phase
   * @param data what else is known
   */
  record Line(
      int v,
      long seq,
      Instant at,
      Moment clock,
      int attempt,
      Phase phase,
      Mark mark,
      Map<String, Object> data) {
    Line {
      data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
  }

  static final int VERSION = 2;
  private static final String START = "{\"v\":" + VERSION + ",";
  private static final String SUM = ",\"sum\":\"";

  private final FileChannel file;
  private final InstantSource clock;
  private final Supplier<Moment> machine;
  private long seq;

  private Journal(FileChannel file, InstantSource clock, Supplier<Moment> machine, long seq) {
    this.file = file;
    this.clock = clock;
    this.machine = machine;
    this.seq = seq;
  }

  /** Opens it for appending, after dropping a torn last line. How long it is does not matter. */
  static Journal open(Path path, InstantSource clock) {
    return open(path, clock, Moment::now);
  }

  static Journal open(Path path, InstantSource clock, Supplier<Moment> machine) {
    try {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      return Opening.with(
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
          file -> {
            LastLine last = LastLine.of(file);
            long seq = last.text().isEmpty() ? 0 : parse(path, last.text(), "the last line").seq();
            file.truncate(last.end());
            file.position(last.end());
            return new Journal(file, clock, machine, seq);
          });
    } catch (IOException e) {
      throw new AleException("cannot open the journal " + path + ": " + e.getMessage(), e);
    }
  }

  /** Every whole line of a journal; none if there is no journal. */
  static List<Line> read(Path path) {
    List<Line> lines = new ArrayList<>();
    try {
      if (Files.exists(path)) {
        read(path, lines);
      }
    } catch (IOException e) {
      throw new AleException("cannot read the journal " + path + ": " + e.getMessage(), e);
    }
    return lines;
  }

  private static void read(Path path, List<Line> lines) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String text = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        Line line = parse(path, text, "line " + (lines.size() + 1));
        if (line.seq() != lines.size() + 1) {
          throw new AleException(path + ": line " + (lines.size() + 1) + " is out of order");
        }
        lines.add(line);
        start = i + 1;
      }
    }
  }

  private static Line parse(Path path, String text, String which) {
    int at = text.lastIndexOf(SUM);
    if (at < 0
        || !sum(text.substring(0, at))
            .equals(text.substring(at + SUM.length(), text.length() - 2))) {
      throw new AleException(path + ": " + which + " does not match its checksum");
    }
    if (!text.startsWith(START)) {
      throw new AleException(
          path
              + ": "
              + which
              + " has another format than "
              + VERSION
              + "; use the ale that made it");
    }
    try {
      return Json.read(text, Line.class);
    } catch (JacksonException e) {
      throw new AleException(path + ": " + which + " is not a journal line", e);
    }
  }

  /**
   * Appends one line; when it returns, the line survives a power failure.
   *
   * @return the line as whoever reads the journal sees it
   */
  synchronized Line write(int attempt, Phase phase, Mark mark, Map<String, Object> data) {
    Line written =
        new Line(VERSION, seq + 1, clock.instant(), machine.get(), attempt, phase, mark, data);
    String body = Json.line(written);
    String open = body.substring(0, body.length() - 1);
    String line = open + SUM + sum(open) + "\"}\n";
    try {
      append(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AleException("cannot write the journal: " + e.getMessage(), e);
    }
    seq++;
    return Json.read(body, Line.class);
  }

  /** A line that does not fit on the disk leaves no part of it behind. */
  private void append(byte[] line) throws IOException {
    long start = file.position();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    } catch (IOException e) {
      file.truncate(start);
      file.position(start);
      throw e;
    }
  }

  private static String sum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new AleException("cannot close the journal", e);
    }
  }
}
