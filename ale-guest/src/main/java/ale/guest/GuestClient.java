package ale.guest;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The controller's hand in a sandbox: a connection to its guest.
 *
 * <p>Safe for use by many threads; each call waits for its own answer. When the connection is lost,
 * every call that waits and every later one fails with {@link GuestException.Code#LOST_CONNECTION}.
 * An interrupted call is cancelled in the guest and fails with {@link
 * GuestException.Code#CANCELLED}.
 */
public final class GuestClient implements AutoCloseable {
  private static final Duration PATIENCE = Caller.PATIENCE;
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

  private final Channel channel;
  private final Caller caller;

  private GuestClient(Channel channel) {
    this.channel = channel;
    this.caller = new Caller(channel);
  }

  /** Connects as soon as the guest answers; one that does not know the token is not asked again. */
  public static GuestClient connect(Path socket, String token, Duration within) {
    return resume(socket, token, "", within);
  }

  /**
   * Connects in a session of an earlier connection, or in a new one of this name. Programs that
   * were started there can be {@link #rejoin rejoined}.
   */
  public static GuestClient resume(Path socket, String token, String session, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      try {
        return new GuestClient(Channel.open(socket, token, session));
      } catch (GuestException e) {
        if (e.code() != GuestException.Code.LOST_CONNECTION || System.nanoTime() > deadline) {
          throw e;
        }
      }
      try {
        Thread.sleep(BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new GuestException(GuestException.Code.CANCELLED, "interrupted while connecting", e);
      }
    }
  }

  /** The time of this computer, which stands still while the computer is paused. */
  public WorkClock clock() {
    return channel.clock();
  }

  /** The operations that this guest has. */
  public List<String> capabilities() {
    return channel.introduction().strings("capabilities");
  }

  /** The guest's version and operating system, for the record. */
  public String description() {
    Fields fields = channel.introduction();
    return "guest " + fields.string("version", "?") + " on " + fields.string("os", "?");
  }

  /** The name of the operating system that the guest runs on, as Java has it. */
  public String system() {
    return channel.introduction().string("os", "?");
  }

  /** The name by which the session can be resumed. */
  public String session() {
    return channel.introduction().string("session");
  }

  /** A number for a program, under which it can be rejoined later; each is good for one. */
  public long reserve() {
    return channel.newId();
  }

  /** Runs a program to its end. */
  public ExecResult exec(Command command, Output output) {
    return rejoin(reserve(), command, output);
  }

  /** Runs a program to its end that is told things while it runs; its own input is not used. */
  public ExecResult exec(Command command, InputStream told, Output output) {
    return run(reserve(), command, Caller.input(Frame.STDIN, told), output);
  }

  /**
   * Runs a program under a reserved number or, if the session ran it already, waits for its end or
   * tells again how it ended. Of what a program wrote before it is rejoined the first 256 KiB are
   * told again if it wrote no more than that, else nothing.
   */
  public ExecResult rejoin(long number, Command command, Output output) {
    Optional<Channel.Input> input =
        command.stdin().length == 0 ? Optional.empty() : Caller.input(Frame.STDIN, command.stdin());
    return run(number, command, input, output);
  }

  private ExecResult run(
      long number, Command command, Optional<Channel.Input> input, Output output) {
    Fields result =
        caller.call(
            number,
            command.request().with("stdin", input.isPresent()),
            input,
            (stream, bytes) -> {
              if (stream == Frame.STDOUT) {
                output.stdout(bytes);
              } else {
                output.stderr(bytes);
              }
            },
            command.timeout().plus(GRACE));
    return new ExecResult(
        (int) result.number("exit_code"),
        result.flag("timed_out"),
        Duration.ofMillis(result.number("duration_ms")));
  }

  /** Programs that outlive connections, with their output kept in files. */
  public Jobs jobs() {
    return new Jobs(caller);
  }

  /** Windows, clipboard, and what else there is on a desktop but pictures and keys. */
  public DesktopClient desktop() {
    return new DesktopClient(caller);
  }

  /** What every program in the sandbox finds around it. */
  public Surroundings surroundings() {
    return new Surroundings(caller);
  }

  /** Programs in terminals. */
  public Ptys ptys() {
    return new Ptys(caller);
  }

  /** Part of a file; fewer bytes than asked for at its end, none behind it. */
  public byte[] read(String path, long offset, int length) {
    var content = new ByteArrayOutputStream();
    Fields request = Fields.of("op", "read", "path", path, "offset", offset, "length", length);
    call(request, Optional.empty(), (_, bytes) -> content.writeBytes(bytes), PATIENCE);
    return content.toByteArray();
  }

  /** A whole file into the stream. */
  public void read(String path, OutputStream to) {
    call(Fields.of("op", "read", "path", path), Optional.empty(), into(to), PATIENCE);
  }

  /** Replaces a file at once, or makes it; its directory must be there. */
  public void write(String path, byte[] content, int mode) {
    call(
        Fields.of("op", "write", "path", path, "mode", mode),
        Caller.input(Frame.CONTENT, content),
        nothing(),
        PATIENCE);
  }

  /** What is at the path. A link is not followed; if nothing is there, NOT_FOUND is thrown. */
  public FileStat stat(String path) {
    return FileStat.of(call(Fields.of("op", "stat", "path", path)));
  }

  /** What is in a directory, in the order of the names. */
  public List<FileStat> list(String path) {
    var entries = new ArrayList<FileStat>();
    Fields request = Fields.of("op", "list", "path", path);
    while (true) {
      Fields result = call(request);
      result.objects("entries").forEach(entry -> entries.add(FileStat.of(entry)));
      if (!result.flag("truncated")) {
        return List.copyOf(entries);
      }
      request = request.with("after", entries.getLast().name());
    }
  }

  /** Unpacks a tar archive into a directory, which is made if need be. */
  public void archiveIn(String directory, InputStream tar) {
    call(
        Fields.of("op", "archive_in", "directory", directory),
        Caller.input(Frame.CONTENT, tar),
        nothing(),
        PATIENCE);
  }

  /** Packs absolute paths into a tar archive, by names without the first slash. */
  public Tar.Packed archiveOut(List<String> paths, OutputStream tar) {
    List<String> relative = paths.stream().map(path -> path.replaceFirst("^/+", "")).toList();
    return archiveOut("/", relative, tar);
  }

  /**
   * Packs paths below a directory into a tar archive, by names relative to it; {@code .} is all.
   *
   * @return what went in; what is missing or is neither file, directory nor link is listed as
   *     skipped
   */
  public Tar.Packed archiveOut(String directory, List<String> paths, OutputStream tar) {
    Fields result =
        call(
            Fields.of("op", "archive_out", "directory", directory, "paths", paths),
            Optional.empty(),
            into(tar),
            PATIENCE);
    List<Tar.Skipped> skipped =
        result.objects("skipped").stream()
            .map(one -> new Tar.Skipped(one.string("path"), one.string("reason")))
            .toList();
    return new Tar.Packed(result.number("entries"), result.number("bytes"), skipped);
  }

  /** The screen as a PNG. */
  public byte[] screenshot() {
    var png = new ByteArrayOutputStream();
    call(
        Fields.of("op", "screenshot"),
        Optional.empty(),
        (_, bytes) -> png.writeBytes(bytes),
        PATIENCE);
    return png.toByteArray();
  }

  public Size size() {
    Fields result = call(Fields.of("op", "size"));
    return new Size((int) result.number("width"), (int) result.number("height"));
  }

  public Point cursor() {
    Fields result = call(Fields.of("op", "cursor"));
    return new Point((int) result.number("x"), (int) result.number("y"));
  }

  public void move(Point to) {
    call(at("move", to));
  }

  public void click(Point at, Button button, int clicks) {
    call(at("click", at).with("button", button.word()).with("clicks", clicks));
  }

  /** Clicks where the pointer is, even if it is still on its way there. */
  public void click(Button button, int clicks) {
    call(Fields.of("op", "click", "button", button.word(), "clicks", clicks));
  }

  public void press(Point at, Button button) {
    call(at("mouse_down", at).with("button", button.word()));
  }

  public void press(Button button) {
    call(Fields.of("op", "mouse_down", "button", button.word()));
  }

  public void release(Button button) {
    call(Fields.of("op", "mouse_up", "button", button.word()));
  }

  public void release(Point at, Button button) {
    call(at("mouse_up", at).with("button", button.word()));
  }

  public void drag(Point from, Point to, Button button) {
    call(at("drag", from).with("to_x", to.x()).with("to_y", to.y()).with("button", button.word()));
  }

  public void scroll(Point at, Direction direction, int notches) {
    call(at("scroll", at).with("direction", direction.word()).with("amount", notches));
  }

  public void scroll(Direction direction, int notches) {
    call(Fields.of("op", "scroll", "direction", direction.word(), "amount", notches));
  }

  /** Types any text; a line feed is Enter. */
  public void type(String text) {
    call(Fields.of("op", "type", "text", text));
  }

  /** Presses the keys in order and releases them in the opposite order. */
  public void key(String... keys) {
    call(Fields.of("op", "key", "keys", List.of(keys)));
  }

  public void keyDown(String... keys) {
    call(Fields.of("op", "key_down", "keys", List.of(keys)));
  }

  public void keyUp(String... keys) {
    call(Fields.of("op", "key_up", "keys", List.of(keys)));
  }

  /** Waits until the screen has not changed for {@code quiet}. */
  public Stillness waitStill(Duration quiet, Duration timeout) {
    Fields request =
        Fields.of(
            "op", "wait_still", "quiet_ms", quiet.toMillis(), "timeout_ms", timeout.toMillis());
    Fields result = call(request, Optional.empty(), nothing(), timeout.plus(GRACE));
    return new Stillness(result.flag("still"), Duration.ofMillis(result.number("waited_ms")));
  }

  public List<ProcessInfo> processes() {
    Fields result = call(Fields.of("op", "processes"));
    return result.objects("processes").stream().map(ProcessInfo::of).toList();
  }

  /** Kills every process of the sandbox but the first and the guest. */
  public KillReport killAll() {
    Fields result = call(Fields.of("op", "kill_all"));
    return new KillReport(
        (int) result.number("killed"),
        result.objects("remaining").stream().map(ProcessInfo::of).toList(),
        (int) result.number("rounds"));
  }

  public void ping() {
    call(Fields.of("op", "ping"));
  }

  /** A request about the desktop as it stands. */
  Fields desktop(Fields request) {
    if (!DesktopOps.NAMES.contains(request.string("op"))) {
      throw GuestException.badRequest(
          "there is no operation \"" + request.string("op") + "\" on a desktop");
    }
    Duration limit = Duration.ofMillis(request.number("timeout_ms", 0));
    return call(request, Optional.empty(), nothing(), PATIENCE.plus(limit));
  }

  private Fields call(Fields request) {
    return caller.call(request);
  }

  private Fields call(
      Fields request, Optional<Channel.Input> input, Pending.Receiver receiver, Duration patience) {
    return caller.call(request, input, receiver, patience);
  }

  private static Fields at(String op, Point at) {
    return Fields.of("op", op, "x", at.x(), "y", at.y());
  }

  private static Pending.Receiver into(OutputStream to) {
    return (_, bytes) -> to.write(bytes);
  }

  private static Pending.Receiver nothing() {
    return (_, _) -> {};
  }

  @Override
  public void close() {
    channel.close();
  }
}
