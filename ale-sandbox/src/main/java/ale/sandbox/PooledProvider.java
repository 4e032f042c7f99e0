package ale.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider that opens sandboxes ahead: whoever asks for one of a kind that was asked for before
 * finds a fresh one waiting. Each is handed out once and never comes back; those that nobody took
 * are closed with the pool, or swept like any other if the controller is killed.
 */
public final class PooledProvider implements Provider, AutoCloseable {
  private final Provider provider;
  private final int ahead;
  private final Map<SandboxSpec, Queue<Sandbox>> waiting = new HashMap<>();
  private final ExecutorService openers =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("sandbox-pool").daemon().factory());
  private boolean closed;

  /**
   * @param ahead how many sandboxes of each kind wait
   */
  public PooledProvider(Provider provider, int ahead) {
    this.provider = provider;
    this.ahead = ahead;
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Sandbox open(SandboxSpec spec) {
    Optional<Sandbox> ready = take(spec);
    Sandbox sandbox = ready.isPresent() ? ready.get() : provider.open(spec);
    refill(spec);
    return sandbox;
  }

  private synchronized Optional<Sandbox> take(SandboxSpec spec) {
    return Optional.ofNullable(waiting.computeIfAbsent(spec, s -> new ArrayDeque<>()).poll());
  }

  private synchronized void refill(SandboxSpec spec) {
    if (!closed) {
      openers.execute(() -> openAhead(spec));
    }
  }

  private void openAhead(SandboxSpec spec) {
    while (wanted(spec)) {
      Sandbox sandbox;
      try {
        sandbox = provider.open(spec);
      } catch (SandboxException e) {
        return; // whoever needs one opens it, and is told why it cannot be had
      }
      if (!put(spec, sandbox)) {
        sandbox.close();
      }
    }
  }

  private synchronized boolean wanted(SandboxSpec spec) {
    return !closed && waiting.getOrDefault(spec, new ArrayDeque<>()).size() < ahead;
  }

  private synchronized boolean put(SandboxSpec spec, Sandbox sandbox) {
    notifyAll();
    return !closed && waiting.computeIfAbsent(spec, s -> new ArrayDeque<>()).add(sandbox);
  }

  /** Waits until as many of a kind wait as are wanted. */
  synchronized void awaitFull(SandboxSpec spec) throws InterruptedException {
    while (wanted(spec)) {
      wait();
    }
  }

  @Override
  public List<SandboxInfo> list() {
    return provider.list();
  }

  @Override
  public Optional<Lasting> lasting() {
    return provider.lasting();
  }

  @Override
  public Optional<Builder> builder() {
    return provider.builder();
  }

  @Override
  public List<SandboxInfo> clean() {
    return provider.clean();
  }

  @Override
  public void close() {
    List<Sandbox> left = new ArrayList<>();
    synchronized (this) {
      closed = true;
      waiting.values().forEach(left::addAll);
      waiting.clear();
    }
    openers.close();
    left.forEach(Sandbox::close);
  }
}
