package ale.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a simulated machine can be asked: files and archives, which are real ones below a folder,
 * and programs, which are one function. It has no screen and no processes.
 */
final class SimulatedOps {
  private static final int KILLED = 137;

  private final Path root;
  private final SimulatedProgram program;

  SimulatedOps(Path root, SimulatedProgram program) {
    this.root = root;
    this.program = program;
  }

  Map<String, Operation> all() {
    var all = new HashMap<String, Operation>();
    all.put("ping", _ -> Fields.of());
    all.put("exec", this::exec);
    FileOps.all().forEach((name, operation) -> all.put(name, below("path", operation)));
    ArchiveOps.all().forEach((name, operation) -> all.put(name, below("directory", operation)));
    return all;
  }

  private Fields exec(Operation.Call call) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Thread runner = Thread.currentThread();
    var running = new AtomicBoolean(true);
    call.onCancel(() -> {
      if (running.get()) {
        runner.interrupt();
      }
    });
    int exit;
    try {
      exit = program.run(call.request().strings("argv"), root);
    } catch (InterruptedException e) {
      exit = KILLED;
    } finally {
      running.set(false);
    }
    long took = (System.nanoTime() - start) / 1_000_000;
    return Fields.of("exit_code", exit, "timed_out", false, "duration_ms", took);
  }

  /** The operation, with a path of the simulated machine made one of this machine. */
  private Operation below(String field, Operation operation) {
    return call -> operation.run(new Moved(call, moved(call.request(), field)));
  }

  private Fields moved(Fields request, String field) throws IOException {
    String path = request.string(field, "/");
    Path place = root.resolve(path.replaceFirst("^/+", "")).normalize();
    if (!place.startsWith(root)) {
      throw GuestException.badRequest(path + " leads out of the simulated machine");
    }
    if (field.equals("directory")) {
      Files.createDirectories(place);
    }
    return request.with(field, place.toString());
  }

  private record Moved(Operation.Call call, Fields request) implements Operation.Call {
    @Override
    public InputStream input(int stream) {
      return call.input(stream);
    }

    @Override
    public OutputStream output(int stream) {
      return call.output(stream);
    }

    @Override
    public boolean cancelled() {
      return call.cancelled();
    }

    @Override
    public void onCancel(Runnable action) {
      call.onCancel(action);
    }
  }
}
