package ale.runner.hooks;

import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.InputException;
import ale.guest.Command;
import ale.guest.ExecResult;
import ale.guest.Tar;
import ale.sandbox.Image;
import ale.sandbox.Provider;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A clean computer without a network in which hooks run. It holds the code of the task and nothing
 * else: no data, no key, and nothing that an agent wrote.
 */
public final class HookRoom implements AutoCloseable {
  private static final Resources SIZE = Resources.of(2, 3072, 512);
  private static final int PIPE = 1 << 16;

  private final Sandbox room;
  private int staged;

  private HookRoom(Sandbox room) {
    this.room = room;
  }

  /** Opens one. */
  public static HookRoom open(Provider provider, Image image) {
    return new HookRoom(provider.open(SandboxSpec.of(image, SIZE, SandboxSpec.Tools.GRADER)));
  }

  public String id() {
    return room.id();
  }

  /**
   * A call of a hook.
   *
   * @param program folder of {@code hooks.py}, of the stand-in and of the task's code
   * @param arguments of {@code hooks.py}: the hook and whose it is
   * @param root where the computer has the data
   * @param limit how long it may take
   * @param blame whose fault it is if it fails
   */
  public record Call(
      Path program, List<String> arguments, String root, Duration limit, FaultSource blame) {
    public Call {
      arguments = List.copyOf(arguments);
    }

    private FaultException fault(String what) {
      return new FaultException(blame, "the hook " + arguments.getFirst() + " " + what);
    }
  }

  /**
   * Runs a hook to its end.
   *
   * @param log gets what it prints
   * @return its result
   * @throws FaultException if it fails, does not end in time or says nothing that makes sense
   */
  public JsonNode run(Call call, Desk desk, OutputStream log) throws IOException {
    String place = "/tests/hooks-" + ++staged;
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Tar.pack(call.program(), tar);
    room.guest().archiveIn(place, new ByteArrayInputStream(tar.toByteArray()));
    List<String> program = new ArrayList<>(List.of("python3", "-B", place + "/hooks.py"));
    program.addAll(call.arguments());
    Command command =
        Command.of(program.toArray(String[]::new))
            .in("/tmp")
            .with("REMOTE_ROOT_DIR", call.root())
            .with("OS_TYPE", "linux")
            .within(call.limit());
    try (PipedOutputStream answers = new PipedOutputStream();
        PipedInputStream told = new PipedInputStream(answers, PIPE)) {
      HookLine line = new HookLine(desk, answers, log);
      ExecResult end;
      try {
        end = room.guest().exec(command, told, line);
      } catch (InputException e) {
        throw call.fault("does not speak as hooks do: " + e.getMessage());
      }
      if (end.timedOut()) {
        throw call.fault("did not end within " + call.limit().toSeconds() + " s");
      }
      JsonNode said =
          line.end()
              .orElseThrow(() ->
                  call.fault("ended with exit code " + end.exitCode() + " and without a result"));
      if (!said.has("result")) {
        throw call.fault("failed: " + said.path("error").asString("it does not say why"));
      }
      return said.get("result");
    }
  }

  @Override
  public void close() {
    room.close();
  }
}
