package ale.cli;

import ale.core.Json;
import ale.doors.Doors;
import ale.doors.DoorsOptions;
import ale.doors.Target;
import ale.guest.GuestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Clients of the doors that lead to one desktop, to be timed: whole replies, nothing decoded. */
final class OpenedDoors implements AutoCloseable {
  private static final String TOKEN = "bench";

  private final Doors doors;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String session;

  /** Opens {@code /cmd} and {@code /mcp} to a desktop. */
  OpenedDoors(GuestClient guest) {
    doors =
        Doors.serve(
            new DoorsOptions(
                new Target.OnDisplay(":0", Optional.empty()),
                "127.0.0.1",
                0,
                Optional.of(TOKEN),
                Optional.empty()),
            guest);
    Map<String, Object> hello =
        Map.of(
            "protocolVersion",
            "2025-06-18",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "ale bench", "version", "1"));
    HttpResponse<byte[]> answer = mcp(Optional.empty(), "initialize", hello);
    session =
        answer
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow(() -> new MachineException("the MCP door gives no session"));
  }

  /** One command over our door for computer-server's clients. */
  void command(String name, Map<String, ?> parameters) {
    command(doors.address(), name, parameters);
  }

  /** One command over the door of any computer-server. */
  void command(URI server, String name, Map<String, ?> parameters) {
    String body = Json.line(Map.of("command", name, "params", parameters));
    HttpResponse<byte[]> reply =
        send(HttpRequest.newBuilder(server.resolve("/cmd")).header("X-API-Key", TOKEN), body);
    String start =
        new String(reply.body(), 0, Math.min(300, reply.body().length), StandardCharsets.UTF_8);
    if (reply.statusCode() != 200 || !start.replace(" ", "").startsWith("data:{\"success\":true")) {
      throw new MachineException(server + " cannot do " + name + ": " + start);
    }
  }

  /** One call of a tool over MCP's Streamable HTTP. */
  void tool(String name, Map<String, ?> arguments) {
    HttpResponse<byte[]> reply =
        mcp(Optional.of(session), "tools/call", Map.of("name", name, "arguments", arguments));
    if (reply.statusCode() != 200) {
      throw new MachineException("the MCP door answers " + reply.statusCode() + " to " + name);
    }
  }

  private HttpResponse<byte[]> mcp(Optional<String> known, String method, Object parameters) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(doors.address().resolve("/mcp/cua-desktop"))
            .header("X-API-Key", TOKEN)
            .header("Accept", "application/json, text/event-stream");
    known.ifPresent(id -> request.header("Mcp-Session-Id", id));
    return send(
        request,
        Json.line(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters)));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String body) {
    try {
      return http.send(
          request
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new MachineException("a door does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    doors.close();
  }
}
