package ale.doors;

import ale.core.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsMessageContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The computer-server's commands over HTTP and over a WebSocket. */
final class CommandRoutes {
  static final int MOST_BYTES = 64 << 20;
  private static final int MOST_BYTES_OF_STRANGERS = 1 << 16;
  private static final Duration GREETING = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofHours(12);
  private static final int POLICY_VIOLATION = 1008;

  private final Verbs verbs;
  private final Gate gate;
  private final String status;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param system the operating system of the machine in the protocol's words
   */
  CommandRoutes(Verbs verbs, Gate gate, String system) {
    this.status = Verbs.json(Map.of("status", "ok", "os_type", system, "features", List.of("mcp")));
    this.verbs = verbs;
    this.gate = gate;
  }

  void add(RoutesConfig routes) {
    routes.get("/status", context -> json(context, 200, status));
    routes.get("/commands", context -> json(context, 200, verbs.listing()));
    routes.post("/cmd", this::command);
    routes.post("/responses", context -> detail(context, 501, "ComputerAgent not available"));
    routes.post("/playwright_exec", context -> detail(context, 501, "Playwright not available"));
    routes.ws("/ws", this::socket);
  }

  static void json(Context context, int status, String json) {
    context.status(status).contentType("application/json").result(json);
  }

  static void detail(Context context, int status, String detail) {
    json(context, status, Verbs.json(Map.of("detail", detail)));
  }

  /** A request body, or nothing if it is no JSON object, which has then been answered. */
  static Optional<JsonNode> body(Context context) throws IOException {
    byte[] bytes = bytes(context);
    if (bytes.length > MOST_BYTES) {
      context.header("Connection", "close");
      detail(context, 413, "a request has at most " + MOST_BYTES + " bytes");
      return Optional.empty();
    }
    try {
      JsonNode body = Json.mapper().readTree(bytes);
      if (body.isObject()) {
        return Optional.of(body);
      }
      detail(context, 400, "Invalid JSON body: an object is needed");
    } catch (JacksonException e) {
      detail(context, 400, "Invalid JSON body: " + e.getOriginalMessage());
    }
    return Optional.empty();
  }

  static byte[] bytes(Context context) throws IOException {
    return context.req().getInputStream().readNBytes(MOST_BYTES + 1);
  }

  private void command(Context context) throws IOException {
    Optional<JsonNode> body = body(context);
    if (body.isEmpty()) {
      return;
    }
    String name = name(body.get());
    if (name.isEmpty()) {
      detail(context, 400, "Command is required");
      return;
    }
    Optional<Verb> verb = verbs.find(name);
    if (verb.isEmpty()) {
      detail(context, 400, verbs.unknown(name));
      return;
    }
    context
        .contentType("text/plain; charset=utf-8")
        .header("Cache-Control", "no-cache")
        .result("data: " + reply(verb.get(), body.get()) + "\n\n");
  }

  private String reply(Verb verb, JsonNode request) {
    JsonNode parameters = request.path("params");
    if (parameters.isMissingNode() || parameters.isNull() || parameters.isObject()) {
      return verbs.reply(verb, parameters);
    }
    return Verbs.failure("'params' must be an object");
  }

  private static String name(JsonNode request) {
    JsonNode command = request.path("command");
    return command.isString() ? command.asString() : "";
  }

  private void socket(WsConfig socket) {
    socket.onConnect(this::enter);
    socket.onMessage(this::message);
    socket.onClose(context -> known.remove(context.sessionId()));
  }

  private void enter(WsConnectContext context) {
    if (gate.knows(context.header("X-API-Key"), context.header("Authorization"))) {
      welcome(context);
    } else {
      context.session.setIdleTimeout(GREETING);
      context.session.setMaxTextMessageSize(MOST_BYTES_OF_STRANGERS);
    }
  }

  private void welcome(io.javalin.websocket.WsContext context) {
    known.add(context.sessionId());
    context.session.setIdleTimeout(SILENCE);
    context.session.setMaxTextMessageSize(MOST_BYTES);
  }

  private void message(WsMessageContext context) {
    JsonNode request;
    try {
      request = Json.tree(context.message());
    } catch (JacksonException e) {
      context.send(Verbs.failure("Invalid JSON: " + e.getOriginalMessage()));
      return;
    }
    String name = name(request);
    if (!known.contains(context.sessionId())) {
      greet(context, name, request.path("params").path("api_key").asString(""));
    } else if (name.equals("authenticate") && gate.asks()) {
      // who has shown the token in a header may still follow the protocol
      greet(context, name, request.path("params").path("api_key").asString(""));
    } else {
      context.send(
          verbs
              .find(name)
              .map(verb -> reply(verb, request))
              .orElseGet(() -> Verbs.failure(verbs.unknown(name))));
    }
  }

  private void greet(WsMessageContext context, String name, String key) {
    @Nullable String complaint =
        !name.equals("authenticate")
            ? "First message must be authentication"
            : key.isEmpty() ? "API key required" : gate.knows(key) ? null : "Authentication failed";
    if (complaint == null) {
      welcome(context);
      context.send(Verbs.json(Map.of("success", true, "message", "Authentication successful")));
    } else {
      context.send(Verbs.failure(complaint));
      context.closeSession(POLICY_VIOLATION, complaint);
    }
  }
}
