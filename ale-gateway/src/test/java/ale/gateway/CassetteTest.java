package ale.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Digest;
import ale.core.Json;
import ale.gateway.Fixture.Got;
import ale.gateway.SessionSpec.Replay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CassetteTest {
  private static final Policy ECHO = c -> Turn.say("You said " + c.latest());

  @TempDir Path folder;

  private List<String> record(Dialect dialect, Path cassette) throws IOException {
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(ECHO));
        Session session = f.gateway.open(SessionSpec.of("t").recordedIn(cassette))) {
      return texts(f, session, dialect, List.of("one", "two", "one"));
    }
  }

  private static List<String> texts(
      Fixture f, Session session, Dialect dialect, List<String> words) {
    List<String> texts = new ArrayList<>();
    for (String word : words) {
      texts.add(f.send(Fixture.ask(dialect, true, session.token(), word)).text());
    }
    return texts;
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void plays_a_recording_again_without_a_provider(Dialect dialect) throws IOException {
    Path cassette = folder.resolve("model");
    List<String> then = record(dialect, cassette);

    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Turn.say("other")))) {
      Session strict = f.gateway.open(SessionSpec.of("strict").replaying(Replay.strict(cassette)));
      assertThat(texts(f, strict, dialect, List.of("one", "one", "two")))
          .containsExactly(then.get(0), then.get(2), then.get(1));
      assertThat(strict.spent().tokens()).isPositive();
      assertThat(strict.fault()).isEmpty();

      Session order = f.gateway.open(SessionSpec.of("order").replaying(Replay.inOrder(cassette)));
      assertThat(texts(f, order, dialect, List.of("a", "b", "c"))).isEqualTo(then);
      assertThat(f.model.requests()).isZero();
    }
  }

  @Test
  void a_strict_replay_refuses_what_was_never_asked() throws IOException {
    Path cassette = folder.resolve("model");
    record(Dialect.CHAT, cassette);

    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(ECHO));
        Session session = f.gateway.open(SessionSpec.of("t").replaying(Replay.strict(cassette)))) {
      Got got = f.send(Fixture.ask(Dialect.CHAT, true, session.token(), "three"));

      assertThat(got.status()).isEqualTo(400);
      assertThat(got.text()).contains("not_recorded");
      assertThat(session.fault()).isPresent();
      assertThat(f.model.requests()).isZero();
    }
  }

  @Test
  void forks_to_a_live_provider_at_a_call() throws IOException {
    Path cassette = folder.resolve("model");
    List<String> then = record(Dialect.CHAT, cassette);
    Path again = folder.resolve("fork");

    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(c -> Turn.say("another path")));
        Session session =
            f.gateway.open(
                SessionSpec.of("t")
                    .recordedIn(again)
                    .replaying(Replay.strict(cassette).forkedAt(3)))) {
      List<String> now = texts(f, session, Dialect.CHAT, List.of("one", "two", "one"));

      assertThat(now.subList(0, 2)).isEqualTo(then.subList(0, 2));
      assertThat(now.get(2)).contains("another path");
      assertThat(f.model.requests()).isEqualTo(1);
    }
  }

  @Test
  void no_key_and_no_token_is_in_any_recorded_file_or_reply() throws IOException {
    Path cassette = folder.resolve("model");
    Path budget = folder.resolve("budget.json");
    // a provider that tells the key back, split over many events
    Policy leak = c -> Turn.say("x".repeat(20) + Fixture.KEY + " and " + c.latest());
    List<String> secrets = new ArrayList<>(List.of(Fixture.KEY));
    for (long hold : new long[] {0, 60_000}) {
      try (Fixture f = Fixture.of(folder, ScriptedModel.playing(leak), hold);
          Session session =
              f.gateway.open(SessionSpec.of("t").recordedIn(cassette).tellingIn(budget))) {
        secrets.add(session.token());
        for (Dialect dialect : Dialect.values()) {
          Got whole =
              f.send(Fixture.ask(dialect, false, session.token(), "my token " + session.token()));
          assertThat(whole.text()).doesNotContain(Fixture.KEY).contains("[key]");
          f.send(
              Request.post(
                  "/v1beta/models/scripted-1:generateContent?key=" + session.token(),
                  Headers.NONE,
                  "{}"));
        }
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(Files::isRegularFile).filter(p -> !p.endsWith("key.txt")).toList()) {
        assertThat(content(file)).doesNotContain(secrets);
      }
    }
  }

  private static String content(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readString(file);
    }
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_key_split_over_pieces_is_found() {
    Scrubber.Pieces stream = new Scrubber(List.of("secret-key-1")).new Pieces();
    StringBuilder out = new StringBuilder();
    for (char c : "say secret-key-1, secret-key-2, secret-key-1".toCharArray()) {
      out.append(new String(stream.next(new byte[] {(byte) c}, 1), StandardCharsets.UTF_8));
    }
    out.append(new String(stream.rest(), StandardCharsets.UTF_8));

    assertThat(out).hasToString("say [key], secret-key-2, [key]");
  }

  @Test
  void a_session_that_is_opened_again_goes_on_with_its_token_its_budget_and_its_cassette()
      throws IOException {
    SessionSpec spec =
        SessionSpec.of("t")
            .withToken("the-same-token")
            .capped(Caps.none().calls(3))
            .recordedIn(folder.resolve("model"));
    Spent before;
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(ECHO));
        Session session = f.gateway.open(spec)) {
      texts(f, session, Dialect.CHAT, List.of("one", "two"));
      before = session.spent();
    }
    Path index = folder.resolve("model").resolve(Cassette.INDEX);
    Files.writeString(index, "{\"sequence\":3,\"at", StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("model/bodies/body1.part"), "cut off");

    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(ECHO));
        Session session = f.gateway.reopen(spec, Duration.ofMinutes(5))) {
      assertThat(session.token()).isEqualTo("the-same-token");
      assertThat(session.spent().calls()).isEqualTo(2);
      assertThat(session.spent().usage()).isEqualTo(before.usage());
      assertThat(session.spent().pricedDollars()).isEqualTo(before.pricedDollars());
      assertThat(session.spent().wallSeconds()).isBetween(300.0, 360.0);
      assertThat(texts(f, session, Dialect.CHAT, List.of("three")).getFirst()).contains("three");
      Got refused = f.send(Fixture.ask(Dialect.CHAT, true, session.token(), "four"));
      assertThat(refused.status()).isEqualTo(400);
    }
    assertThat(Files.readAllLines(index))
        .extracting(line -> Json.read(line, Recorded.class).sequence())
        .containsExactly(1, 2, 3, 4);
    assertThat(folder.resolve("model/bodies/body1.part")).doesNotExist();
  }

  @Test
  void an_answered_call_counts_though_the_gateway_was_killed_before_it_was_recorded()
      throws IOException {
    SessionSpec spec =
        SessionSpec.of("t").capped(Caps.none().calls(2)).recordedIn(folder.resolve("model"));
    Spent before;
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(ECHO));
        Session session = f.gateway.open(spec)) {
      texts(f, session, Dialect.CHAT, List.of("one", "two"));
      before = session.spent();
    }
    Path index = folder.resolve("model").resolve(Cassette.INDEX);
    String first = Files.readAllLines(index).getFirst() + "\n";
    Files.writeString(index, first);
    Files.writeString(
        folder.resolve("model").resolve(Cassette.BOOKED), "{\"seq", StandardOpenOption.APPEND);

    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(ECHO));
        Session session = f.gateway.reopen(spec, Duration.ZERO)) {
      assertThat(session.spent().calls()).isEqualTo(2);
      assertThat(session.spent().turns()).isEqualTo(2);
      assertThat(session.spent().usage()).isEqualTo(before.usage());
      assertThat(session.spent().pricedDollars()).isEqualTo(before.pricedDollars());
      Got refused = f.send(Fixture.ask(Dialect.CHAT, true, session.token(), "three"));
      assertThat(refused.status()).isEqualTo(400);
    }
    assertThat(Files.readAllLines(index))
        .extracting(line -> Json.read(line, Recorded.class).sequence())
        .as("the one that was lost keeps its number")
        .containsExactly(1, 3);
  }

  @Test
  void a_providers_fault_before_the_session_was_opened_again_still_counts() throws IOException {
    SessionSpec spec = SessionSpec.of("t").recordedIn(folder.resolve("model"));
    Recorded failed =
        new Recorded(
            1,
            "2026-11-22T00:00:00Z",
            "scripted",
            Dialect.CHAT,
            Endpoint.Kind.GENERATE,
            "m",
            "POST",
            "/v1/chat/completions",
            Digest.of("a"),
            503,
            "application/json",
            Digest.of("b"),
            true,
            Optional.empty(),
            Optional.empty(),
            1.5,
            List.of("status 503"),
            Optional.empty());
    Cassette.in(folder.resolve("model"), new Scrubber(List.of()))
        .add(failed, "a".getBytes(StandardCharsets.UTF_8), "b".getBytes(StandardCharsets.UTF_8));
    try (Fixture f = Fixture.of(folder, ScriptedModel.playing(ECHO));
        Session session = f.gateway.reopen(spec, Duration.ZERO)) {
      assertThat(session.fault()).hasValueSatisfying(f2 -> assertThat(f2).contains("503"));
      assertThat(session.spent().providerFaults()).isEqualTo(1);
    }
  }
}
