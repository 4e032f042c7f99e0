package ale.gateway;

import ale.core.Json;
import ale.gateway.Allowance.Admission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One trial's use of the gateway: its token, its budget, what it used and what went wrong. */
public final class Session implements AutoCloseable {
  private static final long CLOSING_NANOS = 10_000_000_000L;

  private final String name;
  private final String token;
  private final Caps caps;
  private final List<Upstream> upstreams;
  private final Meter meter;
  private final Allowance allowance;
  private final Optional<Cassette> cassette;
  private final Optional<Tape> tape;
  private final Optional<Path> budgetFile;
  private final InstantSource clock;
  private final Runnable onClose;
  private final AtomicInteger exchanges = new AtomicInteger();
  private final AtomicInteger modelCalls = new AtomicInteger();
  private final Map<Integer, Injection.Kind> injections;
  private final AtomicInteger injected = new AtomicInteger();
  private volatile Optional<String> fault = Optional.empty();
  private volatile Optional<Consumer<Budget>> listener = Optional.empty();
  private volatile boolean closed;
  private final Object telling = new Object();
  private int underWay;

  Session(
      SessionSpec spec,
      String token,
      List<Upstream> upstreams,
      PriceBook prices,
      Scrubber scrubber,
      InstantSource clock,
      Runnable onClose) {
    this.name = spec.name();
    this.token = token;
    this.caps = spec.caps().orElse(Caps.none());
    this.upstreams = upstreams;
    this.clock = clock;
    this.meter = new Meter(clock);
    this.allowance = new Allowance(caps, prices, meter);
    this.cassette = spec.record().map(folder -> Cassette.in(Path.of(folder), scrubber));
    this.tape = spec.replay().map(replay -> Tape.of(replay, scrubber));
    this.budgetFile = spec.budgetFile().map(Path::of);
    this.injections = spec.injection().map(i -> i.moments(name)).orElse(Map.of());
    this.onClose = onClose;
    tell();
  }

  /** Counts what the cassette has recorded as used, as if it had all been used here. */
  void recall(Duration since) {
    meter.openedBefore(since);
    cassette.ifPresent(tape -> {
      List<Recorded> recorded = tape.recorded();
      recorded.forEach(one -> recall(one, tape));
      tape.unrecorded(recorded).forEach(this::recall);
    });
    tell();
  }

  private void recall(Booked one) {
    exchanges.accumulateAndGet(one.sequence(), Math::max);
    modelCalls.incrementAndGet();
    allowance.recall(one);
  }

  private void recall(Recorded one, Cassette recording) {
    exchanges.accumulateAndGet(one.sequence(), Math::max);
    if (one.kind() == Endpoint.Kind.GENERATE) {
      modelCalls.incrementAndGet();
      if (one.upstream().equals(Injection.UPSTREAM)) {
        injected.incrementAndGet();
        meter.called();
        return;
      }
      allowance.recall(one, one.usage().orElseGet(() -> recording.estimate(one)));
    }
    if (Call.failed(one.status())) {
      fault(one.upstream() + " failed before, with status " + one.status());
    }
  }

  public String name() {
    return name;
  }

  /** What the agent gets in place of a key. */
  public String token() {
    return token;
  }

  /** What has been used so far. */
  public Spent spent() {
    return meter.spent();
  }

  /** What is left. */
  public Budget budget() {
    return Budget.of(name, caps, meter.spent(), allowance.limit());
  }

  /** The cap that a call was refused for, if one was. */
  public Optional<Limit> limit() {
    return allowance.limit();
  }

  /**
   * A provider's fault that outlived the retries. A trial with one must not be scored: its source
   * is {@link ale.core.FaultSource#MODEL}.
   */
  public Optional<String> fault() {
    return fault;
  }

  void fault(String what) {
    fault = fault.or(() -> Optional.of(what));
  }

  /** How often something was made to go wrong; empty if nothing is to. */
  public Optional<Integer> injected() {
    return injections.isEmpty() ? Optional.empty() : Optional.of(injected.get());
  }

  /** What is to go wrong with that model call. */
  Optional<Injection.Kind> strike(int modelCall) {
    Optional<Injection.Kind> kind = Optional.ofNullable(injections.get(modelCall));
    kind.ifPresent(k -> injected.incrementAndGet());
    return kind;
  }

  Meter meter() {
    return meter;
  }

  Optional<Tape> tape() {
    return tape;
  }

  InstantSource clock() {
    return clock;
  }

  boolean closed() {
    return closed;
  }

  Admission admit(Glance glance) {
    Admission admission = allowance.admit(glance);
    if (admission instanceof Admission.Refused) {
      tellSoon();
    }
    return admission;
  }

  Optional<Double> settle(
      int sequence,
      Admission.Granted granted,
      Optional<Usage> usage,
      long replyBytes,
      long millis) {
    Booked booked = allowance.settle(sequence, granted, usage, replyBytes, millis);
    try {
      cassette.ifPresent(c -> c.book(booked));
    } catch (UncheckedIOException e) {
      fault("the gateway could not write: " + e.getMessage());
    }
    tellSoon();
    return booked.dollars();
  }

  void release(Admission.Granted granted) {
    allowance.release(granted);
    tellSoon();
  }

  int nextExchange() {
    return exchanges.incrementAndGet();
  }

  int nextModelCall() {
    return modelCalls.incrementAndGet();
  }

  Optional<Upstream> upstream(Dialect dialect) {
    return upstreams.stream().filter(u -> u.speaks(dialect)).findFirst();
  }

  void record(Recorded exchange, byte[] request, byte[] reply) {
    cassette.ifPresent(c -> beside(() -> c.add(exchange, request, reply)));
  }

  /** Files are written beside the calls, which need not wait for a disk; closing waits for both. */
  private void beside(Runnable work) {
    begin();
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.run();
          } catch (UncheckedIOException e) {
            fault("the gateway could not write: " + e.getMessage());
          } finally {
            end();
          }
        });
  }

  /** Tells somebody what is left, now and after every call. What goes wrong there is its own. */
  public void telling(Consumer<Budget> somebody) {
    listener = Optional.of(somebody);
    somebody.accept(budget());
  }

  /**
   * Says how long the agent's computer has stood still, which is no time of the agent's.
   *
   * @param millis in milliseconds since the session was opened here
   */
  public void standing(LongSupplier millis) {
    meter.excluding(millis);
  }

  private void tellSoon() {
    if (budgetFile.isPresent() || listener.isPresent()) {
      beside(this::tell);
    }
  }

  /** The file is for reading along; losing the latest one with the power is no loss. */
  private void tell() {
    listener.ifPresent(somebody -> somebody.accept(budget()));
    if (budgetFile.isEmpty()) {
      return;
    }
    Path file = budgetFile.get();
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      synchronized (telling) {
        Files.writeString(part, Json.pretty(budget()));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the budget file " + file, e);
    }
  }

  synchronized void begin() {
    underWay++;
  }

  synchronized void end() {
    underWay--;
    notifyAll();
  }

  /**
   * Ends the session: its token is worth nothing from now on, and what was under way is recorded
   * when this returns.
   */
  @Override
  public void close() {
    closed = true;
    onClose.run();
    try {
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tell();
  }

  private synchronized void awaitEnd() throws InterruptedException {
    long deadline = System.nanoTime() + CLOSING_NANOS;
    while (underWay > 0 && System.nanoTime() < deadline) {
      wait(100);
    }
  }
}
