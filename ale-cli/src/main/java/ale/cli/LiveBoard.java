package ale.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;

/**
 * A board at the foot of a terminal, which is redrawn in place while lines pass above it. It is
 * drawn on standard error, so that standard output stays free for data.
 */
final class LiveBoard implements AutoCloseable {
  private static final int QUIT = 'q';
  private static final int INTERRUPT = 3;

  private final Terminal terminal;
  private final Status status;
  private final Attributes before;

  private LiveBoard(Terminal terminal) {
    this.terminal = terminal;
    this.status = Status.getStatus(terminal);
    this.before = terminal.getAttributes();
  }

  /** Whether standard error is a terminal, as the launcher saw it. */
  static boolean possible() {
    return Boolean.getBoolean("ale.terminal");
  }

  /** One that leaves the keys alone. */
  static LiveBoard open() {
    try {
      return new LiveBoard(
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.SysErr)
              .dumb(true)
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used", e);
    }
  }

  /** One that also hears keys. */
  static LiveBoard listening() {
    LiveBoard board = open();
    board.terminal.enterRawMode();
    return board;
  }

  /** Whether the person wants to leave, by q, Ctrl-C or the end of input; waits so long for it. */
  boolean left(long millis) {
    try {
      int key = terminal.reader().read(millis);
      return key == QUIT || key == INTERRUPT || key == -1;
    } catch (IOException e) {
      return true;
    }
  }

  /** Draws it anew, as many lines as fit. */
  void show(List<String> lines) {
    int most = Math.max(1, terminal.getHeight() - 3);
    status.update(lines.stream().limit(most).map(AttributedString::new).toList());
    terminal.flush();
  }

  int width() {
    return terminal.getWidth() > 10 ? terminal.getWidth() : 100;
  }

  /** A line that passes above it. */
  void line(String text) {
    terminal.writer().println(Screen.plain(text));
    terminal.flush();
  }

  @Override
  public void close() {
    status.close();
    terminal.setAttributes(before);
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be given back", e);
    }
  }
}
