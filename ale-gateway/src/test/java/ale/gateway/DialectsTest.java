package ale.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ale.gateway.Fixture.Got;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DialectsTest {
  private static final Pattern NUMBER = Pattern.compile("((?:msg|resp|call|chatcmpl|fc)[_-])\\d+");

  @TempDir Path folder;

  /** Replies of the double differ in their number only. */
  private static String unnumbered(String text) {
    return NUMBER.matcher(text).replaceAll("$1N");
  }

  @ParameterizedTest
  @CsvSource({
    "ANTHROPIC,true,0", "ANTHROPIC,true,60000", "ANTHROPIC,false,0",
    "RESPONSES,true,0", "RESPONSES,true,60000", "RESPONSES,false,0",
    "CHAT,true,0", "CHAT,true,60000", "CHAT,false,0",
    "GEMINI,true,0", "GEMINI,true,60000", "GEMINI,false,0"
  })
  void passes_every_byte_of_a_reply(Dialect dialect, boolean streamed, long hold)
      throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING), hold);
        Session session = f.gateway.open(SessionSpec.of("t"))) {
      Got direct = Fixture.send(f.direct, Fixture.ask(dialect, streamed, "anything", "hello"));
      Got through = f.send(Fixture.ask(dialect, streamed, session.token(), "hello"));

      assertThat(through.status()).isEqualTo(200);
      assertThat(unnumbered(through.text())).isEqualTo(unnumbered(direct.text()));
      assertThat(through.headers().first("content-type"))
          .isEqualTo(direct.headers().first("content-type"));
      assertThat(session.spent().usage()).isEqualTo(f.model.reported().getLast());
      assertThat(session.spent().turns()).isEqualTo(1);
      assertThat(session.spent().estimatedCalls()).isZero();
      assertThat(f.model.credentials()).containsExactly("anything", Fixture.KEY);
    }
  }

  @Test
  void calls_a_tool_of_a_namespace_as_responses_name_it() throws IOException {
    Policy policy = c -> Turn.call(c.tool("screenshot").orElse("?"), Map.of());
    String body =
        """
        {"model":"m","stream":false,"input":"look","tools":[{"type":"namespace","name":"mcp__ale",
        "tools":[{"type":"function","name":"screenshot"}]}]}
        """;
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(policy))) {
      Got got =
          Fixture.send(
              f.direct,
              new Request(
                  "POST",
                  "/v1/responses",
                  Headers.of("content-type", "application/json"),
                  body.getBytes(StandardCharsets.UTF_8)));

      assertThat(got.text()).contains("\"namespace\":\"mcp__ale\"", "\"name\":\"screenshot\"");
    }
  }

  @Test
  void passes_gemini_streams_that_are_arrays() throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING));
        Session session = f.gateway.open(SessionSpec.of("t"))) {
      Request sse = Fixture.ask(Dialect.GEMINI, true, session.token(), "hello");
      Got got =
          f.send(
              new Request(
                  "POST",
                  sse.path() + "?key=" + session.token(),
                  Headers.of("content-type", "application/json"),
                  sse.body()));

      assertThat(got.text()).startsWith("[{").endsWith("}]");
      assertThat(session.spent().usage()).isEqualTo(f.model.reported().getLast());
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void shows_a_policy_the_same_conversation_in_every_dialect(Dialect dialect) throws IOException {
    List<Conversation> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
    Policy policy =
        c -> {
          seen.add(c);
          return Turn.say("ok");
        };
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(policy));
        Session session = f.gateway.open(SessionSpec.of("t"))) {
      f.send(Fixture.ask(dialect, true, session.token(), "hello"));

      assertThat(seen)
          .singleElement()
          .satisfies(c -> {
            assertThat(c.latest()).isEqualTo("hello");
            assertThat(c.model()).isEqualTo("scripted-1");
            assertThat(c.replies()).isZero();
            assertThat(c.streamed()).isTrue();
          });
    }
  }

  @Test
  void serves_counting_and_lists_without_charging_for_them() throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING));
        Session session = f.gateway.open(SessionSpec.of("t"))) {
      Headers key = Headers.of("x-api-key", session.token());
      Headers anthropic = key.with("anthropic-version", "2023-06-01");

      assertThat(f.send(Request.post("/v1/messages/count_tokens", anthropic, "{}")).text())
          .contains("input_tokens");
      assertThat(f.send(Request.post("/v1beta/models/scripted-1:countTokens", key, "{}")).text())
          .contains("totalTokens");
      assertThat(f.send(Request.get("/v1/models", anthropic)).text()).contains("has_more");
      assertThat(f.send(Request.get("/v1/models", key)).text()).contains("\"list\"");
      assertThat(f.send(Request.get("/v1beta/models", key)).text()).contains("\"models/");
      assertThat(session.spent().calls()).isZero();
    }
  }

  @Test
  void lets_no_other_path_use_the_key() throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING));
        Session session = f.gateway.open(SessionSpec.of("t"))) {
      Headers key = Headers.of("x-api-key", session.token());

      assertThat(f.send(Request.get("/v1/organizations/api_keys", key)).status()).isEqualTo(404);
      assertThat(f.send(Request.get("/v1/models/../organizations", key)).status()).isEqualTo(404);
      assertThat(f.send(Request.post("/v1/files", key, "{}")).status()).isEqualTo(404);
      assertThat(f.model.credentials()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void opens_for_no_unknown_or_closed_token(Dialect dialect) throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING))) {
      Session session = f.gateway.open(SessionSpec.of("t"));
      session.close();

      assertThat(f.send(Fixture.ask(dialect, true, session.token(), "x")).status()).isEqualTo(401);
      assertThat(f.send(Fixture.ask(dialect, true, "guessed", "x")).status()).isEqualTo(401);
      assertThat(f.model.requests()).isZero();
    }
  }

  @Test
  void can_be_reached_through_a_unix_socket() throws IOException {
    Path socket = folder.resolve("gateway.sock");
    try (ScriptedModel model = ScriptedModel.playing(c -> Fixture.GREETING);
        Gateway gateway =
            Gateway.start(
                Fixture.config(folder, model.asUpstream("script")).onSocket(socket),
                InstantSource.system());
        HttpPeer client = HttpPeer.unix(socket)) {
      Session session = gateway.open(SessionSpec.of("t"));
      for (int i = 0; i < 3; i++) {
        Got got = Fixture.send(client, Fixture.ask(Dialect.CHAT, true, session.token(), "x"));
        assertThat(got.text()).endsWith("data: [DONE]\n\n");
      }
      assertThat(session.spent().calls()).isEqualTo(3);
      assertThat(java.nio.file.Files.getPosixFilePermissions(socket)).hasSize(2);
    }
  }

  @Test
  void reads_cached_written_and_reasoning_tokens_of_each_dialect() {
    assertThat(
            UsageReader.of(
                Dialect.ANTHROPIC,
                ale.core.Json.tree(
                    """
                    {"usage":{"input_tokens":10,"cache_read_input_tokens":200,
                     "cache_creation_input_tokens":30,"output_tokens":7,
                     "cache_creation":{"ephemeral_1h_input_tokens":20}}}\
                    """)))
        .contains(new Usage(240, 200, 30, 20, 7, 0));
    assertThat(
            UsageReader.of(
                Dialect.RESPONSES,
                ale.core.Json.tree(
                    """
                    {"usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":64},
                     "output_tokens":50,"output_tokens_details":{"reasoning_tokens":40}}}\
                    """)))
        .contains(new Usage(100, 64, 0, 0, 50, 40));
    assertThat(
            UsageReader.of(
                Dialect.GEMINI,
                ale.core.Json.tree(
                    """
                    {"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":60,
                     "candidatesTokenCount":5,"thoughtsTokenCount":9}}\
                    """)))
        .contains(new Usage(100, 60, 0, 0, 14, 9));
  }

  @Test
  void knows_what_tokens_cost_and_what_it_does_not_know() {
    PriceBook book = PriceBook.bundled();

    assertThat(book.dollars("claude-sonnet-4-5-20250929", new Usage(1_000_000, 0, 0, 0, 0, 0)))
        .contains(3.0);
    assertThat(book.dollars("anthropic/claude-opus-4-5", new Usage(1000, 500, 300, 100, 100, 0)))
        .hasValueSatisfying(d ->
            assertThat(d)
                .isCloseTo(
                    (200 * 5 + 500 * .5 + 200 * 6.25 + 100 * 10 + 100 * 25) / 1e6,
                    org.assertj.core.api.Assertions.within(1e-12)));
    assertThat(book.dollars("gemini-2.5-pro", Usage.of(300_000, 0))).contains(0.75);
    assertThat(book.dollars("llama-unheard-of", Usage.of(1, 1))).isEmpty();
  }
}
