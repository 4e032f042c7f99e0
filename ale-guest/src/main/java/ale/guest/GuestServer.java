package ale.guest;

import ale.core.Opening;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The daemon: takes connections on a Unix socket and serves those that know the token. */
final class GuestServer implements AutoCloseable {
  static final Duration GREETING = Duration.ofSeconds(10);
  private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MOST_CONNECTIONS = 64;

  /** Who has not shown the token yet; the eldest makes room, so that silence shuts nobody out. */
  private static final int MOST_STRANGERS = 256;

  private static final int MOST_SESSIONS = 64;
  private static final int SESSIONS_REMEMBERED = 16;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_HELLO = 1 << 12;

  private final Path socket;
  private final ServerSocketChannel listener;
  private final byte[] token;
  private final Map<String, Operation> operations;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Duration greeting;
  private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
  private final Set<Wire> strangers = new LinkedHashSet<>();

  private GuestServer(
      Path socket,
      ServerSocketChannel listener,
      String token,
      Map<String, Operation> operations,
      Duration greeting) {
    this.greeting = greeting;
    this.socket = socket;
    this.listener = listener;
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.operations = Map.copyOf(operations);
  }

  /** Listens; whoever connects from now on is answered once {@link #serve} runs. */
  static GuestServer listen(Path socket, String token, Map<String, Operation> operations)
      throws IOException {
    return listen(socket, token, operations, GREETING);
  }

  /**
   * The same.
   *
   * @param greeting how long a connection may take to show the token
   */
  static GuestServer listen(
      Path socket, String token, Map<String, Operation> operations, Duration greeting)
      throws IOException {
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther()) {
      Files.delete(socket);
    }
    return Opening.with(
        ServerSocketChannel.open(StandardProtocolFamily.UNIX),
        listener -> {
          listener.bind(UnixDomainSocketAddress.of(socket));
          // the token is the lock: whoever calls from outside does so under another user's id
          Mode.set(socket, 0666);
          return new GuestServer(socket, listener, token, operations, greeting);
        });
  }

  /** Takes connections until the server is closed. */
  void serve() {
    while (listener.isOpen()) {
      try {
        Wire wire = new Wire(listener.accept());
        admit(wire).ifPresent(Wire::close);
        Thread.ofVirtual().name("guest-connection").start(() -> converse(wire));
      } catch (IOException e) {
        if (listener.isOpen()) {
          pause();
        }
      }
    }
  }

  /** Lets a stranger in, and tells who has to go for that. */
  private Optional<Wire> admit(Wire wire) {
    synchronized (strangers) {
      Optional<Wire> eldest =
          strangers.size() < MOST_STRANGERS
              ? Optional.empty()
              : Optional.of(strangers.iterator().next());
      eldest.ifPresent(strangers::remove);
      strangers.add(wire);
      return eldest;
    }
  }

  private void forget(Wire wire) {
    synchronized (strangers) {
      strangers.remove(wire);
    }
    wires.remove(wire);
  }

  /** Accepting fails when file descriptors run out; that passes, and must not spin meanwhile. */
  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void converse(Wire wire) {
    try {
      greet(wire).ifPresent(session -> obey(session, wire));
    } catch (GuestException e) {
      if (e.code() != GuestException.Code.LOST_CONNECTION) {
        wire.closeAfter(Frame.error(0, e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      wire.close();
      forget(wire);
    }
  }

  private Optional<Session> greet(Wire wire) throws InterruptedException {
    Optional<Frame> first;
    try (var _ = Deadline.close(wire, greeting)) {
      first = wire.read(LONGEST_HELLO);
    }
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (first.get().kind() != Frame.Kind.HELLO) {
      throw Frame.protocol("a connection begins with HELLO");
    }
    Fields hello = first.get().fields();
    if (hello.number("protocol") != Frame.PROTOCOL) {
      throw Frame.protocol("this guest speaks protocol " + Frame.PROTOCOL);
    }
    byte[] shown = hello.string("token").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(shown, token)) {
      throw new GuestException(GuestException.Code.REFUSED, "the token is not this guest's");
    }
    forget(wire);
    if (wires.size() >= MOST_CONNECTIONS) {
      throw new GuestException(
          GuestException.Code.UNAVAILABLE, MOST_CONNECTIONS + " clients are connected already");
    }
    wires.add(wire);
    Session session = session(hello.string("session", ""));
    wire.send(Frame.json(Frame.Kind.HELLO, 0, introduction(session)));
    return Optional.of(session);
  }

  private Fields introduction(Session session) {
    String version = GuestServer.class.getPackage().getImplementationVersion();
    return Fields.of(
        "protocol",
        Frame.PROTOCOL,
        "version",
        version == null ? "development" : version,
        "session",
        session.name(),
        "last_id",
        session.lastId(),
        "os",
        System.getProperty("os.name"),
        "capabilities",
        List.copyOf(operations.keySet()).stream().sorted().toList());
  }

  private Session session(String wanted) {
    if (wanted.length() > LONGEST_NAME) {
      throw GuestException.badRequest("a session's name has at most 64 characters");
    }
    String name = wanted.isEmpty() ? UUID.randomUUID().toString() : wanted;
    synchronized (sessions) {
      Session session = sessions.get(name);
      if (session == null) {
        sessions.values().removeIf(s -> sessions.size() >= SESSIONS_REMEMBERED && s.idle());
        if (sessions.size() >= MOST_SESSIONS) {
          throw new GuestException(GuestException.Code.UNAVAILABLE, "too many sessions");
        }
        session = new Session(name, operations);
        sessions.put(name, session);
      }
      session.enter();
      return session;
    }
  }

  private void obey(Session session, Wire wire) {
    try {
      for (Optional<Frame> frame = wire.read(); frame.isPresent(); frame = wire.read()) {
        if (frame.get().kind() == Frame.Kind.REQUEST) {
          session.request(frame.get(), wire);
        } else {
          session.deliver(frame.get());
        }
      }
    } finally {
      wires.remove(wire);
      session.leave(wire);
    }
  }

  /** Stops listening, ends what runs, and closes every connection. */
  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // the socket's directory may be gone already
    }
    List<Session> all;
    synchronized (sessions) {
      all = List.copyOf(sessions.values());
    }
    all.forEach(Session::cancelAll);
    // a program that was only just started is killed by the request that started it
    long deadline = System.nanoTime() + FAREWELL_NANOS;
    while (System.nanoTime() < deadline && !all.stream().allMatch(Session::finished)) {
      LockSupport.parkNanos(1_000_000);
    }
    wires.forEach(Wire::close);
    synchronized (strangers) {
      strangers.forEach(Wire::close);
    }
  }
}
