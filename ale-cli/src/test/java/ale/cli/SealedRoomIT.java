package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Tries to leave the agent's sandbox. Every probe is also run on the host, where it must succeed: a
 * probe that cannot succeed proves nothing. Network probes aim only at listeners of this test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SealedRoomIT {
  private Sandbox.Mortal sandbox = Lab.open();

  @BeforeAll
  void look() {
    assertThat(Lab.sh(sandbox, "echo here").text()).isEqualTo("here\n");
  }

  @AfterAll
  void leave() {
    sandbox.close();
  }

  private static String connect(String family, String address) {
    return "python3 -c \"import socket; s=socket.socket(socket."
        + family
        + "); s.settimeout(3); s.connect("
        + address
        + "); print('connected')\"";
  }

  private void onlyOnTheHost(String script, String proof) throws Exception {
    assertThat(Lab.shOnHost(script).text()).as("on the host: " + script).contains(proof);
    assertThat(Lab.sh(sandbox, script).text())
        .as("in the sandbox: " + script)
        .doesNotContain(proof);
  }

  @Test
  void no_listener_of_the_host_can_be_reached_over_ipv4() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      onlyOnTheHost(connect("AF_INET", "('127.0.0.1'," + server.getLocalPort() + ")"), "connected");
    }
  }

  @Test
  void no_listener_of_the_host_can_be_reached_over_ipv6() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.ofLiteral("::1"))) {
      onlyOnTheHost(connect("AF_INET6", "('::1'," + server.getLocalPort() + ")"), "connected");
    }
  }

  @Test
  void no_unix_socket_of_the_host_can_be_reached() throws Exception {
    Path folder = Lab.temporary("socket");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path socket = folder.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
      onlyOnTheHost(connect("AF_UNIX", "'" + socket + "'"), "connected");
    }
    Files.deleteIfExists(socket);
    Files.delete(folder);
  }

  @Test
  void no_abstract_socket_of_the_host_can_be_reached() throws Exception {
    String name = "ale-" + UUID.randomUUID();
    Process listener =
        new ProcessBuilder(
                "python3",
                "-c",
                "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind('\\0"
                    + name
                    + "'); s.listen(5); print('up',flush=True); sys.stdin.read()")
            .start();
    try {
      assertThat(listener.getInputStream().read()).isEqualTo('u');
      onlyOnTheHost(connect("AF_UNIX", "'\\0" + name + "'"), "connected");
    } finally {
      listener.destroyForcibly();
    }
  }

  @Test
  void there_is_no_interface_but_loopback() {
    assertThat(
            Lab.sh(sandbox, "ls /proc/self/net/../net >/dev/null; tail -n +3 /proc/net/dev").text())
        .contains("lo:")
        .doesNotContain("eth", "veth");
  }

  @Test
  void no_file_of_the_host_can_be_read() throws Exception {
    Path folder = Lab.temporary("secret");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path secret = Files.writeString(folder.resolve("secret"), "host-secret");
    try {
      onlyOnTheHost("cat " + secret, "host-secret");
      onlyOnTheHost("cat /proc/self/root" + secret, "host-secret");
    } finally {
      Files.delete(secret);
      Files.delete(folder);
    }
  }

  @Test
  void no_environment_of_the_controller_leaks() throws Exception {
    String script = "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -a '^PATH='";
    String inside = Lab.sh(sandbox, script).text();
    for (String name : System.getenv().keySet()) {
      if (!java.util.Set.of("PATH", "HOME", "LANG", "USER", "PWD", "DISPLAY", "_").contains(name)) {
        assertThat(
                Lab.sh(
                        sandbox,
                        "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -ac '^"
                            + name
                            + "=' || true")
                    .text()
                    .strip())
            .as(name)
            .endsWith("0");
      }
    }
    assertThat(inside).contains("PATH=");
  }

  @Test
  void no_process_of_the_host_or_of_another_sandbox_is_seen() throws Exception {
    String mark = "98761";
    try (Sandbox.Mortal other = Lab.open()) {
      Thread sleeper =
          Thread.ofVirtual().start(() -> Lab.sh(other, "exec timeout 20 sleep " + mark));
      String look =
          "sleep 1; cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -ao '[s]leep "
              + mark
              + "' | head -n 1";
      onlyOnTheHost(look, "sleep " + mark);
      other.kill();
      sleeper.join(java.time.Duration.ofSeconds(10));
    }
  }

  @Test
  void the_picture_that_the_examiner_sees_cannot_be_forged() throws Exception {
    Lab.Said said =
        Lab.sh(
            sandbox,
            "ls -l /fb/; (echo x >> /fb/Xvfb_screen0) && echo written; rm -f /fb/Xvfb_screen0 && echo removed; touch /fb/new && echo made");
    assertThat(said.text()).contains("Xvfb_screen0").doesNotContain("written", "removed", "made");
  }

  @Test
  void nothing_can_be_gained() throws Exception {
    for (String forbidden :
        new String[] {
          "unshare -U true && echo gained",
          "unshare -m true && echo gained",
          "mount -t tmpfs none /mnt && echo gained",
          "chroot / true && echo gained",
          "python3 -c \"import socket; socket.socket(40, socket.SOCK_STREAM); print('gained')\"",
          "python3 -c \"import ctypes; l=ctypes.CDLL(None); p=__import__('os').getppid(); print('gained' if l.ptrace(16, p, 0, 0)==0 else 'no')\"",
          "dd if=/dev/zero of=/proc/sysrq-trigger count=0 2>/dev/null && [ -w /proc/sysrq-trigger ] && echo gained",
          "[ -w /proc/sys/kernel/core_pattern ] && echo gained",
          "[ -r /etc/shadow ] && echo gained"
        }) {
      assertThat(Lab.sh(sandbox, forbidden).text()).as(forbidden).doesNotContain("gained");
    }
    assertThat(Lab.sh(sandbox, "grep -E 'Seccomp:|NoNewPrivs:|CapEff:' /proc/self/status").text())
        .contains("Seccomp:\t2", "NoNewPrivs:\t1", "CapEff:\t0000000000000000");
  }

  @Test
  void a_memory_hog_dies_alone() {
    try (Sandbox.Mortal small = Lab.open(Resources.of(1, 256, 64))) {
      Lab.Said said =
          Lab.sh(
              small, "python3 -c \"b=bytearray(900*1024*1024); print('had it')\"; echo still here");
      assertThat(said.text()).doesNotContain("had it").contains("still here");
    }
  }

  @Test
  void a_fork_bomb_is_bounded() {
    try (Sandbox.Mortal small = Lab.open(new Resources(1, 512, 64, 64))) {
      Lab.Said said =
          Lab.sh(
              small,
              "python3 -c \"import subprocess\np=[]\ntry:\n  for i in range(300): p.append(subprocess.Popen(['sleep','30']))\nexcept OSError as e: print('stopped at', len(p))\nfor q in p: q.kill()\"");
      assertThat(said.text()).contains("stopped at");
    }
  }

  @Test
  void a_full_disk_is_the_sandboxes_own() {
    try (Sandbox.Mortal small = Lab.open(Resources.of(1, 512, 32))) {
      Lab.Said said =
          Lab.sh(
              small,
              "dd if=/dev/zero of=/home/agent/big bs=1M count=200 2>&1; ls -l /home/agent/big | awk '{print $5}'");
      assertThat(said.text()).contains("No space left on device");
      assertThat(
              Lab.sh(small, "rm /home/agent/big; echo again > /home/agent/x && cat /home/agent/x")
                  .text())
          .isEqualTo("again\n");
    }
  }

  @Test
  void closing_leaves_nothing() throws IOException {
    String id;
    try (Sandbox.Mortal gone = Lab.open()) {
      id = gone.id();
      assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).contains(id);
    }
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(id);
    assertThat(Places.standard().state().resolve("sandboxes").resolve(id)).doesNotExist();
    assertThat(Lab.machinery().provider().list()).noneMatch(s -> s.id().equals(id));
    for (String tree : new String[] {"", "memory", "cpu", "pids", "unified", "freezer"}) {
      assertThat(Path.of("/sys/fs/cgroup", tree, "ale", id)).doesNotExist();
    }
  }

  @Test
  void a_killed_sandbox_still_has_its_outputs_and_no_process() {
    try (Sandbox.Mortal ending = Lab.open()) {
      Lab.sh(
          ending,
          "mkdir output; echo done > output/a.txt; ln -s /etc/passwd output/link; mkfifo output/pipe");
      var death = ending.kill();
      assertThat(death.proven()).isTrue();
      assertThat(death.killed()).isPositive();
      var manifest =
          ending.collect(
              java.util.List.of(new Sandbox.Wanted("/home/agent/work/output", "main")),
              Lab.temporary("out"));
      assertThat(manifest.entries())
          .extracting(e -> e.source() + " " + e.status())
          .containsExactly(
              "/home/agent/work/output/a.txt ok",
              "/home/agent/work/output/link link",
              "/home/agent/work/output/pipe special");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_folder_that_became_a_link_is_not_followed() throws IOException {
    try (Sandbox.Mortal ending = Lab.open()) {
      Lab.sh(ending, "ln -s /etc output");
      ending.kill();
      var manifest =
          ending.collect(
              java.util.List.of(new Sandbox.Wanted("/home/agent/work/output/passwd", "main")),
              Lab.temporary("out"));
      assertThat(manifest.entries()).singleElement().extracting(e -> e.status()).isEqualTo("link");
      assertThat(manifest.bytes()).isZero();
    }
  }
}
