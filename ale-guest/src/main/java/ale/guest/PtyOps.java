package ale.guest;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The operations on programs in terminals. */
final class PtyOps implements AutoCloseable {
  private static final int MOST_PTYS = 16;
  private static final int MOST_WAIT_MS = 60_000;
  private static final int MOST_CELLS = 1000;
  private static final int MOST_INPUT = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SurroundingsOps surroundings;
  private final Terminal.Maker maker;
  private final Shelf<Pty> ptys = new Shelf<>("pty", MOST_PTYS);

  PtyOps(SurroundingsOps surroundings, Terminal.Maker maker) {
    this.surroundings = surroundings;
    this.maker = maker;
  }

  Map<String, Operation> all() {
    return Map.of(
        "pty_start",
        this::start,
        "pty_input",
        this::input,
        "pty_read",
        this::read,
        "pty_resize",
        this::resize,
        "pty_kill",
        this::kill,
        "pty_list",
        call -> Fields.of("ptys", ptys.list()));
  }

  private Fields start(Operation.Call call) {
    Launch launch = Launch.of(call.request(), surroundings.environment());
    int columns = call.request().integer("cols", 1, MOST_CELLS, 80);
    int rows = call.request().integer("rows", 1, MOST_CELLS, 24);
    long number = ptys.next();
    Pty pty = Pty.start(launch, maker.open(columns, rows));
    ptys.put(number, pty);
    return Fields.of("pty", number).and(pty.program().state());
  }

  private Fields input(Operation.Call call) throws IOException {
    Pty pty = ptys.get(call.request());
    byte[] bytes = call.input(Frame.STDIN).readNBytes(MOST_INPUT);
    int taken = pty.terminal().write(bytes, PATIENCE, call::cancelled);
    if (taken < bytes.length) {
      throw new GuestException(
          GuestException.Code.UNAVAILABLE,
          "the program took only %d of %d bytes".formatted(taken, bytes.length));
    }
    return Fields.of("size", taken);
  }

  private Fields read(Operation.Call call) throws IOException, InterruptedException {
    Fields request = call.request();
    long from = request.number("from", 0);
    int wait = request.integer("wait_ms", 0, MOST_WAIT_MS, 0);
    Pty pty = ptys.get(request);
    call.onCancel(pty.program().news()::tell);
    pty.program()
        .news()
        .await(
            () -> pty.shown().end() > from || !pty.program().running() || call.cancelled(),
            Duration.ofMillis(wait));
    Fields progress = pty.program().progress();
    ByteLog.Piece piece = pty.shown().read(from, Frame.WINDOW);
    JobOps.send(call, Frame.STDOUT, piece);
    boolean all = piece.next() == pty.shown().end();
    return Fields.of("from", piece.from(), "next", piece.next())
        .and(progress)
        .with("over", all && !progress.flag("running"));
  }

  private Fields resize(Operation.Call call) {
    int columns = call.request().integer("cols", 1, MOST_CELLS);
    int rows = call.request().integer("rows", 1, MOST_CELLS);
    Pty pty = ptys.get(call.request());
    if (pty.program().running()) {
      pty.terminal().resize(columns, rows);
    }
    return Fields.of();
  }

  private Fields kill(Operation.Call call) {
    Pty pty = ptys.get(call.request());
    pty.program().kill();
    return Fields.of();
  }

  @Override
  public void close() {
    ptys.close();
  }
}
