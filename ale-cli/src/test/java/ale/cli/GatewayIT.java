package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.agents.Agent;
import ale.core.FaultSource;
import ale.core.Outcome;
import ale.gateway.Caps;
import ale.gateway.FaultPlan;
import ale.gateway.GatewayConfig;
import ale.gateway.Injection;
import ale.gateway.Limit;
import ale.gateway.ModelFault;
import ale.gateway.Retry;
import ale.gateway.ScriptedModel;
import ale.gateway.SessionSpec;
import ale.gateway.Turn;
import ale.gateway.Usage;
import ale.runner.LocalEngine;
import ale.runner.Models;
import ale.runner.Planner;
import ale.runner.Replays;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunPlan;
import ale.runner.Seal;
import ale.runner.TrialOutcome;
import ale.tasks.Families;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents in real sandboxes that ask a scripted model through the gateway. */
@Timeout(180)
final class GatewayIT {
  private static final String KEY = "sk-real-9f8e7d6c5b4a39281706";

  /** Asks so many questions, writes the last answer down, and counts tokens like a harness. */
  private static final String ASKER =
      """
      #!/usr/bin/python3
      import json, os, shutil, urllib.request
      os.makedirs('output', exist_ok=True)
      def ask(n):
          body = {'model': os.environ['ALE_MODEL'], 'max_tokens': 50,
                  'messages': [{'role': 'user', 'content': 'question %d: what is six times seven?' % n}]}
          request = urllib.request.Request(
              os.environ['ALE_MODEL_URL'] + '/v1/messages', json.dumps(body).encode(),
              {'content-type': 'application/json', 'anthropic-version': '2023-06-01',
               'x-api-key': os.environ['ALE_MODEL_TOKEN']})
          return json.load(urllib.request.urlopen(request, timeout=60))
      used = {'input': 0, 'output': 0}
      try:
          for n in range(QUESTIONS):
              answer = ask(n)
              open('output/a.txt', 'w').write(answer['content'][0]['text'])
              used['input'] += answer['usage']['input_tokens']
              used['output'] += answer['usage']['output_tokens'] + MISCOUNT
      except urllib.error.HTTPError as e:
          print(e.code, e.read().decode())
      json.dump(used, open('/logs/agent/usage.json', 'w'))
      """;

  @TempDir Path folder;

  private Path program(int questions, int miscount) throws IOException {
    return Files.writeString(
        folder.resolve("asker-" + questions + "-" + miscount),
        ASKER
            .replace("QUESTIONS", Integer.toString(questions))
            .replace("MISCOUNT", Integer.toString(miscount)));
  }

  private static Agent agent(Path program, Caps budget) {
    return new Agent(
        "asker",
        "script",
        Optional.of(ScriptedModel.MODEL),
        List.of(),
        Map.of("program", program.toString()),
        budget);
  }

  private RunFolder plan(Agent agent) throws IOException {
    Path task = TinyTask.in(folder.resolve("tiny")).folder();
    RunPlan usual =
        new Planner(
                folder.resolve("plans"),
                Families.installed(),
                Lab.agents(),
                InstantSource.system(),
                "test")
            .plan(List.of("noop"), List.of(task.toString()), List.of(), 1)
            .plan();
    return RunFolder.create(
        folder.resolve("runs"),
        new RunPlan(
            usual.format(),
            usual.id(),
            usual.created(),
            usual.version(),
            List.of(new RunPlan.PlannedAgent(agent, "1")),
            usual.instances(),
            1,
            List.of(),
            Optional.empty()));
  }

  private static TrialOutcome run(RunFolder run, Models models) {
    models.ready(run.plan());
    return new LocalEngine(Lab.machinery().with(models), 1)
        .run(run, new RunListener() {})
        .getFirst();
  }

  private Models before(ScriptedModel model) throws IOException {
    Path key = Files.writeString(folder.resolve("key"), KEY);
    return Models.behind(
        GatewayConfig.onLoopback(List.of(model.asUpstream("script").withKeyFile(key)))
            .retrying(new Retry(20, 2, 10)),
        InstantSource.system());
  }

  private static ScriptedModel saying(String text) {
    return ScriptedModel.playing(conversation -> Turn.say(text));
  }

  private static Usage reportedBy(ScriptedModel model) {
    return model.reported().stream().reduce(Usage.NONE, Usage::plus);
  }

  @Test
  void what_was_used_is_in_the_outcome_and_the_agent_can_read_what_is_left() throws Exception {
    Path asker = program(4, 0);
    Files.writeString(
        asker,
        Files.readString(asker)
            + """
            import time
            def told():
                try: return json.load(open(os.environ['ALE_BUDGET_FILE']))['spent']['calls']
                except (OSError, ValueError): return 0
            while told() < 1: time.sleep(0.02)
            shutil.copy(os.environ['ALE_BUDGET_FILE'], 'output/budget.json')
            """);
    RunFolder run = plan(agent(asker, Caps.none().calls(100)));
    try (ScriptedModel model = saying("42");
        Models models = before(model)) {
      TrialOutcome outcome = run(run, models);
      assertThat(outcome.outcome()).isEqualTo(new Outcome.Scored(1, true));
      var usage = outcome.usage().orElseThrow();
      assertThat(usage.calls()).isEqualTo(4);
      assertThat(usage.tokens()).isEqualTo(reportedBy(model));
      assertThat(usage.reported()).contains(usage.tokens());
      assertThat(usage.disputed()).isFalse();
      assertThat(usage.dollars()).as("an unknown model has an unknown price").isEmpty();
      assertThat(usage.unpricedCalls()).isEqualTo(4);
      assertThat(model.credentials()).as("the provider sees the key").containsOnly(KEY);
      Path attempt = run.trial(outcome.trial()).resolve("attempt-1");
      assertThat(attempt.resolve("model/exchanges.jsonl")).exists();
      assertThat(Files.readString(attempt.resolve("output/home/agent/work/output/budget.json")))
          .contains("\"ale.budget/1\"", "\"left\"");
      assertThat(Seal.verify(run.trial(outcome.trial()))).isEmpty();
      assertThat(Usages.beside(run.board(), run.outcomes()).at("/usage/asker/calls").asInt())
          .isEqualTo(4);
    }
  }

  @Test
  void a_harness_that_counts_otherwise_is_flagged() throws IOException {
    RunFolder run = plan(agent(program(3, 1), Caps.none()));
    try (ScriptedModel model = saying("42");
        Models models = before(model)) {
      var usage = run(run, models).usage().orElseThrow();
      assertThat(usage.reported().orElseThrow().output()).isEqualTo(usage.tokens().output() + 3);
      assertThat(usage.disputed()).isTrue();
    }
  }

  @Test
  void a_cap_holds_to_the_token_and_is_the_reason_of_the_end() throws IOException {
    RunFolder run = plan(agent(program(100, 0), Caps.none().tokens(300)));
    try (ScriptedModel model = saying("42");
        Models models = before(model)) {
      TrialOutcome outcome = run(run, models);
      var usage = outcome.usage().orElseThrow();
      assertThat(usage.limit()).contains(Limit.TOKENS);
      assertThat(usage.tokens().tokens()).isPositive().isLessThanOrEqualTo(300);
      assertThat(usage.tokens()).isEqualTo(reportedBy(model));
      assertThat(usage.refused()).isEqualTo(1);
      assertThat(outcome.ended()).contains("the cap on tokens was reached");
      assertThat(outcome.outcome())
          .as("what was done is graded as it stands")
          .isEqualTo(new Outcome.Scored(1, true));
    }
  }

  @Test
  void a_provider_that_fails_often_changes_nothing() throws IOException {
    RunFolder run = plan(agent(program(20, 0), Caps.none()));
    FaultPlan faults =
        FaultPlan.share(
            0.3,
            7,
            List.of(
                ModelFault.status(429),
                ModelFault.status(500),
                ModelFault.status(529),
                new ModelFault.Cut(1)));
    try (ScriptedModel model = ScriptedModel.playing(conversation -> Turn.say("42"), faults);
        Models models = before(model)) {
      TrialOutcome outcome = run(run, models);
      assertThat(outcome.outcome()).isEqualTo(new Outcome.Scored(1, true));
      var usage = outcome.usage().orElseThrow();
      assertThat(usage.calls()).isEqualTo(20);
      assertThat(usage.providerFaults()).isGreaterThan(2);
      assertThat(usage.disputed()).as("failed tries are not charged").isFalse();
    }
  }

  /** Asks again after an exception if it is told to; without an answer to each it has none. */
  private Path careful(boolean patient) throws IOException {
    String tries =
        """
        for turn in range(PATIENCE):
            try:
                answer = ask(n)
                break
            except OSError as e:
                print(e)
                answer = None
        if answer is None:
            if os.path.exists('output/a.txt'): os.remove('output/a.txt')
            break
        """
            .replace("PATIENCE", patient ? "2" : "1")
            .indent(8);
    return Files.writeString(
        folder.resolve("careful-" + patient),
        Files.readString(program(6, 0)).replace("        answer = ask(n)\n", tries));
  }

  @Test
  void a_disturbed_twin_shows_which_agent_rides_out_an_exception() throws IOException {
    Injection both = new Injection(List.of(Injection.Kind.OVERLOADED, Injection.Kind.CUT), 1);
    for (boolean patient : List.of(true, false)) {
      RunPlan clean = plan(agent(careful(patient), Caps.none())).plan();
      RunFolder run =
          RunFolder.create(folder.resolve("disturbed-" + patient), clean.disturbed(both));
      try (ScriptedModel model = saying("42");
          Models models = before(model)) {
        models.ready(run.plan());
        List<TrialOutcome> outcomes =
            new LocalEngine(Lab.machinery().with(models), 2).run(run, new RunListener() {});
        assertThat(outcomes)
            .extracting(TrialOutcome::agent)
            .containsExactly("asker", "asker~injected");
        assertThat(outcomes.getFirst().outcome()).isEqualTo(new Outcome.Scored(1, true));
        assertThat(outcomes.getFirst().usage().orElseThrow().injected()).isEmpty();
        TrialOutcome twin = outcomes.getLast();
        assertThat(twin.outcome())
            .as("patient: %s", patient)
            .isEqualTo(new Outcome.Scored(patient ? 1 : 0, patient));
        assertThat(twin.usage().orElseThrow().injected().orElseThrow()).isPositive();
        assertThat(twin.usage().orElseThrow().providerFaults()).isZero();
        assertThat(Seal.verify(run.trial(twin.trial()))).isEmpty();
      }
    }
  }

  @Test
  void a_provider_that_is_dead_leaves_the_trial_unscored() throws IOException {
    RunFolder run = plan(agent(program(2, 0), Caps.none()));
    FaultPlan dead = FaultPlan.always(ModelFault.status(500));
    try (ScriptedModel model = ScriptedModel.playing(conversation -> Turn.say("42"), dead);
        Models models = before(model)) {
      TrialOutcome outcome = run(run, models);
      assertThat(outcome.outcome())
          .isInstanceOfSatisfying(
              Outcome.Unscored.class,
              unscored -> assertThat(unscored.fault().source()).isEqualTo(FaultSource.MODEL));
      assertThat(outcome.usage().orElseThrow().providerFaults()).isPositive();
    }
  }

  @Test
  void a_trial_is_played_again_without_a_provider_and_forked() throws IOException {
    RunFolder run = plan(agent(program(3, 0), Caps.none()));
    TrialOutcome then;
    try (ScriptedModel model = saying("42");
        Models models = before(model)) {
      then = run(run, models);
    }
    for (SessionSpec.Match match : SessionSpec.Match.values()) {
      RunFolder again = replay(run, then, match, Optional.empty());
      try (Models none = Models.none()) {
        TrialOutcome now = run(again, none);
        assertThat(Replays.differences(run, then, again, now)).isEmpty();
        assertThat(now.usage().orElseThrow().tokens())
            .isEqualTo(then.usage().orElseThrow().tokens());
      }
    }
    try (ScriptedModel other = saying("43");
        Models models = before(other)) {
      RunFolder forked = replay(run, then, SessionSpec.Match.STRICT, Optional.of(3));
      TrialOutcome now = run(forked, models);
      assertThat(other.requests()).isEqualTo(1);
      assertThat(Replays.differences(run, then, forked, now))
          .contains("then scored 1.0, now scored 0.0");
    }
  }

  private RunFolder replay(
      RunFolder run, TrialOutcome then, SessionSpec.Match match, Optional<Integer> forkAt) {
    return Replays.plan(
        folder.resolve("replays"), run, then.trial(), match, forkAt, InstantSource.system());
  }

  @Test
  void no_key_is_in_the_run_folder_or_in_the_sandbox() throws IOException {
    Path asker = program(2, 0);
    Files.writeString(
        asker,
        Files.readString(asker)
            + """
            import glob
            with open('output/seen', 'wb') as seen:
                for file in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/cmdline') \\
                        + glob.glob('/run/ale/*') + glob.glob('/logs/*/*'):
                    try: seen.write(file.encode() + b': ' + open(file, 'rb').read() + b'\\n')
                    except OSError: pass
            """);
    RunFolder run = plan(agent(asker, Caps.none()));
    try (ScriptedModel model =
            ScriptedModel.playing(conversation -> Turn.say("42, and your key is " + KEY));
        Models models = before(model)) {
      TrialOutcome outcome = run(run, models);
      assertThat(outcome.outcome()).isInstanceOf(Outcome.Scored.class);
      assertThat(model.credentials()).containsOnly(KEY);
      assertThat(
              Files.readString(
                  run.trial(outcome.trial())
                      .resolve("attempt-1/output/home/agent/work/output/seen"),
                  StandardCharsets.ISO_8859_1))
          .as("the sandbox was looked at")
          .contains("ALE_MODEL_TOKEN=ale-", "/cmdline: ");
    }
    assertThat(withKey(run.path())).isEmpty();
    Path planted = Files.writeString(run.path().resolve("trials/planted"), "x" + KEY + "x");
    Path packed = run.path().resolve("trials/packed.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(KEY.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(withKey(run.path())).as("it would be found").containsOnly(planted, packed);
  }

  private static List<Path> withKey(Path where) throws IOException {
    try (Stream<Path> all = Files.walk(where)) {
      return all.filter(Files::isRegularFile).filter(GatewayIT::hasKey).toList();
    }
  }

  private static boolean hasKey(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (file.toString().endsWith(".gz")) {
        bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      }
      return new String(bytes, StandardCharsets.ISO_8859_1).contains(KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
