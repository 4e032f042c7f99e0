package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A user without any rights on the machine makes an image, and a sandbox from it. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class OrdinaryUserIT {
  private static final String USER = "aletest" + ProcessHandle.current().pid();

  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  @BeforeEach
  void arrive() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/newuidmap"))) {
      run("apt-get", "-q", "-y", "--no-install-recommends", "install", "uidmap");
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path ours = Places.standard().home();
    run("useradd", "--create-home", "--home-dir", folder.resolve("home").toString(), USER);
    run("chmod", "755", folder.resolve("home").toString());
    for (String part : List.of("scripts", "images")) {
      run("cp", "-r", ours.resolve(part).toString(), folder.toString());
    }
    run("cp", "-r", Places.standard().jars().toString(), folder.resolve("lib").toString());
    Path classes = Files.createDirectories(folder.resolve("tests/ale/cli"));
    Path built = Path.of(OrdinaryVisit.class.getResource("OrdinaryVisit.class").toURI());
    try (Stream<Path> all = Files.list(built.getParent())) {
      for (Path one :
          all.filter(f -> f.toString().matches(".*/(Lab|OrdinaryVisit)\\b.*")).toList()) {
        Files.copy(one, classes.resolve(String.valueOf(one.getFileName())));
      }
    }
  }

  @AfterEach
  void leave() throws Exception {
    run("userdel", "--force", USER);
    run("rm", "-r", "--one-file-system", folder.toString());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    StringBuilder errors = new StringBuilder();
    Thread reading =
        Thread.startVirtualThread(() -> {
          try {
            errors.append(
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            errors.append(e);
          }
        });
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    reading.join();
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said + errors).isZero();
    return said;
  }

  private String asUser(String main, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "HOME=" + folder.resolve("home"),
                "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                "setpriv",
                "--reuid",
                USER,
                "--regid",
                USER,
                "--init-groups",
                "/bin/sh",
                "-euc",
                "here=$1; shift; cd \"$here\"; . scripts/machine.sh; enter \"$@\"",
                "ale",
                folder.toString(),
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-Dale.home=" + folder,
                "-Dale.jars=" + folder.resolve("lib"),
                "-cp",
                folder.resolve("lib") + "/*:" + folder.resolve("tests"),
                main));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  @Test
  void a_sandbox_lives_and_dies_with_proof_and_leaves_nothing() throws Exception {
    assertThat(asUser("ale.cli.Main", "doctor"))
        .contains("sandboxes: possible", "none for an ordinary user");
    JsonNode told = Json.tree(asUser("ale.cli.OrdinaryVisit").strip());
    assertThat(told.path("who").asString()).isEqualTo("1000");
    assertThat(told.path("screen").asInt()).isGreaterThan(1000);
    assertThat(told.path("forks").asInt()).isBetween(10, 2000);
    assertThat(told.path("collected").asString()).isEqualTo("in and out");
    assertThat(told.path("killed").asInt()).isGreaterThan(3);
    assertThat(told.path("proof").toString()).contains("users 2000..2015");
    assertThat(told.path("remaining").size()).isZero();
    assertThat(told.path("left").asInt()).isZero();
    Path keeper = folder.resolve("home/.local/state/ale/namespace");
    while (Files.exists(keeper) || living()) { // it goes when the last ale has gone
      Thread.onSpinWait();
    }
    assertThat(folder.resolve("home/.local/state/ale/sandboxes")).isEmptyDirectory();
  }

  /** Whether a program of the user runs; one that is dead is none, though nobody asked for it. */
  private static boolean living() throws IOException, InterruptedException {
    return run("ps", "-eo", "stat=,user:32=")
        .lines()
        .anyMatch(line -> line.contains(USER) && !line.startsWith("Z"));
  }
}
