package ale.agents.generalist;

import ale.agents.ModelAccess;
import ale.agents.WorkReport;
import ale.core.FaultException;
import ale.core.FaultSource;
import ale.core.Json;
import ale.gateway.Dialect;
import ale.gateway.Limit;
import ale.gateway.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The model at the gateway. Trying again is the gateway's business. */
final class Model implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final int SHOWN = 400;

  private final ModelAccess access;
  private final Dialect dialect;
  private final Speech speech;
  private final Deadline deadline;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  Model(ModelAccess access, Dialect dialect, Deadline deadline) {
    this.access = access;
    this.dialect = dialect;
    this.speech = Speech.of(dialect);
    this.deadline = deadline;
  }

  /**
   * Asks for a reply.
   *
   * @throws Stopped if a limit was reached
   * @throws Refusal if the provider does not take the request
   * @throws FaultException if the model cannot be had
   */
  Reply ask(Prompt prompt) {
    deadline.check();
    HttpResponse<String> response = send(prompt);
    String body = response.body();
    if (response.statusCode() != 200) {
      throw failure(response.statusCode(), body);
    }
    try {
      JsonNode tree = Json.tree(body);
      Speech.Heard heard = speech.read(tree);
      return new Reply(
          heard.message(), heard.reasoning(), Usage.in(dialect, tree).orElse(Usage.NONE));
    } catch (JacksonException e) {
      throw new FaultException(
          FaultSource.MODEL, "the model's reply is no JSON: " + shown(body), e);
    }
  }

  private HttpResponse<String> send(Prompt prompt) {
    String base = access.outside().toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + speech.path(prompt.model())))
            .timeout(deadline.left().plusMillis(1))
            .header("content-type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    speech.request(prompt).toString(), StandardCharsets.UTF_8));
    List<String> headers = speech.headers(access.token());
    request.headers(headers.toArray(String[]::new));
    try {
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (HttpTimeoutException e) {
      throw deadline.stop();
    } catch (IOException e) {
      throw new FaultException(
          FaultSource.MODEL, "the gateway at " + base + " broke off: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException(FaultSource.OPERATOR, "interrupted while the model was asked", e);
    }
  }

  private RuntimeException failure(int status, String body) {
    Optional<Limit> limit = access.budget().get().limit();
    if (limit.isPresent()) {
      return new Stopped(
          WorkReport.limit(
              "the budget of " + limit.get().word().replace('_', ' ') + " is used up"));
    }
    String message = "the model answered " + status + ": " + shown(body);
    return status == 400 || status == 413 || status == 422
        ? new Refusal(message)
        : new FaultException(FaultSource.MODEL, message);
  }

  private static String shown(String body) {
    return body.substring(0, Math.min(SHOWN, body.length()));
  }

  @Override
  public void close() {
    client.close();
  }
}
