package ale.guest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of one client, over however many connections: each id runs once.
 *
 * <p>The last answers are kept within fixed bounds. Ids rise, so an id that is no longer known can
 * be told from a new one, and is refused rather than run again.
 */
final class Session {
  private static final int MOST_RUNNING = 128;
  private static final int MOST_KEPT = 512;
  private static final long MOST_KEPT_BYTES = 16L << 20;

  private final String name;
  private final Map<String, Operation> operations;
  private final Map<Long, Exchange> exchanges = new LinkedHashMap<>();
  private long forgotten;
  private long last;
  private int connections;

  Session(String name, Map<String, Operation> operations) {
    this.name = name;
    this.operations = operations;
  }

  String name() {
    return name;
  }

  /** The highest id that was ever used. */
  synchronized long lastId() {
    return last;
  }

  /** Runs the request, or answers it again. */
  void request(Frame frame, Wire wire) {
    try {
      long id = frame.id();
      Fields fields = frame.fields();
      Optional<Operation> operation = Optional.ofNullable(operations.get(fields.string("op")));
      Exchange started = new Exchange(id, fields, wire);
      Exchange known = admit(id, started);
      try {
        Thread.ofVirtual()
            .name("guest-request-" + id)
            .start(() -> {
              if (known == started) {
                started.run(operation);
              } else {
                repeat(known, wire);
              }
            });
      } catch (OutOfMemoryError e) {
        // no thread could be had; the connection goes on, and the client may ask again
        started.run(
            Optional.of(call -> {
              throw Exchange.full(e);
            }));
      }
    } catch (GuestException e) {
      refuse(frame.id(), e, wire);
    }
  }

  private synchronized Exchange admit(long id, Exchange fresh) {
    Exchange known = exchanges.get(id);
    if (known != null) {
      return known;
    }
    if (id <= forgotten) {
      throw GuestException.badRequest(
          "request " + id + " was answered too long ago, or ids do not rise");
    }
    forget();
    if (exchanges.values().stream().filter(e -> !e.finished()).count() >= MOST_RUNNING) {
      throw new GuestException(
          GuestException.Code.UNAVAILABLE, MOST_RUNNING + " requests are running already");
    }
    exchanges.put(id, fresh);
    last = Math.max(last, id);
    return fresh;
  }

  private void forget() {
    long bytes = exchanges.values().stream().mapToLong(Exchange::weight).sum();
    Iterator<Map.Entry<Long, Exchange>> oldest = exchanges.entrySet().iterator();
    while (oldest.hasNext() && (exchanges.size() >= MOST_KEPT || bytes > MOST_KEPT_BYTES)) {
      Map.Entry<Long, Exchange> entry = oldest.next();
      if (entry.getValue().finished()) {
        bytes -= entry.getValue().weight();
        forgotten = Math.max(forgotten, entry.getKey());
        oldest.remove();
      }
    }
  }

  private static void repeat(Exchange exchange, Wire wire) {
    try {
      exchange.repeat(wire);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(long id, GuestException e, Wire wire) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            wire.send(Frame.error(id, e));
          } catch (GuestException gone) {
            // nobody is left to be refused
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Hands a frame to the request it belongs to; one that is over has no more use for it. */
  void deliver(Frame frame) {
    Exchange exchange;
    synchronized (this) {
      exchange = exchanges.get(frame.id());
    }
    if (exchange == null) {
      return;
    }
    switch (frame.kind()) {
      case DATA -> exchange.inflow(frame.stream()).receive(frame.payload());
      case END -> exchange.inflow(frame.stream()).end();
      case CREDIT -> exchange.outflow(frame.stream()).grant(frame.granted());
      case CANCEL -> Thread.ofVirtual().name("guest-cancel").start(exchange::cancel);
      case HELLO, REQUEST, RESULT, ERROR ->
          throw Frame.protocol("a client does not send " + frame.kind() + " here");
    }
  }

  synchronized void enter() {
    connections++;
  }

  void leave(Wire wire) {
    Iterable<Exchange> all;
    synchronized (this) {
      connections--;
      all = List.copyOf(exchanges.values());
    }
    all.forEach(exchange -> exchange.detach(wire));
  }

  /** Whether nobody would miss it: no connection, and nothing running. */
  synchronized boolean idle() {
    return connections == 0 && finished();
  }

  /** Whether nothing runs. */
  synchronized boolean finished() {
    return exchanges.values().stream().allMatch(Exchange::finished);
  }

  void cancelAll() {
    Iterable<Exchange> all;
    synchronized (this) {
      all = List.copyOf(exchanges.values());
    }
    all.forEach(Exchange::cancel);
  }
}
