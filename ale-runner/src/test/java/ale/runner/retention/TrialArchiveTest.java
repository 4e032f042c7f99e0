package ale.runner.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.Digest;
import ale.core.InputException;
import ale.runner.RunFolder;
import ale.runner.Seal;
import ale.runner.SmallWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialArchiveTest {
  @TempDir Path folder;
  private SmallWorld world;
  private Path trial;

  @BeforeEach
  void end() throws IOException {
    world = new SmallWorld(folder);
    RunFolder run = world.run(List.of("clerk"), world.task("one"));
    trial = world.end(run, SmallWorld.trial(run, 0), 1, Optional.empty());
  }

  private static List<String> verify(Path trial) {
    return TrialArchive.verify(trial, Seal::verify);
  }

  private static Map<String, String> content(Path folder) {
    Map<String, String> content = new TreeMap<>();
    Digest.files(folder).forEach(f -> content.put(f.toUri().toString(), Digest.ofFile(f)));
    return content;
  }

  @Test
  void a_trial_comes_back_as_it_was_whatever_its_files_are_called() throws IOException {
    Path output = trial.resolve("attempt-1/output");
    for (String name :
        List.of(
            "-rf",
            "a b",
            "new\nline",
            "\u001b[2J",
            "..hidden",
            "\\..\\up",
            "trial.tar.gz",
            "grade.json",
            "x".repeat(255),
            "a".repeat(200) + "/" + "b".repeat(200))) {
      Path file = output.resolve(name);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, name);
    }
    Path raw = Path.of(URI.create(output.toUri() + "%FF%FE"));
    Files.writeString(raw, "not text");
    Files.createSymbolicLink(output.resolve("link"), Path.of("/etc/passwd"));
    Files.createDirectory(output.resolve("empty"));
    world.seal(trial);
    Map<String, String> before = content(trial);
    long freed = TrialArchive.archive(trial);
    assertThat(freed).isPositive();
    assertThat(TrialArchive.is(trial)).isTrue();
    assertThat(trial.resolve("outcome.json")).exists();
    assertThat(trial.resolve("attempt-1/grade.json")).exists();
    assertThat(raw).doesNotExist();
    assertThat(trial.resolve("journal.jsonl")).doesNotExist();
    assertThat(verify(trial)).isEmpty();

    TrialArchive.unarchive(trial);
    assertThat(content(trial)).isEqualTo(before);
    assertThat(Files.readSymbolicLink(output.resolve("link"))).hasToString("/etc/passwd");
    assertThat(output.resolve("empty")).isEmptyDirectory();
    assertThat(Seal.verify(trial)).isEmpty();
  }

  @Test
  void a_link_out_of_the_trial_is_neither_followed_nor_emptied() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "stays");
    Files.createSymbolicLink(trial.resolve("attempt-1/out"), outside);
    TrialArchive.archive(trial);
    assertThat(outside.resolve("precious")).hasContent("stays");
    assertThat(Files.exists(trial.resolve("attempt-1/out"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void a_trial_that_is_not_as_it_was_sealed_is_left_as_it_is() throws IOException {
    Files.writeString(trial.resolve("attempt-1/output/home/agent/a.txt"), "43\n");
    Map<String, String> before = content(trial);
    assertThatThrownBy(() -> TrialArchive.archive(trial))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.txt is not as it was sealed");
    assertThat(content(trial)).isEqualTo(before);
  }

  @Test
  void an_archive_that_was_changed_is_noticed() throws IOException {
    TrialArchive.archive(trial);
    byte[] bytes = Files.readAllBytes(trial.resolve(TrialArchive.FILE));
    bytes[bytes.length / 2] ^= 1;
    Files.write(trial.resolve(TrialArchive.FILE), bytes);
    assertThat(verify(trial)).isNotEmpty();
    assertThatThrownBy(() -> TrialArchive.unarchive(trial))
        .isInstanceOf(ale.core.AleException.class);
    assertThat(TrialArchive.is(trial)).isTrue();
  }

  @Test
  void an_outcome_that_was_changed_beside_its_archive_is_noticed() throws IOException {
    TrialArchive.archive(trial);
    String outcome = Files.readString(trial.resolve("outcome.json"));
    Files.writeString(
        trial.resolve("outcome.json"), outcome.replace("\"score\" : 1", "\"score\" : 0"));
    assertThat(verify(trial)).containsExactly("outcome.json is not as it is in the archive");
    Files.writeString(trial.resolve("outcome.json"), outcome);
    assertThat(verify(trial)).isEmpty();
    Files.writeString(trial.resolve("extra"), "");
    assertThat(verify(trial)).containsExactly("extra is not as it is in the archive");
  }

  @Test
  void archiving_that_was_cut_off_is_completed() throws IOException {
    Path copy = folder.resolve("journal");
    Files.copy(trial.resolve("journal.jsonl"), copy);
    TrialArchive.archive(trial);
    Files.copy(copy, trial.resolve("journal.jsonl"));
    Files.writeString(trial.resolve(".trial.tar.gz.part"), "torn");
    assertThat(TrialArchive.complete(trial)).isFalse();
    assertThat(verify(trial)).as("both is whole").isEmpty();
    TrialArchive.archive(trial);
    assertThat(TrialArchive.complete(trial)).isTrue();
    assertThat(trial.resolve("journal.jsonl")).doesNotExist();
    assertThat(verify(trial)).isEmpty();
  }
}
