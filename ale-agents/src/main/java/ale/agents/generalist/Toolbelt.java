package ale.agents.generalist;

import ale.doors.GuestTools;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The tools of the sandbox as the agent has them: those that earn their place in a prompt, with
 * answers and pictures of bounded size.
 */
final class Toolbelt implements AutoCloseable {
  private static final Set<String> SHELL =
      Set.of(
          "run_command",
          "read_text",
          "write_text",
          "pty_start",
          "pty_input",
          "pty_read",
          "pty_kill");
  private static final Set<String> DESKTOP =
      Set.of(
          "screenshot",
          "click",
          "drag",
          "mouse_move",
          "scroll",
          "key",
          "type",
          "hold_key",
          "wait_still",
          "windows",
          "accessibility",
          "read_clipboard",
          "write_clipboard");

  private final GuestClient guest;
  private final GuestTools tools;
  private final List<GuestTools.Definition> definitions;
  private final Deadline deadline;
  private final Options options;
  private int kept;

  Toolbelt(GuestClient guest, boolean screen, Options options, Deadline deadline) {
    this.guest = guest;
    this.tools = GuestTools.on(guest);
    this.deadline = deadline;
    this.options = options;
    boolean gui = screen && options.has("gui");
    this.definitions =
        tools.definitions().stream()
            .filter(d -> SHELL.contains(d.name()) || (gui && DESKTOP.contains(d.name())))
            .toList();
  }

  List<GuestTools.Definition> definitions() {
    return definitions;
  }

  /** Uses a tool within the time that is left. */
  Message.Result use(Message.Call call) {
    if (definitions.stream().noneMatch(d -> d.name().equals(call.tool()))) {
      return Message.Result.error(call, "there is no tool " + call.tool());
    }
    FutureTask<GuestTools.Answer> task =
        new FutureTask<>(() -> tools.call(call.tool(), call.arguments()));
    Thread worker = Thread.ofVirtual().start(task);
    try {
      GuestTools.Answer answer = task.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
      return new Message.Result(
          call,
          bounded(answer.text()),
          answer.png().map(p -> Pictures.within(options.number("picture_edge"), p)),
          answer.error());
    } catch (TimeoutException e) {
      worker.interrupt();
      throw deadline.stop();
    } catch (ExecutionException e) {
      // every failure of a tool is an answer, so this is a mistake of ours
      throw new IllegalStateException("tool " + call.tool() + " broke", e.getCause());
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new ale.core.FaultException(
          ale.core.FaultSource.OPERATOR, "interrupted while a tool was used", e);
    }
  }

  /** Head and tail of a long answer; the whole goes into a file of the sandbox. */
  private String bounded(String text) {
    int most = options.number("output_chars");
    if (text.length() <= most) {
      return text;
    }
    int head = most * 6 / 10;
    return text.substring(0, head)
        + "\n[... "
        + (text.length() - most)
        + " characters left out"
        + kept(text).map(path -> "; the whole is in " + path).orElse("")
        + " ...]\n"
        + text.substring(text.length() - (most - head));
  }

  private Optional<String> kept(String text) {
    String path = "/tmp/tool-output-" + ++kept + ".txt";
    try {
      guest.write(path, text.getBytes(StandardCharsets.UTF_8), 0644);
      return Optional.of(path);
    } catch (GuestException e) {
      return Optional.empty(); // the disk is full, which is no reason to stop
    }
  }

  @Override
  public void close() {
    tools.close();
  }
}
