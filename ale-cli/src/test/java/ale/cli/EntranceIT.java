package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.gateway.GatewayConfig;
import ale.gateway.Retry;
import ale.gateway.ScriptedModel;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The entrance check of agents that see and click, and of the same agents without a screen. */
@Timeout(300)
final class EntranceIT {
  @TempDir Path folder;

  private Admission check(Admissions admissions, Hands hands, String name) {
    InstantSource clock = InstantSource.system();
    EntranceCheck check =
        EntranceCheck.plan(folder.resolve("runs"), Lab.agents(), name, new Random(), clock, "test");
    try (ScriptedModel model = ScriptedModel.playing(new Examinee(hands));
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

  /** What is said of an agent with its screen, and of the same agent without. */
  private void admitsAndRefuses(Hands hands, String sighted, String blind) {
    Admissions admissions = Admissions.in(folder.resolve("admissions"));
    Admission with = check(admissions, hands, sighted);
    assertThat(with.layers()).as(with.run()).hasSize(5);
    assertThat(with.layers().values()).as("%s", with).containsOnly(Verdict.PASS);
    assertThat(with.gcua()).isTrue();
    Admission without = check(admissions, hands, blind);
    assertThat(without.gcua()).isFalse();
    assertThat(without.layers())
        .as("%s", without)
        .containsEntry("brain", Verdict.PASS)
        .containsEntry("eyes", Verdict.FAIL)
        .containsEntry("body", Verdict.PASS)
        .containsEntry("hands", Verdict.FAIL)
        .containsEntry("feet", Verdict.PASS);
    assertThat(admissions.word(Lab.agents(), Lab.agents().named(sighted))).isEqualTo("yes");
    assertThat(admissions.word(Lab.agents(), Lab.agents().named(blind))).isEqualTo("no");
    assertThat(admissions.word(Lab.agents(), Lab.agents().named("noop"))).isEqualTo("untested");
  }

  @Test
  void the_generalist_is_admitted_with_a_screen_and_refused_without() {
    admitsAndRefuses(
        Hands.generalist(),
        "generalist:no-verify@scripted-1",
        "generalist:no-verify:no-gui@scripted-1");
  }

  @Test
  void a_program_of_the_field_is_admitted_with_the_desktop_tools_and_refused_without() {
    admitsAndRefuses(
        Hands.program("exec_command", "cmd", Map.of()),
        "codex@scripted-1",
        "codex:no-gui@scripted-1");
  }
}
