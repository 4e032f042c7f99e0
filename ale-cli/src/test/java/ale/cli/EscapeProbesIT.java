package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.sandbox.Protection;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import ale.sandbox.Toolbox;
import ale.sandbox.Weakened;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Tries to leave the agent's sandbox in every way that we know. Each way is tried with all
 * protections on, where it must fail, and with those off that stop it, where it must succeed: a
 * probe that cannot succeed proves nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EscapeProbesIT {
  private static final Resources SMALL = new Resources(1, 320, 64, 128);

  private final Toolbox tools = Places.standard().toolbox(Screen::say);
  private final EscapeTargets targets = new EscapeTargets();
  private final Sandbox sealed = open(Set.of());
  private Optional<Sandbox> weak = Optional.empty();
  private Set<Protection> off = Set.of();

  EscapeProbesIT() throws IOException, InterruptedException {}

  @BeforeAll
  void look() {
    assertThat(run(sealed, "escaped()")).as("a script of ours").contains(EscapeProbe.MARK);
  }

  @AfterAll
  void leave() throws IOException {
    weak.ifPresent(Sandbox::close);
    sealed.close();
    targets.close();
  }

  @Test
  void every_protection_has_a_probe_that_needs_it_off() {
    Set<Protection> probed = new HashSet<>();
    EscapeProbe.all().forEach(p -> probed.addAll(p.off()));
    assertThat(probed).isEqualTo(EnumSet.allOf(Protection.class));
    assertThat(EscapeProbe.all()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void programs_have_no_privileges_and_no_files_but_their_three() {
    String script =
        """
        print(open('/proc/self/status').read())
        print('open', sorted(int(f) for f in os.listdir('/proc/self/fd'))[:-1])
        """;
    assertThat(run(sealed, script))
        .contains("Seccomp:\t2", "NoNewPrivs:\t1", "CapBnd:\t0000000000000000", "open [0, 1, 2]");
  }

  @TestFactory
  Stream<DynamicTest> no_way_out_is_open() {
    return EscapeProbe.all().stream()
        .map(probe ->
            DynamicTest.dynamicTest(
                probe.name(),
                () ->
                    assertThat(run(sealed, probe.script()))
                        .as("with every protection on")
                        .doesNotContain(EscapeProbe.MARK)));
  }

  @TestFactory
  Stream<DynamicTest> every_way_out_is_one_without_its_protection() {
    List<EscapeProbe> grouped =
        EscapeProbe.all().stream().sorted(Comparator.comparing(p -> sorted(p.off()))).toList();
    return grouped.stream()
        .map(probe ->
            DynamicTest.dynamicTest(
                probe.name() + ", without " + sorted(probe.off()),
                () ->
                    assertThat(run(weakened(probe.off()), probe.script()))
                        .contains(EscapeProbe.MARK)));
  }

  private static String sorted(Set<Protection> protections) {
    return protections.stream().sorted().toList().toString();
  }

  private Sandbox weakened(Set<Protection> wanted) {
    if (weak.isEmpty() || !off.equals(wanted)) {
      weak.ifPresent(Sandbox::close);
      weak = Optional.empty();
      weak = Optional.of(open(wanted));
      off = wanted;
    }
    return weak.orElseThrow();
  }

  private Sandbox open(Set<Protection> without) {
    SandboxSpec spec =
        SandboxSpec.of(
            Lab.machinery().images().find(Lab.IMAGE).orElseThrow(), SMALL, SandboxSpec.Tools.GUEST);
    boolean seen = without.isEmpty() || without.contains(Protection.OWN_DISPLAY);
    return Weakened.provider(Places.standard().state(), tools, without)
        .open(seen ? spec.withScreen(ScreenSize.STANDARD) : spec);
  }

  private String run(Sandbox sandbox, String script) {
    String program = EscapeProbe.PRELUDE + "host = json.loads('" + targets.json() + "')\n" + script;
    return Lab.sh(sandbox, "exec python3 - <<'END'\n" + program + "\nEND").text();
  }
}
