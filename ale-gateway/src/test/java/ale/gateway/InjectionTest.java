package ale.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.gateway.Fixture.Got;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class InjectionTest {
  private static final Injection BOTH =
      new Injection(List.of(Injection.Kind.OVERLOADED, Injection.Kind.CUT), 3);

  @TempDir Path folder;

  @Test
  void each_kind_strikes_once_at_moments_that_follow_from_seed_and_session() {
    Map<Integer, Injection.Kind> moments = BOTH.moments("a");
    assertThat(moments.values()).containsExactlyInAnyOrderElementsOf(BOTH.kinds());
    assertThat(moments.keySet()).allSatisfy(call -> assertThat(call).isBetween(2, 7));
    assertThat(BOTH.moments("a")).isEqualTo(moments);
    List<Map<Integer, Injection.Kind>> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(BOTH.moments("session-" + i));
    }
    assertThat(others.stream().distinct().count()).isGreaterThan(5);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void an_overload_reaches_the_agent_and_no_provider_and_is_nobodys_fault(Dialect dialect)
      throws Exception {
    Injection overload = new Injection(List.of(Injection.Kind.OVERLOADED), 1);
    int at = overload.moments("t").keySet().iterator().next();
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING));
        Session session = f.gateway.open(SessionSpec.of("t").disturbedBy(overload))) {
      List<Integer> seen = new ArrayList<>();
      for (int call = 1; call <= 6; call++) {
        Got got = f.send(Fixture.ask(dialect, true, session.token(), "call " + call));
        seen.add(got.status());
        assertThat(got.text().contains("overloaded")).isEqualTo(call == at);
      }
      assertThat(seen.get(at - 1)).isEqualTo(dialect == Dialect.ANTHROPIC ? 529 : 503);
      assertThat(seen).filteredOn(s -> s == 200).hasSize(5);
      assertThat(f.model.requests()).isEqualTo(5);
      assertThat(session.injected()).contains(1);
      assertThat(session.fault()).isEmpty();
      assertThat(session.spent().turns()).isEqualTo(5);
      assertThat(session.spent().providerFaults()).isZero();
    }
  }

  @Test
  void a_cut_closes_the_connection_and_the_next_call_goes_through() throws Exception {
    Injection cut = new Injection(List.of(Injection.Kind.CUT), 5);
    int at = cut.moments("t").keySet().iterator().next();
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING));
        Session session =
            f.gateway.open(
                SessionSpec.of("t").disturbedBy(cut).recordedIn(folder.resolve("tape")))) {
      for (int call = 1; call <= 6; call++) {
        Request ask = Fixture.ask(Dialect.CHAT, false, session.token(), "call " + call);
        // A connection of its own for each call: one that was kept is tried again by the client.
        try (HttpPeer client = HttpPeer.to(f.address(), Duration.ofSeconds(20))) {
          if (call == at) {
            assertThatThrownBy(() -> Fixture.send(client, ask)).hasMessageContaining("closed");
          } else {
            assertThat(Fixture.send(client, ask).status()).isEqualTo(200);
          }
        }
      }
      assertThat(session.injected()).contains(1);
      assertThat(session.fault()).isEmpty();
    }
  }

  @Test
  void a_session_that_is_opened_again_is_not_struck_again() throws Exception {
    Path tape = folder.resolve("tape");
    SessionSpec spec = SessionSpec.of("t").withToken("ale-same").disturbedBy(BOTH).recordedIn(tape);
    int last = BOTH.moments("t").keySet().stream().mapToInt(i -> i).max().orElseThrow();
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Fixture.GREETING))) {
      try (Session session = f.gateway.open(spec)) {
        for (int call = 1; call <= last; call++) {
          try (HttpPeer client = HttpPeer.to(f.address(), Duration.ofSeconds(20))) {
            Fixture.send(client, Fixture.ask(Dialect.CHAT, false, "ale-same", "call " + call));
          } catch (java.io.UncheckedIOException e) {
            assertThat(e).hasMessageContaining("closed");
          }
        }
        assertThat(session.injected()).contains(2);
      }
      try (Session session = f.gateway.reopen(spec, Duration.ofSeconds(1))) {
        assertThat(session.injected()).contains(2);
        assertThat(session.fault()).isEmpty();
        for (int call = 1; call <= 7; call++) {
          Got got = f.send(Fixture.ask(Dialect.CHAT, false, "ale-same", "more " + call));
          assertThat(got.status()).isEqualTo(200);
        }
      }
    }
  }
}
