package ale.gateway;

import ale.core.Digest;
import ale.gateway.Allowance.Admission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One request on its way through the gateway: tried, retried, delivered, booked and recorded. */
final class Call {
  private static final int MAX_REPLY = 64 << 20;
  private static final long MAX_NANOS = Duration.ofMinutes(60).toNanos();
  private static final Set<Integer> TRY_AGAIN =
      Set.of(408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529);

  /** The provider does not want us: nothing that the agent could have done better. */
  private static final Set<Integer> NOT_WANTED = Set.of(401, 402, 403);

  /** Bound to the account or the connection. */
  private static final Set<String> NOT_PASSED_ON = Set.of("set-cookie", "alt-svc");

  private final Session session;
  private final Endpoint endpoint;
  private final Upstream upstream;
  private final Request request;
  private final Optional<Admission.Granted> granted;
  private final Glance glance;
  private final Delivery delivery;
  private final Scrubber scrubber;
  private final Retry retry;
  private final int sequence;
  private final Instant began;
  private final List<String> faults = new ArrayList<>();
  private Optional<Usage> usage = Optional.empty();
  private Optional<Double> dollars = Optional.empty();
  private boolean settled;

  Call(
      Session session,
      Endpoint endpoint,
      Upstream upstream,
      Request request,
      Optional<Admission.Granted> granted,
      Glance glance,
      Delivery delivery,
      Scrubber scrubber,
      Retry retry,
      int sequence) {
    this.session = session;
    this.endpoint = endpoint;
    this.upstream = upstream;
    this.request = request;
    this.granted = granted;
    this.glance = glance;
    this.delivery = delivery;
    this.scrubber = scrubber;
    this.retry = retry;
    this.sequence = sequence;
    this.began = session.clock().instant();
  }

  /** How one try ended. */
  private sealed interface Try {
    /** The agent has its reply. */
    record Delivered() implements Try {}

    /** The provider failed; its own words are kept in case they must be passed on. */
    record Failed(String what, Optional<Reply> said, Optional<Duration> pause) implements Try {}
  }

  private record Reply(int status, Headers headers, byte[] body) {}

  /** Whether a call that was answered like that counts as the provider's fault. */
  static boolean failed(int status) {
    return TRY_AGAIN.contains(status) || NOT_WANTED.contains(status);
  }

  void run() throws IOException {
    try {
      for (int failures = 0; ; ) {
        if (!(attempt() instanceof Try.Failed failed)) {
          return;
        }
        failures++;
        session.meter().faulted();
        faults.add(failed.what());
        if (delivery.started()) {
          session.fault(upstream.name() + " broke off a reply: " + failed.what());
          return;
        }
        boolean late = delivery.nanos() > MAX_NANOS;
        if (failures >= retry.attempts() || late || session.closed()) {
          giveUp(failed);
          return;
        }
        rest(retry.pause(failures, failed.pause()));
      }
    } finally {
      if (!settled) {
        granted.ifPresent(session::release);
      }
    }
  }

  private void rest(Duration pause) throws IOException {
    session.meter().waits(true);
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the gateway is closing", e);
    } finally {
      session.meter().waits(false);
    }
  }

  private void enter() throws IOException {
    if (upstream.throttle().tryEnter()) {
      return;
    }
    session.meter().waits(true);
    try {
      upstream.throttle().enter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the gateway is closing", e);
    } finally {
      session.meter().waits(false);
    }
  }

  private Try attempt() throws IOException {
    enter();
    try (Answer answer = upstream.send(endpoint.dialect(), request)) {
      if (TRY_AGAIN.contains(answer.status())) {
        return turnedAway(answer);
      }
      Try result =
          answer.status() == 200 && answer.headers().says("content-type", "text/event-stream")
              ? stream(answer)
              : whole(answer);
      if (result instanceof Try.Delivered) {
        upstream.throttle().wentWell();
      }
      return result;
    } catch (Delivery.AgentGone e) {
      throw e;
    } catch (IOException e) {
      return new Try.Failed(reason(e), Optional.empty(), Optional.empty());
    } finally {
      upstream.throttle().leave();
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private Try turnedAway(Answer answer) throws IOException {
    if (answer.status() == 429 || answer.status() == 529 || answer.status() == 503) {
      upstream.throttle().tooMany();
    }
    byte[] body = scrubber.clean(answer.body().whole(MAX_REPLY));
    Optional<Duration> wait =
        answer
            .headers()
            .first("retry-after")
            .filter(v -> v.matches("\\d{1,6}"))
            .map(v -> Duration.ofSeconds(Long.parseLong(v)));
    return new Try.Failed(
        "status " + answer.status(),
        Optional.of(new Reply(answer.status(), head(answer), body)),
        wait);
  }

  private Headers head(Answer answer) {
    return new Headers(
        answer.headers().without(Http1.HOP_BY_HOP).without(NOT_PASSED_ON).fields().stream()
            .map(f -> new Headers.Field(f.name(), scrubber.clean(f.value())))
            .toList());
  }

  private Try whole(Answer answer) throws IOException {
    byte[] body = scrubber.clean(answer.body().whole(MAX_REPLY));
    boolean reply = answer.status() == 200 && endpoint.kind() == Endpoint.Kind.GENERATE;
    if (reply) {
      Optional<JsonNode> tree = UsageReader.tree(body);
      if (tree.isEmpty()) {
        return new Try.Failed("a reply that is not JSON", Optional.empty(), Optional.empty());
      }
      usage = UsageReader.of(endpoint.dialect(), tree.get());
      settle(body.length);
    }
    if (NOT_WANTED.contains(answer.status())) {
      session.fault(upstream.name() + " refuses the gateway's key: status " + answer.status());
    }
    deliver(new Reply(answer.status(), head(answer), body));
    return new Try.Delivered();
  }

  private void deliver(Reply reply) throws IOException {
    try {
      delivery.send(reply.status(), reply.headers(), reply.body());
    } finally {
      record(reply.status(), reply.headers(), reply.body(), true);
    }
  }

  private Try stream(Answer answer) throws IOException {
    StreamReader reader = new StreamReader(endpoint.dialect());
    Scrubber.Pieces scrub = scrubber.new Pieces();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Headers head = head(answer);
    boolean broken = true;
    try {
      byte[] buffer = new byte[16 * 1024];
      for (int n = read(answer, buffer, reader); n >= 0; n = read(answer, buffer, reader)) {
        byte[] clean = scrub.next(buffer, n);
        all.writeBytes(clean);
        reader.feed(clean, clean.length);
        usage = reader.usage();
        if (reader.error().isPresent()) {
          return new Try.Failed(reader.error().get(), Optional.empty(), Optional.empty());
        }
        check(all.size());
        if (!delivery.holds()) {
          if (reader.ended()) {
            settle(all.size());
          }
          delivery.pass(head, all, clean);
        }
      }
      byte[] rest = scrub.rest();
      all.writeBytes(rest);
      reader.feed(rest, rest.length);
      if (!reader.complete()) {
        return new Try.Failed("a stream that was cut", Optional.empty(), Optional.empty());
      }
      usage = reader.usage();
      settle(all.size());
      delivery.pass(head, all, rest);
      delivery.finish();
      broken = false;
      return new Try.Delivered();
    } finally {
      if (delivery.started()) {
        settle(all.size());
        record(200, head, all.toByteArray(), !broken);
      }
    }
  }

  /** After the last event a connection that closes carelessly has taken nothing away. */
  private static int read(Answer answer, byte[] buffer, StreamReader reader) throws IOException {
    try {
      return answer.body().read(buffer);
    } catch (IOException e) {
      if (reader.ended()) {
        return -1;
      }
      throw e;
    }
  }

  private void check(long bytes) throws IOException {
    if (session.closed()) {
      throw new Delivery.AgentGone(new IOException("the session is closed"));
    }
    if (bytes > MAX_REPLY || delivery.nanos() > MAX_NANOS) {
      throw new ProtocolException("a stream without an end");
    }
  }

  private void settle(long bytes) {
    if (!settled && granted.isPresent()) {
      settled = true;
      dollars = session.settle(sequence, granted.get(), usage, bytes, millis());
    }
  }

  private long millis() {
    return delivery.nanos() / 1_000_000;
  }

  private void giveUp(Try.Failed failed) throws IOException {
    session.fault(
        "%s failed %d times, at last with %s"
            .formatted(upstream.name(), faults.size(), failed.what()));
    String words =
        endpoint.dialect().error(503, "provider_unavailable", "the model provider is unavailable");
    deliver(
        failed
            .said()
            .orElseGet(() ->
                new Reply(
                    503,
                    Headers.of("content-type", "application/json"),
                    words.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }

  private void record(int status, Headers headers, byte[] reply, boolean whole) {
    session.record(
        new Recorded(
            sequence,
            began.toString(),
            upstream.name(),
            endpoint.dialect(),
            endpoint.kind(),
            glance.model(),
            request.method(),
            Tape.target(request),
            Digest.of(scrubber.clean(request.body())),
            status,
            headers.first("content-type").orElse(""),
            Digest.of(scrubber.clean(reply)),
            whole,
            usage,
            dollars,
            millis() / 1e3,
            faults,
            Optional.empty()),
        request.body(),
        reply);
  }
}
