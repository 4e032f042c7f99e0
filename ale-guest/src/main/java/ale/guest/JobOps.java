package ale.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on detached programs. */
final class JobOps implements AutoCloseable {
  private static final int MOST_JOBS = 64;
  private static final int MOST_WAIT_MS = 60_000;
  private static final long DEFAULT_KEEP = 16L << 20;
  private static final int LEAST_KEEP = 1 << 12;
  private static final int MOST_KEEP = 1 << 30;

  private final SurroundingsOps surroundings;
  private final Optional<Path> parent;
  private final Shelf<Job> jobs = new Shelf<>("job", MOST_JOBS);
  private @Nullable Path spool;

  /**
   * @param parent where the directory for the output is made; without it, where temporary files are
   */
  JobOps(SurroundingsOps surroundings, Optional<Path> parent) {
    this.surroundings = surroundings;
    this.parent = parent;
  }

  Map<String, Operation> all() {
    return Map.of(
        "job_start",
        this::start,
        "job_read",
        this::read,
        "job_kill",
        this::kill,
        "job_forget",
        this::forget,
        "job_list",
        call -> Fields.of("jobs", jobs.list()));
  }

  private Fields start(Operation.Call call) throws IOException, InterruptedException {
    Fields request = call.request();
    Launch launch = Launch.of(request, surroundings.environment());
    long keep =
        request.has("keep_bytes")
            ? request.integer("keep_bytes", LEAST_KEEP, MOST_KEEP)
            : DEFAULT_KEEP;
    Duration timeout =
        Duration.ofMillis(request.integer("timeout_ms", 1, Integer.MAX_VALUE, Integer.MAX_VALUE));
    long number = jobs.next();
    Path directory = Files.createDirectory(spool().resolve(Long.toString(number)));
    Job job = Job.start(launch, directory, keep, timeout);
    jobs.put(number, job);
    return Fields.of("job", number).and(job.program().state());
  }

  private synchronized Path spool() throws IOException {
    Path made = spool;
    if (made == null) {
      made =
          parent.isPresent()
              ? Files.createTempDirectory(parent.get(), "ale-jobs-")
              : Files.createTempDirectory("ale-jobs-");
      spool = made;
    }
    return made;
  }

  private Fields read(Operation.Call call) throws IOException, InterruptedException {
    Fields request = call.request();
    long out = request.number("stdout", 0);
    long err = request.number("stderr", 0);
    int wait = request.integer("wait_ms", 0, MOST_WAIT_MS, 0);
    Job job = jobs.get(request);
    call.onCancel(job.program().news()::tell);
    job.program()
        .news()
        .await(
            () ->
                job.out().end() > out
                    || job.err().end() > err
                    || !job.program().running()
                    || call.cancelled(),
            Duration.ofMillis(wait));
    Fields progress = job.program().progress();
    ByteLog.Piece outPiece = job.out().read(out, Frame.WINDOW);
    ByteLog.Piece errPiece = job.err().read(err, Frame.WINDOW);
    boolean all = outPiece.next() == job.out().end() && errPiece.next() == job.err().end();
    send(call, Frame.STDOUT, outPiece);
    send(call, Frame.STDERR, errPiece);
    return Fields.of(
            "stdout",
            outPiece.next(),
            "stdout_from",
            outPiece.from(),
            "stderr",
            errPiece.next(),
            "stderr_from",
            errPiece.from())
        .and(progress)
        .with("over", all && !progress.flag("running"));
  }

  static void send(Operation.Call call, int stream, ByteLog.Piece piece) throws IOException {
    try (OutputStream to = call.output(stream)) {
      to.write(piece.bytes());
    }
  }

  private Fields kill(Operation.Call call) {
    Job job = jobs.get(call.request());
    job.program().kill();
    return Fields.of();
  }

  private Fields forget(Operation.Call call) {
    jobs.forget(call.request());
    return Fields.of();
  }

  @Override
  public void close() {
    jobs.close();
    Path made;
    synchronized (this) {
      made = spool;
    }
    if (made != null) {
      try {
        Files.deleteIfExists(made);
      } catch (IOException e) {
        // it will go with the sandbox
      }
    }
  }
}
