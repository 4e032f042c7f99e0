package ale.guest;

import ale.core.Opening;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to a D-Bus daemon that calls methods, many at a time, and listens to nothing. Used
 * by one thread at a time.
 */
final class Dbus implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_UNDER_WAY = 128;
  private static final int MOST_BYTES = 1 << 24;
  private static final int RETURN = 2;
  private static final int ERROR = 3;
  private static final long REPLY_TO = 5;
  private static final long SIGNATURE = 8;

  private record Message(int type, long answers, List<Object> values) {}

  private final PatientSocket socket;
  private int serial;

  private Dbus(PatientSocket socket) {
    this.socket = socket;
  }

  /** Connects to an address such as {@code unix:path=/run/user/1000/bus}. */
  static Dbus connect(String address) throws IOException {
    return Opening.with(
        new Dbus(PatientSocket.connect(path(address), PATIENCE)),
        bus -> {
          bus.enter();
          return bus;
        });
  }

  private static Path path(String address) throws IOException {
    for (String one : address.split(";", -1)) {
      if (one.startsWith("unix:")) {
        for (String part : one.substring(5).split(",", -1)) {
          if (part.startsWith("path=")) {
            return Path.of(part.substring(5));
          }
        }
      }
    }
    throw new IOException("there is no Unix socket with a path in \"" + address + "\"");
  }

  /** The daemon knows by the socket who we are. */
  private void enter() throws IOException {
    send("\0AUTH EXTERNAL\r\n");
    expect("DATA");
    send("DATA\r\n");
    expect("OK");
    send("BEGIN\r\n");
    call(
        DbusCall.of(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello"));
  }

  private void send(String line) throws IOException {
    socket.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
  }

  private void expect(String word) throws IOException {
    var line = new StringBuilder();
    while (!line.toString().endsWith("\r\n") && line.length() < 1000) {
      line.append((char) read(1).get(0));
    }
    if (!line.toString().startsWith(word)) {
      throw new IOException("the D-Bus daemon answers " + line.toString().strip());
    }
  }

  /** One call that must succeed. */
  List<Object> call(DbusCall call) throws IOException {
    return call(List.of(call), PATIENCE)
        .getFirst()
        .orElseThrow(() -> new IOException(call.destination() + " does not do " + call.method()));
  }

  /** Calls at once, and the answers in the same order; none where one failed or came too late. */
  List<Optional<List<Object>>> call(List<DbusCall> calls, Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    var answers = new ArrayList<Optional<List<Object>>>();
    for (int start = 0; start < calls.size(); start += MOST_UNDER_WAY) {
      int end = Math.min(calls.size(), start + MOST_UNDER_WAY);
      Map<Long, Message> came = exchange(calls.subList(start, end), deadline);
      for (long number = serial - (end - start) + 1L; number <= serial; number++) {
        Message answer = came.get(number);
        answers.add(
            answer == null || answer.type() == ERROR
                ? Optional.empty()
                : Optional.of(answer.values()));
      }
    }
    return answers;
  }

  private Map<Long, Message> exchange(List<DbusCall> calls, long deadline) throws IOException {
    long first = serial + 1L;
    for (DbusCall call : calls) {
      socket.write(call.message(++serial));
    }
    Map<Long, Message> came = new HashMap<>();
    while (came.size() < calls.size()
        && socket.readable(Duration.ofNanos(deadline - System.nanoTime()))) {
      Message message = receive();
      boolean answer = message.type() == RETURN || message.type() == ERROR;
      // the answer to a call that was given up on may come now
      if (answer && message.answers() >= first) {
        came.put(message.answers(), message);
      }
    }
    return came;
  }

  private Message receive() throws IOException {
    ByteBuffer fixed = read(16);
    if (fixed.get(0) != 'l') {
      fixed.order(ByteOrder.BIG_ENDIAN);
    }
    long bodyLength = Integer.toUnsignedLong(fixed.getInt(4));
    long fieldsLength = Integer.toUnsignedLong(fixed.getInt(12));
    long padded = (fieldsLength + 7) & ~7L;
    if (bodyLength + padded > MOST_BYTES) {
      throw new IOException("a D-Bus message has " + bodyLength + " bytes");
    }
    // the fields are an array, so they are read with the length before them, at its alignment
    ByteBuffer fields = ByteBuffer.allocate((int) (8 + padded)).order(fixed.order());
    fields.putInt(4, (int) fieldsLength).position(8);
    socket.read(fields);
    ByteBuffer body = ByteBuffer.allocate((int) bodyLength).order(fixed.order());
    socket.read(body);
    long answers = 0;
    String signature = "";
    for (Object field : (List<?>) DbusReader.read(fields.position(4), "a(yv)").getFirst()) {
      List<?> pair = (List<?>) field;
      if (pair.getFirst().equals(REPLY_TO) && pair.getLast() instanceof Long number) {
        answers = number;
      } else if (pair.getFirst().equals(SIGNATURE)) {
        signature = String.valueOf(pair.getLast());
      }
    }
    return new Message(fixed.get(1), answers, DbusReader.read(body.flip(), signature));
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    socket.read(bytes);
    return bytes.flip();
  }

  @Override
  public void close() {
    socket.close();
  }
}
