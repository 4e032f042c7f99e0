package ale.guest;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * What keeps the programs that the guest starts from signalling or looking into the guest: they all
 * live in one Landlock domain, and the guest does not. Such a domain is a thread's, and is
 * inherited by the threads and programs that it starts, so one thread enters it and starts every
 * thread that starts a program. Needs Linux 6.12 and the no-new-privileges flag; elsewhere there is
 * no fence.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/landlock.html">Landlock, Scope flags</a>
 */
final class Fence {
  private static final long CREATE_RULESET = 444;
  private static final long RESTRICT_SELF = 446;
  private static final long SCOPE_SIGNAL = 2;

  /** One for the whole process, as the domain is. */
  private static volatile Fence standing = new Fence(Thread::start);

  /** How a thread is started. */
  private interface Starter {
    void start(Thread thread);
  }

  private final Starter starter;

  private Fence(Starter starter) {
    this.starter = starter;
  }

  /** From now on programs are started behind the fence. */
  static void raise() {
    ExecutorService inside =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("guest-fence").factory());
    inside.execute(Fence::enter);
    standing =
        new Fence(thread -> {
          try {
            inside.submit(thread::start).get();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException e) {
            throw e.getCause() instanceof OutOfMemoryError full
                ? Exchange.full(full)
                : new IllegalStateException("cannot start a thread", e.getCause());
          }
        });
  }

  private static void enter() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rules = arena.allocate(ValueLayout.JAVA_LONG, 3);
      rules.setAtIndex(ValueLayout.JAVA_LONG, 2, SCOPE_SIGNAL);
      LibC.Result ruleset = LibC.SYSCALL.call(CREATE_RULESET, rules, rules.byteSize(), 0L);
      LibC.Result entered =
          ruleset.value() < 0
              ? ruleset
              : LibC.SYSCALL.call(RESTRICT_SELF, MemorySegment.ofAddress(ruleset.value()), 0L, 0L);
      if (entered.value() < 0) {
        System.err.println(
            "guest: programs can signal the guest, since Landlock fails with error "
                + entered.error());
      }
      if (ruleset.value() >= 0) {
        LibC.CLOSE.call((int) ruleset.value());
      }
    }
  }

  /** Starts a daemon thread that may start programs. */
  static void start(String name, Runnable body) {
    standing.starter.start(Thread.ofPlatform().daemon().name(name).unstarted(body));
  }

  /** Starts a program, which has {@link ProcessTree#VARIABLE} in its environment. */
  static Process start(ProcessBuilder program) throws IOException {
    var started = new FutureTask<>(program::start);
    start("guest-launch", started);
    try {
      return started.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting a program", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError full) {
        // the program runs, and the thread that was to wait for its end does not
        ProcessTree.of(program.environment().getOrDefault(ProcessTree.VARIABLE, "")).kill();
        throw Exchange.full(full);
      }
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }
}
