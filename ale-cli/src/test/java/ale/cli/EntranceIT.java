package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.gateway.Conversation;
import ale.gateway.GatewayConfig;
import ale.gateway.Retry;
import ale.gateway.ScriptedModel;
import ale.gateway.Turn;
import ale.runner.LocalEngine;
import ale.runner.Models;
import ale.runner.RunListener;
import ale.runner.entrance.Admission;
import ale.runner.entrance.Admission.Verdict;
import ale.runner.entrance.Admissions;
import ale.runner.entrance.EntranceCheck;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The entrance check of an agent that sees and clicks, and of the same agent without a screen. */
@Timeout(300)
final class EntranceIT {
  @TempDir Path folder;

  private static Turn sh(String command) {
    return Turn.call("run_command", Map.of("command", command, "timeout", 5));
  }

  private static Turn answer(String text) {
    return sh("mkdir -p /home/agent/work/output; echo "
            + text
            + " > /home/agent/work/output/answer.txt")
        .andCall("finish", Map.of("outcome", "done", "report", "answered"));
  }

  private static final Turn DONE =
      Turn.call("finish", Map.of("outcome", "done", "report", "clicked"));

  /** Can do each of the jobs, from what it is told and shown and nothing else. */
  private static Turn able(Conversation c) {
    String job = c.messages().getFirst().text();
    if (job.contains("boxes")) {
      List<Integer> n = numbers(job);
      return answer("" + (n.get(0) * n.get(1) - n.get(2)) / n.get(3) / 3);
    }
    if (job.contains("M4")) {
      return sh("cd /home/agent/work; mkdir -p output; awk -F, '$1==\"M4\"&&$3==\"stopped\"{s+=$2}END{print s+0}' log.csv > output/answer.txt")
          .andCall("finish", Map.of("outcome", "done", "report", "counted"));
    }
    if (job.contains("next.sh")) {
      return read(c);
    }
    if (job.contains("measure.sh")) {
      return measure(c);
    }
    return look(c, job);
  }

  private static List<Integer> numbers(String text) {
    return Pattern.compile("\\d+")
        .matcher(text)
        .results()
        .map(m -> Integer.valueOf(m.group()))
        .toList();
  }

  private static Turn read(Conversation c) {
    if (c.replies() < 10) {
      return sh("cd /home/agent/work; sh next.sh | grep -oE 'watchword is [a-z]+|page is [0-9]+'");
    }
    StringBuilder seen = new StringBuilder();
    c.messages().forEach(m -> m.results().forEach(r -> seen.append(r.text()).append('\n')));
    int sum =
        Pattern.compile("page is (\\d+)")
            .matcher(seen)
            .results()
            .mapToInt(m -> Integer.parseInt(m.group(1)))
            .sum();
    Matcher word = Pattern.compile("watchword is ([a-z]+)").matcher(seen);
    return answer((word.find() ? word.group(1) : "none") + "-" + sum);
  }

  private static Turn measure(Conversation c) {
    Matcher value = Pattern.compile("value: (\\d+)").matcher(c.latest());
    if (value.find()) {
      return answer(value.group(1));
    }
    String first = c.latest().contains("measure.lock") ? "rm measure.lock; " : "";
    return sh("cd /home/agent/work; " + first + "timeout 2 sh measure.sh");
  }

  private static Turn look(Conversation c, String job) {
    if (!c.tools().contains("screenshot") || c.replies() > 30) {
      return answer("0");
    }
    if (c.latest().contains("Clicked")) {
      return DONE;
    }
    boolean clicking = job.contains("Click");
    String wanted =
        clicking
            ? "" + numbers(job.substring(job.indexOf("with the number "))).getFirst()
            : "[0-9]{6}";
    return Stream.ofNullable(c.images().isEmpty() ? null : c.images().getLast())
        .flatMap(png -> Plates.in(png).stream())
        .filter(plate -> plate.digits().matches(wanted)) // it may have been half painted
        .findFirst()
        .map(plate ->
            clicking
                ? Turn.call("click", Map.of("coordinate", List.of(plate.x(), plate.y())))
                : answer(plate.digits()))
        .orElseGet(() ->
            Turn.call("wait_still", Map.of("quiet_ms", 700, "timeout_ms", 10_000))
                .andCall("screenshot", Map.of()));
  }

  private Admission check(Admissions admissions, String name) {
    InstantSource clock = InstantSource.system();
    EntranceCheck check =
        EntranceCheck.plan(folder.resolve("runs"), Lab.agents(), name, new Random(), clock, "test");
    try (ScriptedModel model = ScriptedModel.playing(EntranceIT::able);
        Models models =
            Models.behind(
                GatewayConfig.onLoopback(List.of(model.asUpstream("scripted")))
                    .retrying(new Retry(3, 1, 5)),
                clock)) {
      models.ready(check.run().plan());
      Admission found =
          check.judge(
              new LocalEngine(Lab.machinery().with(models), 2)
                  .run(check.run(), new RunListener() {}),
              clock);
      admissions.keep(found);
      return found;
    }
  }

  @Test
  void an_agent_is_admitted_with_a_screen_and_refused_without() {
    Admissions admissions = Admissions.in(folder.resolve("admissions"));
    String sighted = "generalist:no-verify@scripted-1";
    String blind = "generalist:no-verify:no-gui@scripted-1";
    Admission with = check(admissions, sighted);
    assertThat(with.layers()).as(with.run()).hasSize(5);
    assertThat(with.layers().values()).as("%s", with).containsOnly(Verdict.PASS);
    assertThat(with.gcua()).isTrue();
    Admission without = check(admissions, blind);
    assertThat(without.gcua()).isFalse();
    assertThat(without.layers())
        .containsEntry("brain", Verdict.PASS)
        .containsEntry("eyes", Verdict.FAIL)
        .containsEntry("body", Verdict.PASS)
        .containsEntry("hands", Verdict.FAIL)
        .containsEntry("feet", Verdict.PASS);
    assertThat(admissions.word(Lab.agents(), Lab.agents().named(sighted))).isEqualTo("yes");
    assertThat(admissions.word(Lab.agents(), Lab.agents().named(blind))).isEqualTo("no");
    assertThat(admissions.word(Lab.agents(), Lab.agents().named("noop"))).isEqualTo("untested");
  }
}
