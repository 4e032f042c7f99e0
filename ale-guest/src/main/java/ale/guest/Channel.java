package ale.guest;

import ale.core.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A client's connection: many requests at once, each by its id. */
final class Channel implements AutoCloseable {
  /** What a request sends after itself. */
  record Input(int stream, InputStream bytes) {}

  private static final Duration GREETING = Duration.ofSeconds(10);

  private final Wire wire;
  private final Fields introduction;
  private final WorkClock clock = new WorkClock();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private volatile @Nullable GuestException end;

  private Channel(Wire wire, Fields introduction) {
    this.wire = wire;
    this.introduction = introduction;
    // a resumed session has answers under the ids that were used
    ids.set(introduction.number("last_id", 0));
    Thread.ofVirtual().name("guest-client").start(this::readAll);
  }

  /** One try to connect and be let in. */
  static Channel open(Path socket, String token, String session) {
    Wire wire;
    try {
      wire =
          Opening.with(
              SocketChannel.open(StandardProtocolFamily.UNIX),
              channel -> {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return new Wire(channel);
              });
    } catch (IOException e) {
      throw new GuestException(
          GuestException.Code.LOST_CONNECTION,
          "no guest answers at " + socket + ": " + e.getMessage(),
          e);
    }
    try (var _ = Deadline.close(wire, GREETING)) {
      wire.send(
          Frame.json(
              Frame.Kind.HELLO,
              0,
              Fields.of("protocol", Frame.PROTOCOL, "token", token, "session", session)));
      Frame reply =
          wire.read()
              .orElseThrow(() ->
                  new GuestException(
                      GuestException.Code.LOST_CONNECTION, "the guest closed the connection"));
      if (reply.kind() != Frame.Kind.HELLO) {
        throw reply.kind() == Frame.Kind.ERROR
            ? reply.failure()
            : Frame.protocol("the guest does not say HELLO");
      }
      return new Channel(wire, reply.fields());
    } catch (InterruptedException e) {
      wire.close();
      Thread.currentThread().interrupt();
      throw new GuestException(GuestException.Code.CANCELLED, "interrupted while connecting", e);
    } catch (GuestException e) {
      wire.close();
      throw e;
    }
  }

  /** What the guest said of itself. */
  Fields introduction() {
    return introduction;
  }

  WorkClock clock() {
    return clock;
  }

  private void readAll() {
    GuestException reason =
        new GuestException(GuestException.Code.LOST_CONNECTION, "the guest closed the connection");
    try {
      for (Optional<Frame> frame = wire.read(); frame.isPresent(); frame = wire.read()) {
        if (frame.get().id() == 0 && frame.get().kind() == Frame.Kind.ERROR) {
          throw frame.get().failure();
        }
        Pending waiting = pending.get(frame.get().id());
        // whoever gave up on a request is not waiting any more
        if (waiting != null) {
          waiting.arrive(frame.get());
        }
      }
    } catch (GuestException e) {
      reason = e;
    } finally {
      end(reason);
    }
  }

  private void end(GuestException reason) {
    end = reason;
    wire.close();
    pending.values().forEach(waiting -> waiting.fail(reason));
  }

  /** An id that no request of this session has had. */
  long newId() {
    return ids.incrementAndGet();
  }

  /** Makes a request and waits for its answer; if the caller gives up, so does the guest. */
  Fields call(
      long id, Fields request, Optional<Input> input, Pending.Receiver receiver, Duration patience)
      throws IOException, InterruptedException {
    ids.accumulateAndGet(id, Math::max);
    var waiting = new Pending(id, wire, clock);
    pending.put(id, waiting);
    boolean answered = false;
    try {
      GuestException over = end;
      if (over != null) {
        throw new GuestException(over.code(), over.sentence(), over);
      }
      wire.send(Frame.json(Frame.Kind.REQUEST, id, request));
      input.ifPresent(in -> waiting.feed(in.stream(), in.bytes()));
      Fields result = waiting.await(receiver, patience);
      answered = true;
      return result;
    } finally {
      pending.remove(id);
      if (!answered) {
        cancel(id);
      }
    }
  }

  /** In a thread of its own: the caller may be interrupted, and need not wait for this. */
  private void cancel(long id) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            wire.send(new Frame(Frame.Kind.CANCEL, id, new byte[0]));
          } catch (GuestException e) {
            // a connection that is gone needs no telling
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() {
    end(new GuestException(GuestException.Code.LOST_CONNECTION, "the connection was closed"));
  }
}
