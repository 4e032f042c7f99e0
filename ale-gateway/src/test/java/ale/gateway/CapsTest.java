package ale.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import ale.gateway.Fixture.Got;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CapsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void refuses_the_call_that_would_exceed_the_tokens_in_the_dialects_own_shape(Dialect dialect)
      throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING))) {
      Session probe = f.gateway.open(SessionSpec.of("probe"));
      f.send(Fixture.ask(dialect, true, probe.token(), "go on"));
      long each = probe.spent().tokens();
      long largest = probe.spent().usage().input() + 100;

      // room for two calls and for the longest reply that a third may have, less one token
      Session session =
          f.gateway.open(SessionSpec.of("t").capped(Caps.none().tokens(2 * each + largest - 1)));
      List<Integer> statuses = new CopyOnWriteArrayList<>();
      Got last = f.send(Fixture.ask(dialect, true, session.token(), "go on"));
      for (int i = 0; i < 4; i++) {
        statuses.add(last.status());
        last = f.send(Fixture.ask(dialect, true, session.token(), "go on"));
      }

      assertThat(statuses).containsExactly(200, 200, 400, 400);
      assertThat(session.spent().tokens()).isEqualTo(2 * each);
      assertThat(session.limit()).contains(Limit.TOKENS);
      assertThat(session.spent().refused()).isEqualTo(3);
      assertThat(f.model.requests()).isEqualTo(3);
      String path =
          switch (dialect) {
            case ANTHROPIC -> "/type";
            case RESPONSES, CHAT -> "/error/code";
            case GEMINI -> "/error/status";
          };
      assertThat(Json.tree(last.text()).at(path).asString(""))
          .isIn("error", "budget_used_up", "FAILED_PRECONDITION");
      assertThat(last.text()).contains("budget is used up (tokens)");
      assertThat(last.headers().first("x-should-retry")).contains("false");
    }
  }

  @Test
  void lets_the_call_through_that_just_fits() throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING))) {
      Session probe = f.gateway.open(SessionSpec.of("probe"));
      f.send(Fixture.ask(Dialect.CHAT, false, probe.token(), "go"));
      long largest = probe.spent().usage().input() + 100;
      Session exact = f.gateway.open(SessionSpec.of("exact").capped(Caps.none().tokens(largest)));

      assertThat(f.send(Fixture.ask(Dialect.CHAT, false, exact.token(), "go")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void never_exceeds_the_tokens_however_many_calls_come_at_once() throws Exception {
    FaultPlan slow = FaultPlan.always(new ModelFault.Slow(Duration.ofMillis(2)));
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING, slow));
        Session session = f.gateway.open(SessionSpec.of("t").capped(Caps.none().tokens(1500)))) {
      List<Thread> agents = new java.util.ArrayList<>();
      for (int i = 0; i < 30; i++) {
        agents.add(
            Thread.ofVirtual()
                .start(
                    () -> f.send(Fixture.ask(Dialect.ANTHROPIC, true, session.token(), "go on"))));
      }
      for (Thread agent : agents) {
        agent.join();
      }

      assertThat(session.spent().tokens()).isPositive().isLessThanOrEqualTo(1500);
      assertThat(session.spent().refused()).isPositive();
      assertThat(f.model.reported().stream().mapToLong(Usage::tokens).sum())
          .isEqualTo(session.spent().tokens());
    }
  }

  @Test
  void reserves_the_longest_replies_that_a_request_can_mean() {
    Endpoint chat = new Endpoint(Dialect.CHAT, Endpoint.Kind.GENERATE, "", false);
    Glance glance =
        Glance.at(
            chat,
            """
            {"model":"m","max_tokens":10,"max_tokens":9000,"n":3,"max_completion_tokens":5,
             "messages":[{"content":[{"image_url":{"url":"data:image/png;base64,%s"}}]}]}\
            """
                .formatted("iVBORw0KGgo".repeat(2000))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(glance.replyBound()).contains(9000L);
    assertThat(glance.choices()).isEqualTo(3);
    assertThat(glance.weight()).isBetween(6400L, 6600L);
  }

  @Test
  void counts_calls_and_turns() throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING))) {
      Session calls = f.gateway.open(SessionSpec.of("calls").capped(Caps.none().calls(1)));
      Session turns = f.gateway.open(SessionSpec.of("turns").capped(Caps.none().turns(1)));
      for (Session session : List.of(calls, turns)) {
        assertThat(f.send(Fixture.ask(Dialect.CHAT, true, session.token(), "x")).status())
            .isEqualTo(200);
        assertThat(f.send(Fixture.ask(Dialect.CHAT, true, session.token(), "x")).status())
            .isEqualTo(400);
      }
      assertThat(calls.limit()).contains(Limit.CALLS);
      assertThat(turns.limit()).contains(Limit.TURNS);
    }
  }

  @Test
  void refuses_a_model_without_a_price_under_a_cap_of_dollars() throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING));
        Session session = f.gateway.open(SessionSpec.of("t").capped(Caps.none().dollars(100)));
        Session free = f.gateway.open(SessionSpec.of("free"))) {
      assertThat(f.send(Fixture.ask(Dialect.CHAT, true, session.token(), "x")).text())
          .contains("the price of scripted-1 is unknown");
      f.send(Fixture.ask(Dialect.CHAT, true, free.token(), "x"));
      assertThat(free.spent().dollars()).isEmpty();
      assertThat(free.spent().unpricedCalls()).isEqualTo(1);
    }
  }

  @Test
  void keeps_to_a_cap_of_dollars() throws IOException {
    Path book =
        Files.writeString(
            folder.resolve("prices.json"),
            """
            {"format":"ale.prices/1","as_of":"2026-01-02","entries":[
             {"models":["scripted-1"],"price":{"input":10000,"output":10000}}]}\
            """);
    ScriptedModel model = ScriptedModel.playing(c -> Fixture.GREETING);
    try (model;
        Gateway gateway =
            Gateway.start(
                Fixture.config(folder, model.asUpstream("s")).priced(book),
                java.time.InstantSource.system());
        HttpPeer client = HttpPeer.to(gateway.address(), Duration.ofSeconds(5))) {
      Session session = gateway.open(SessionSpec.of("t").capped(Caps.none().dollars(4)));
      int answered = 0;
      while (Fixture.send(client, Fixture.ask(Dialect.CHAT, true, session.token(), "x")).status()
          == 200) {
        answered++;
      }
      assertThat(answered).isPositive();
      assertThat(session.limit()).contains(Limit.DOLLARS);
      assertThat(session.spent().pricedDollars()).isPositive().isLessThanOrEqualTo(4);
    }
  }

  @Test
  void does_not_count_waiting_for_the_provider_as_work() {
    long[] now = {0};
    Meter meter = new Meter(() -> java.time.Instant.ofEpochMilli(now[0]));
    Allowance allowance = new Allowance(Caps.none().workingSeconds(10), PriceBook.bundled(), meter);
    Glance glance = new Glance("m", false, java.util.Optional.empty(), 1, 10);

    now[0] = 5_000;
    meter.waits(true);
    meter.waits(true);
    now[0] = 65_000;
    meter.waits(false);
    meter.waits(false);
    now[0] = 69_999;

    assertThat(meter.spent().workingSeconds()).isEqualTo(9.999);
    assertThat(allowance.admit(glance)).isInstanceOf(Allowance.Admission.Granted.class);
    now[0] = 70_000;
    assertThat(allowance.admit(glance))
        .isInstanceOfSatisfying(
            Allowance.Admission.Refused.class,
            r -> assertThat(r.limit()).isEqualTo(Limit.WORKING_TIME));
  }

  @Test
  void tells_the_agent_what_is_left_by_file_and_by_endpoint() throws IOException {
    Path file = folder.resolve("budget.json");
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING))) {
      Session session =
          f.gateway.open(
              SessionSpec.of("t").capped(Caps.none().tokens(10_000).calls(3)).tellingIn(file));
      assertThat(Json.read(file, Budget.class).left().calls()).contains(3L);
      f.send(Fixture.ask(Dialect.CHAT, true, session.token(), "x"));

      Got endpoint =
          f.send(
              Request.get("/ale/budget", Headers.of("authorization", "Bearer " + session.token())));
      Budget told = Json.read(endpoint.text(), Budget.class);
      assertThat(told.left().calls()).contains(2L);
      assertThat(told.left().tokens()).contains(10_000 - session.spent().tokens());
      session.close();
      assertThat(Json.read(file, Budget.class).left()).isEqualTo(told.left());
    }
  }
}
