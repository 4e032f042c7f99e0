package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import ale.core.Trajectory;
import ale.core.TrajectoryCheck;
import ale.gateway.Conversation;
import ale.gateway.GatewayConfig;
import ale.gateway.ScriptedModel;
import ale.gateway.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** An agent that asks a model keeps its token and its budget when the controller is killed. */
final class KilledGatewayIT extends KilledRun {
  private static final int CALLS = 8;
  private static final int STEPS = 6;

  /** Asks until it is refused; a connection that breaks is made again, as every client does. */
  private static final String ASKER =
      """
      #!/usr/bin/python3
      import json, os, time, urllib.error, urllib.request
      os.makedirs('output', exist_ok=True)
      def ask(n):
          body = {'model': os.environ['ALE_MODEL'], 'max_tokens': 50,
                  'messages': [{'role': 'user', 'content': 'question %d' % n}]}
          request = urllib.request.Request(
              os.environ['ALE_MODEL_URL'] + '/v1/messages', json.dumps(body).encode(),
              {'content-type': 'application/json', 'anthropic-version': '2023-06-01',
               'x-api-key': os.environ['ALE_MODEL_TOKEN']})
          while True:
              try:
                  return json.load(urllib.request.urlopen(request, timeout=60))
              except urllib.error.HTTPError:
                  raise
              except OSError:
                  time.sleep(0.1)
      try:
          for n in range(20):
              open('output/a.txt', 'w').write(ask(n)['content'][0]['text'])
              print('answer', n, flush=True)
              time.sleep(0.5)
      except urllib.error.HTTPError as e:
          print('refused', e.code)
      """;

  private String programLog() throws IOException {
    List<Path> logs = named("program.log");
    return logs.isEmpty() ? "" : Files.readString(logs.getFirst());
  }

  @Test
  void the_same_token_opens_the_door_again_and_what_was_spent_stays_spent() throws Exception {
    try (ScriptedModel model = ScriptedModel.playing(_ -> Turn.say("42"))) {
      behindGateway(model);
      Path program = Files.writeString(folder.resolve("asker.py"), ASKER);
      Path agent =
          Files.writeString(
              folder.resolve("asker.yaml"),
              """
              name: asker
              harness: script
              model: %s
              settings:
                program: %s
              budget:
                calls: %d
              """
                  .formatted(ScriptedModel.MODEL, program, CALLS));
      Path task = TinyTask.in(folder.resolve("tiny")).settings("ale/workstation", 60, 30).folder();

      killWhen(start(task, agent.toString()), () -> programLog().contains("answer 2"));
      resumed();

      long answered = programLog().lines().filter(l -> l.startsWith("answer")).count();
      assertThat(answered)
          .as("never one beyond the budget, and one less if it was killed on its way to the agent")
          .isBetween(CALLS - 1L, (long) CALLS);
      assertThat(programLog().lines())
          .as("every question is answered once, and the one beyond the budget is refused")
          .containsExactlyElementsOf(
              LongStream.rangeClosed(0, answered)
                  .mapToObj(n -> n < answered ? "answer " + n : "refused 400")
                  .toList());
      assertThat(count("work", "begin")).isEqualTo(1);
      assertThat(count("work", "resume")).isEqualTo(1);
      assertThat(model.requests())
          .as("a call that was never answered is not counted, since nobody heard what it cost")
          .isBetween(CALLS, CALLS + 1);
      long told = model.reported().stream().mapToLong(u -> u.input()).sum();
      String outcome = Files.readString(named("outcome.json").getFirst());
      assertThat(Json.tree(outcome).at("/usage/calls").asInt()).isEqualTo(CALLS);
      assertThat(Json.tree(outcome).at("/usage/tokens/input").asLong())
          .isBetween(model.requests() == CALLS ? told : 1, told);
      assertThat(Json.tree(outcome).at("/limits/0").asString()).isEqualTo("calls");
      assertThat(Files.readAllLines(named("exchanges.jsonl").getFirst()))
          .extracting(line -> Json.tree(line).at("/sequence").asInt())
          .isSorted()
          .doesNotHaveDuplicates()
          .endsWith(CALLS + 1)
          .hasSizeBetween(CALLS, CALLS + 1);
    }
  }

  private void behindGateway(ScriptedModel model) throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "sk-of-the-provider");
    Json.write(
        gateway(),
        GatewayConfig.onLoopback(List.of(model.asUpstream("scripted").withKeyFile(key))));
  }

  private static Turn step(Conversation conversation) {
    int step = conversation.replies();
    if (step == STEPS || conversation.tool("run_shell_command").isEmpty()) {
      return Turn.say("The job is done.");
    }
    String script = "mkdir -p output/step-%d; echo 42 > output/a.txt; sleep 1".formatted(step);
    return Turn.call("run_shell_command", Map.of("command", script, "is_background", false));
  }

  @Test
  void a_program_of_the_field_is_followed_and_none_of_its_steps_stands_twice() throws Exception {
    try (ScriptedModel model = ScriptedModel.playing(KilledGatewayIT::step)) {
      behindGateway(model);
      Path agent =
          Files.writeString(
              folder.resolve("qwen.yaml"),
              "name: qwen\nharness: qwen-code\nmodel: " + ScriptedModel.MODEL + "\n");
      TinyTask task = TinyTask.in(folder.resolve("tiny")).settings("ale/workstation", 120, 30);
      Path settings = task.folder().resolve("task.toml");
      Files.writeString(
          settings, Files.readString(settings).replace("memory_mb = 512", "memory_mb = 3072"));

      killWhen(start(task.folder(), agent.toString()), () -> model.requests() >= 3);
      resumed();

      assertThat(count("work", "begin")).isEqualTo(1);
      assertThat(count("work", "resume")).isEqualTo(1);
      Path trajectory = named("trajectory.json").getFirst();
      assertThat(TrajectoryCheck.ofFile(trajectory)).isEmpty();
      List<String> done =
          Json.read(trajectory, Trajectory.class).steps().stream()
              .flatMap(s -> s.toolCalls().stream())
              .map(call -> call.arguments().path("command").asString())
              .filter(command -> command.contains("step-"))
              .map(command -> command.replaceFirst(".*(step-\\d).*", "$1"))
              .toList();
      assertThat(done)
          .containsExactlyElementsOf(IntStream.range(0, STEPS).mapToObj(n -> "step-" + n).toList());
    }
  }
}
