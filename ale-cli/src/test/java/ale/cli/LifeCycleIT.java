package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.guest.GuestClient;
import ale.runner.Machinery;
import ale.sandbox.Image;
import ale.sandbox.Provider;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxInfo;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sandboxes that are reset, kept as images, kept open, and taken away without a trace. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class LifeCycleIT {
  private static final String SNAPSHOT = "life-cycle-test";

  private final Machinery machinery = Lab.machinery();
  private final Provider.Keeper provider = (Provider.Keeper) machinery.provider();
  private final Image image = machinery.images().ensure("minimal", Screen::say);

  private static SandboxSpec on(Image image) {
    return SandboxSpec.of(image, Resources.of(1, 1024, 64), SandboxSpec.Tools.GUEST);
  }

  @Test
  void a_snapshot_gives_another_user_what_was_written_and_not_what_was_deleted() throws Exception {
    Image kept;
    try (Sandbox first = provider.open(on(image));
        Sandbox beside = provider.open(on(image))) {
      assertThat(beside.id()).isNotEqualTo(first.id());
      String made =
          "mkdir -p a/b; echo secret > a/b/mine; chmod 600 a/b/mine; rm ../.profile; ln -s b a/link";
      assertThat(Lab.sh(first, made).exit()).isZero();
      kept = ((Sandbox.Snapshots) first).snapshot(SNAPSHOT);
      assertThat(Lab.sh(first, "echo later > a/later").exit()).as("it goes on").isZero();
    }
    try {
      assertThat(machinery.images().find(SNAPSHOT)).contains(kept);
      assertThat(kept.layers().subList(1, kept.layers().size())).isEqualTo(image.layers());
      try (Sandbox holder = provider.open(on(image)); // so that the next block of users is another
          Sandbox second = provider.open(on(kept))) {
        assertThat(holder.id()).isNotEqualTo(second.id());
        Lab.Said said =
            Lab.sh(
                second,
                "cat a/link/mine && echo more >> a/b/mine && stat -c %U:%a a/b/mine && ls a && ls -A ..");
        assertThat(said.text())
            .contains("secret\nagent:600\nb\nlink\n")
            .doesNotContain("later", ".profile");
      }
    } finally {
      remove(kept);
    }
  }

  /** A snapshot stays until somebody wants its disk; a test takes its own away. */
  private static void remove(Image snapshot) throws Exception {
    Path layer = snapshot.layers().getFirst();
    Files.delete(layer.resolveSibling(layer.getFileName() + ".json"));
    assertThat(new ProcessBuilder("rm", "-rf", layer.toString()).start().waitFor()).isZero();
  }

  @Test
  void a_snapshot_with_a_link_in_place_of_a_folder_leads_nowhere(@TempDir Path host)
      throws Exception {
    Image kept;
    Object owner = Files.getAttribute(host, "unix:uid");
    try (Sandbox first = provider.open(on(image))) {
      assertThat(Lab.sh(first, "cd .. && rmdir work && ln -s " + host + " work").exit()).isZero();
      kept = ((Sandbox.Snapshots) first).snapshot(SNAPSHOT + "-link");
    }
    try {
      assertThatThrownBy(() -> provider.open(on(kept))).hasMessageContaining("/home/agent/work");
      assertThat(Files.getAttribute(host, "unix:uid")).isEqualTo(owner);
    } finally {
      remove(kept);
    }
  }

  @Test
  void a_snapshot_does_not_take_the_name_of_an_image() {
    try (Sandbox sandbox = provider.open(on(image))) {
      assertThatThrownBy(() -> ((Sandbox.Snapshots) sandbox).snapshot("minimal"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another name");
    }
  }

  @Test
  void a_reset_sandbox_is_as_it_was_when_it_was_opened() {
    try (Sandbox sandbox = provider.open(on(image).withScreen(ScreenSize.STANDARD))) {
      Lab.sh(sandbox, "echo x > left; rm -f ../.profile; sleep 1000 > /dev/null 2>&1 &");
      GuestClient before = sandbox.guest();
      ((Sandbox.Resettable) sandbox).reset();
      assertThat(sandbox.guest()).isNotSameAs(before);
      assertThat(Lab.sh(sandbox, "ls; ls ../.profile; ps -e -o comm | grep sleep").text())
          .isEqualTo("../.profile\n");
      assertThat(sandbox.guest().screenshot().length).isPositive();
    }
  }

  @Test
  void a_kept_sandbox_outlives_its_controller_and_is_closed_by_its_name() {
    Sandbox sandbox = provider.open(on(image));
    try {
      provider.keep(sandbox.id());
      sandbox.guest().close();
      assertThat(provider.clean()).extracting(SandboxInfo::id).doesNotContain(sandbox.id());
      assertThat(provider.list())
          .filteredOn(s -> s.id().equals(sandbox.id()))
          .singleElement()
          .matches(s -> s.kept() && !s.orphan() && s.processes() > 0);
      try (GuestClient guest = provider.guest(sandbox.id())) {
        assertThat(guest.description()).contains("guest");
      }
    } finally {
      provider.close(sandbox.id());
    }
    assertThat(provider.list()).extracting(SandboxInfo::id).doesNotContain(sandbox.id());
    assertThatThrownBy(() -> provider.guest(sandbox.id())).isInstanceOf(InputException.class);
  }

  @Test
  void eight_sandboxes_one_after_another_leave_nothing_behind() throws Exception {
    Path state = Places.standard().state();
    SandboxSoak.Report report = SandboxSoak.run(provider, image, state, 8);
    assertThat(report.left()).isEqualTo(new Traces(0, 0, 0, 0, 0, 0));
    assertThat(report.after().descriptors()).isLessThanOrEqualTo(report.before().descriptors() + 4);
    try (Sandbox open = provider.open(on(image).withScreen(ScreenSize.STANDARD))) {
      Traces traces = Traces.of(List.of(open.id()), state);
      assertThat(traces.processes())
          .as("what is looked for is found while it is there")
          .isPositive();
      assertThat(traces.mounts()).isPositive();
      assertThat(traces.cgroups()).isPositive();
      assertThat(traces.sockets()).isPositive();
      assertThat(traces.folders()).isPositive();
      assertThat(traces.slots()).isPositive();
    }
  }
}
