package ale.guest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A client of the commands of cua's {@code computer-server} 0.3.42, over {@code POST /cmd}.
 *
 * <p>The machine belongs to whoever works on it, so nothing that it says is believed: a reply is
 * bounded in size, time and depth, redirections are not followed, and a field of another type than
 * the protocol's is an error of the protocol.
 */
final class ComputerServer implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_COMPLAINT = 400;
  private static final byte[] EVENT = "data: ".getBytes(StandardCharsets.US_ASCII);

  private final RemoteAccess access;
  private final HttpClient http;

  ComputerServer(RemoteAccess access) {
    this.access = access;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /** The operating system that the machine says it has: linux, windows, darwin, android. */
  String system() {
    byte[] reply = send("status", request("/status").GET(), PATIENCE);
    return understood("status", () -> Fields.parse(reply).string("os_type"));
  }

  /** Runs a command that answers nothing but its success. */
  void tell(String command, Object... parameters) {
    ask(command, Fields.of(parameters), PATIENCE, reply -> reply);
  }

  /** Runs a command and reads its reply. */
  <T> T ask(String command, Fields parameters, Duration limit, Function<Fields, T> read) {
    Fields reply = reply(command, parameters, limit);
    if (!success(command, reply) && !reply.has("return_code")) {
      throw failed(command, reply);
    }
    return understood(command, () -> read.apply(reply));
  }

  /** Whether a command worked; false if it did not and the server does not call that an error. */
  boolean attempt(String command, Fields parameters) {
    Fields reply = reply(command, parameters, PATIENCE);
    boolean success = success(command, reply);
    if (!success && reply.has("error")) {
      throw failed(command, reply);
    }
    return success;
  }

  private boolean success(String command, Fields reply) {
    return understood(command, () -> reply.flag("success"));
  }

  private GuestException failed(String command, Fields reply) {
    return new GuestException(
        GuestException.Code.UNAVAILABLE,
        "the computer-server at %s cannot do %s: %s"
            .formatted(access, command, brief(String.valueOf(reply.get("error")))));
  }

  private Fields reply(String command, Fields parameters, Duration limit) {
    byte[] body = Fields.of("command", command, "params", parameters).bytes();
    byte[] answer =
        send(
            command,
            request("/cmd")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
            limit);
    return understood(command, () -> event(answer));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(access.at(path));
    access.key().ifPresent(key -> request.header("X-API-Key", key));
    access.container().ifPresent(name -> request.header("X-Container-Name", name));
    return request;
  }

  private byte[] send(String command, HttpRequest.Builder request, Duration limit) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    HttpResponse<byte[]> response;
    try {
      response = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new GuestException(
          GuestException.Code.TIMEOUT,
          "the computer-server at %s has not answered %s within %d s"
              .formatted(access, command, limit.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw unreachable(command, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new GuestException(GuestException.Code.CANCELLED, "interrupted", e);
    }
    return checked(command, response);
  }

  private GuestException unreachable(String command, Throwable cause) {
    boolean spoke = cause instanceof IOException && cause.getMessage() != null;
    return new GuestException(
        GuestException.Code.UNAVAILABLE,
        "the computer-server at %s does not answer %s: %s"
            .formatted(access, command, spoke ? cause.getMessage() : cause),
        cause);
  }

  private byte[] checked(String command, HttpResponse<byte[]> response) {
    if (response.statusCode() == 200) {
      return response.body();
    }
    byte[] start = Arrays.copyOf(response.body(), Math.min(response.body().length, MOST_COMPLAINT));
    GuestException.Code code =
        switch (response.statusCode()) {
          case 401, 403, 503 -> GuestException.Code.REFUSED;
          default -> GuestException.Code.UNAVAILABLE;
        };
    throw new GuestException(
        code,
        "the computer-server at %s answers %s with status %d: %s"
            .formatted(
                access,
                command,
                response.statusCode(),
                brief(new String(start, StandardCharsets.UTF_8))));
  }

  /** The one event that a reply consists of: {@code data: {…}} and an empty line. */
  private static Fields event(byte[] answer) {
    if (answer.length < EVENT.length
        || !Arrays.equals(answer, 0, EVENT.length, EVENT, 0, EVENT.length)) {
      throw GuestException.badRequest("it is no event");
    }
    return Fields.parse(Arrays.copyOfRange(answer, EVENT.length, answer.length));
  }

  private <T> T understood(String command, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (GuestException e) {
      if (e.code() != GuestException.Code.BAD_REQUEST) {
        throw e;
      }
      throw new GuestException(
          GuestException.Code.PROTOCOL,
          "the computer-server at %s gives a reply to %s that is not understood: %s"
              .formatted(access, command, brief(e.sentence())),
          e);
    }
  }

  private static String brief(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MOST_COMPLAINT ? line : line.substring(0, MOST_COMPLAINT) + "…";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
