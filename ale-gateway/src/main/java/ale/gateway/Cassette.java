package ale.gateway;

import ale.core.Digest;
import ale.core.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A folder that holds every exchange of a session: {@code exchanges.jsonl}, appended to, {@code
 * bodies/<sha256>.gz}, each body once, and {@code booked.jsonl}, which is ahead of both by what is
 * still being recorded. No key is ever in it.
 */
final class Cassette {
  static final String INDEX = "exchanges.jsonl";
  static final String BOOKED = "booked.jsonl";

  private final Path folder;
  private final Scrubber scrubber;

  private Cassette(Path folder, Scrubber scrubber) {
    this.folder = folder;
    this.scrubber = scrubber;
  }

  static Cassette in(Path folder, Scrubber scrubber) {
    try {
      Files.createDirectories(folder.resolve("bodies"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the cassette " + folder, e);
    }
    return new Cassette(folder, scrubber);
  }

  /**
   * Appends an exchange.
   *
   * @param exchange whose digests are those of the scrubbed bodies
   */
  void add(Recorded exchange, byte[] request, byte[] reply) {
    try {
      keep(scrubber.clean(request));
      keep(scrubber.clean(reply));
      append(INDEX, scrubber.clean(Json.line(exchange)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record in " + folder, e);
    }
  }

  /** Notes what a call used, at once. */
  void book(Booked booked) {
    try {
      append(BOOKED, Json.line(booked));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot book in " + folder, e);
    }
  }

  private synchronized void append(String name, String line) throws IOException {
    Files.write(
        folder.resolve(name),
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /**
   * What stands in it. A torn last line is dropped, as is what was being written when the gateway
   * ended.
   */
  List<Recorded> recorded() {
    try (Stream<Path> bodies = Files.list(folder.resolve("bodies"))) {
      for (Path part : bodies.filter(f -> f.toString().endsWith(".part")).toList()) {
        Files.delete(part);
      }
      return lines(INDEX, Recorded.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot go on with the cassette " + folder, e);
    }
  }

  /** Answered calls whose exchanges were not recorded any more. */
  List<Booked> unrecorded(Collection<Recorded> recorded) {
    Set<Integer> known = recorded.stream().map(Recorded::sequence).collect(Collectors.toSet());
    try {
      return lines(BOOKED, Booked.class).stream()
          .filter(b -> !known.contains(b.sequence()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot go on with the cassette " + folder, e);
    }
  }

  private <T> List<T> lines(String name, Class<T> type) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      Files.writeString(file, whole);
    }
    return whole.lines().map(line -> Json.read(line, type)).toList();
  }

  /** The usage of a call whose reply told none: a token is four characters. */
  Usage estimate(Recorded call) {
    return Usage.of(
        (read(folder, call.request()).length + 3) / 4, (read(folder, call.reply()).length + 3) / 4);
  }

  private void keep(byte[] body) throws IOException {
    Path file = body(folder, Digest.of(body));
    if (Files.exists(file)) {
      return;
    }
    Path part = Files.createTempFile(folder.resolve("bodies"), "body", ".part");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
      out.write(body);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static byte[] read(Path folder, String digest) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(body(folder, digest)))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a body of " + folder, e);
    }
  }

  private static Path body(Path folder, String digest) {
    return folder.resolve("bodies").resolve(digest + ".gz");
  }
}
