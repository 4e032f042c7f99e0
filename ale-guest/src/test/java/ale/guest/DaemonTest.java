package ale.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, as a sandbox runs it. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class DaemonTest {
  private static final String OWN_PROCESSES =
      "unshare --user --map-root-user --pid --fork --mount-proc";

  @TempDir Path temp;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private Path socket() {
    return temp.resolve("guest.sock");
  }

  private Process serve(String prefix, String... jvm) throws IOException {
    Path token = Files.writeString(temp.resolve("token"), TestGuest.TOKEN + "\n");
    var command = new ArrayList<String>();
    if (!prefix.isEmpty()) {
      command.addAll(List.of(prefix.split(" ")));
    }
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(jvm));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), GuestMain.class.getName()));
    command.addAll(
        List.of("serve", "--socket", socket().toString(), "--token-file", token.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(temp.resolve("errors").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(process);
    return process;
  }

  private GuestClient client() {
    return GuestClient.connect(socket(), TestGuest.TOKEN, Duration.ofSeconds(20));
  }

  @Test
  void ends_cleanly_when_told_to_and_takes_its_programs_along() throws Exception {
    Process daemon = serve("");
    try (GuestClient client = client()) {
      Path pid = temp.resolve("pid");
      Thread caller =
          Thread.ofVirtual()
              .start(() ->
                  assertThatThrownBy(() ->
                          client.exec(
                              Command.shell("(sleep 300 & echo $! > %s; wait)".formatted(pid)),
                              Output.none()))
                      .isInstanceOf(GuestException.class));
      while (!Files.exists(pid) || Files.size(pid) == 0) {
        Thread.sleep(20);
      }
      daemon.destroy();
      assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
      caller.join();
      String number = Files.readString(pid).strip();
      for (int i = 0; i < 100 && Files.exists(Path.of("/proc", number)); i++) {
        Thread.sleep(20);
      }
      assertThat(Path.of("/proc", number)).doesNotExist();
      assertThat(socket()).doesNotExist();
      assertThat(temp.resolve("errors")).isEmptyFile();
    }
  }

  @Test
  void takes_programs_along_that_nobody_waits_for() throws Exception {
    XServer.needs("setsid");
    Process daemon = serve("");
    try (GuestClient client = client()) {
      ProgramInfo job = client.jobs().start(Command.of("sleep", "300"), 1 << 20);
      ProgramInfo pty = client.ptys().start(Command.of("sleep", "300"), 80, 24);
      daemon.destroy();
      assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
      for (ProgramInfo program : List.of(job, pty)) {
        Path process = Path.of("/proc", Long.toString(program.pid()));
        for (int i = 0; i < 100 && Files.exists(process); i++) {
          Thread.sleep(20);
        }
        assertThat(process).doesNotExist();
      }
    }
  }

  @Test
  void a_client_that_does_not_read_costs_no_memory() throws Exception {
    serve("", "-Xmx40m", "-XX:+ExitOnOutOfMemoryError");
    client().close();
    try (RawClient lazy = RawClient.enter(socket(), "lazy");
        GuestClient busy = client()) {
      for (int id = 1; id <= 20; id++) {
        lazy.request(id, "op", "exec", "argv", List.of("head", "-c", "100000000", "/dev/zero"));
      }
      var output = new Captured(100);
      ExecResult result =
          busy.exec(Command.shell("head -c 300000000 /dev/zero; echo done >&2"), output);
      assertThat(result.exitCode()).isZero();
      assertThat(output.err()).isEqualTo("done\n");
    }
  }

  @Test
  void kills_every_process_of_its_sandbox_and_proves_it() throws Exception {
    serve(OWN_PROCESSES);
    try (GuestClient client = client()) {
      client.exec(
          Command.shell(
              """
              for i in 1 2 3 4 5; do (trap '' TERM HUP INT; sleep 300) >/dev/null 2>&1 & done
              (setsid sh -c 'while :; do sleep 300 & sleep 0.01; done' >/dev/null 2>&1 &)
              """),
          Output.none());
      assertThat(client.processes()).hasSizeGreaterThan(6);
      KillReport report = client.killAll();
      assertThat(report.complete()).isTrue();
      assertThat(report.killed()).isGreaterThan(6);
      assertThat(report.rounds()).isGreaterThan(1);
      assertThat(client.processes())
          .filteredOn(process -> !process.state().equals("Z"))
          .extracting(ProcessInfo::name)
          .containsOnly("java");
      client.exec(Command.of("true"), Output.none());
    }
  }

  @Test
  void refuses_to_kill_a_whole_machine() throws Exception {
    // in a machine of its own whose process 2 looks like the kernel's, so that nothing can go wrong
    Path kernel = Files.createDirectory(temp.resolve("kernel"));
    Files.writeString(kernel.resolve("stat"), "2 (kthreadd) S 0 0 0\n");
    String script = "sleep 300 & mount --bind %s /proc/2 && exec \"$@\"\n".formatted(kernel);
    Path machine = Files.writeString(temp.resolve("machine"), script);
    serve(OWN_PROCESSES + " sh " + machine);
    try (GuestClient client = client()) {
      assertThatThrownBy(client::killAll)
          .hasMessageContaining("--whole-machine")
          .extracting("code")
          .isEqualTo(GuestException.Code.DENIED);
    }
  }

  @Test
  void needs_no_locale_to_handle_any_file_name() throws Exception {
    serve("env -i PATH=/usr/bin:/bin");
    try (GuestClient client = client()) {
      String path = temp.resolve("žluťoučký 汉字").toString();
      client.write(path, "x".getBytes(StandardCharsets.UTF_8), 0600);
      assertThat(client.read(path, 0, 10)).hasSize(1);
      assertThat(client.list(temp.toString())).extracting(FileStat::name).contains("žluťoučký 汉字");
    }
  }

  @Test
  void drive_reaches_the_daemon_from_within() throws Exception {
    serve("");
    client().close();
    ProcessBuilder drive =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            GuestMain.class.getName(),
            "drive");
    drive
        .environment()
        .putAll(
            Map.of(
                "ALE_GUEST_SOCKET",
                socket().toString(),
                "ALE_GUEST_TOKEN_FILE",
                temp.resolve("token").toString()));
    Process process = drive.start();
    started.add(process);
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write("{\"id\":1,\"op\":\"size\"}\n");
    }
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(answer)
        .isEqualTo(
            "{\"id\":1,\"ok\":false,\"error\":\"this guest was started without a display\"}\n");
  }
}
