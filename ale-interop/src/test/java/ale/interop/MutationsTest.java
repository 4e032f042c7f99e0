package ale.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.InputException;
import ale.core.Json;
import ale.core.TrajectoryCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that somebody spoiled: a clear refusal or a valid result, and nothing outside. */
final class MutationsTest {
  private static final int MUTANTS = 1500;
  private static final List<String> SPOIL =
      List.of(
          "null",
          "{}",
          "[]",
          "-1",
          "1e999",
          "\"\"",
          "\"../../x\"",
          "\"\\u0000\"",
          "true",
          "{\"a\":",
          "9223372036854775808",
          "\"data:,\"",
          "[[[[[[",
          "\"/etc/passwd\"",
          ",",
          "\"agent\"");

  @TempDir Path folder;

  /** A token replaced, or bytes changed, cut or doubled. */
  private static byte[] mutant(String text, Random random) {
    if (random.nextBoolean()) {
      List<int[]> tokens = tokens(text);
      String spoiled = text;
      for (int i = random.nextInt(3); i >= 0; i--) {
        int[] token = tokens.get(random.nextInt(tokens.size()));
        if (token[1] <= spoiled.length()) {
          spoiled =
              spoiled.substring(0, token[0])
                  + SPOIL.get(random.nextInt(SPOIL.size()))
                  + spoiled.substring(token[1]);
        }
      }
      return spoiled.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
        : bytes;
  }

  private static List<int[]> tokens(String text) {
    return java.util.regex.Pattern.compile("\"[^\"]*\"|-?[0-9.]+|true|false")
        .matcher(text)
        .results()
        .map(m -> new int[] {m.start(), m.end()})
        .toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void a_spoiled_trajectory_is_refused_or_carried_to_a_valid_one() throws IOException {
    Path box = Files.createDirectories(folder.resolve("box"));
    Path in = box.resolve("in.json");
    int refused = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      Files.write(in, mutant(seed % 2 == 0 ? Samples.ALE : Samples.ATIF, new Random(seed)));
      boolean valid = TrajectoryCheck.ofFile(in).isEmpty();
      Losses losses = new Losses();
      Pictures pictures = new Pictures(box, box.resolve("out"), losses);
      try {
        JsonNode atif = TrajectoryFile.atif(in, pictures, losses);
        assertThat(TrajectoryCheck.of(Json.line(atif))).as("seed " + seed).isEmpty();
        JsonNode ale = new AtifToAle(pictures, losses).convert(atif, AtifToAle.Task.of(atif));
        assertThat(ale.path("steps").size()).isEqualTo(atif.path("steps").size());
      } catch (InputException e) {
        assertThat(valid).as("seed " + seed + ": " + e.getMessage()).isFalse();
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS - MUTANTS / 20);
    assertThat(files()).allMatch(f -> f.startsWith(box));
  }

  @Test
  void a_spoiled_record_is_left_out_or_a_trial() throws IOException {
    Path box = Files.createDirectories(folder.resolve("t"));
    int refused = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      Files.write(box.resolve("run.json"), mutant(ImportsTest.RECORD, new Random(seed)));
      try {
        assertThat(AleImport.read(folder).table().lines()).hasSize(2);
      } catch (InputException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS - MUTANTS / 20);
  }

  @Test
  void a_spoiled_attempt_never_stops_an_export() throws IOException {
    Path trial = Files.createDirectories(folder.resolve("trial"));
    Run run = Samples.run(trial);
    Path trajectory = trial.resolve("attempt-1/trajectory.json");
    Path grade = trial.resolve("attempt-1/grade.json");
    String graded = Files.readString(grade);
    for (int seed = 0; seed < MUTANTS / 5; seed++) {
      Random random = new Random(seed);
      Files.write(trajectory, mutant(Samples.ATIF, random));
      Files.write(grade, mutant(graded, random));
      EvalLog.write(run, folder.resolve("x.eval"));
    }
    assertThat(files()).allMatch(f -> f.startsWith(trial) || f.endsWith("x.eval"));
  }

  @Test
  void a_spoiled_task_card_is_refused_or_read_and_never_more() throws IOException {
    String card =
        """
        {"taskId": "x", "title": "Wind load", "summary": "s", "category": "engineering",
         "taxonomy": {"subdomain_id": "1.3", "subdomain_name": "Civil Engineering"},
         "software": ["QGIS"], "agentMustDo": ["Measure twice", "Cut once"],
         "inputFiles": [{"name": "site.csv", "path": "input/site.csv", "description": "d"}],
         "requiredCredentials": [], "variants": [{"name": "tall"}],
         "vm": {"snapshot": "cpu-free-ubuntu", "timeout": 5400, "gpu": true}}
        """;
    Path one = folder.resolve("tasks/engineering/wind");
    Files.createDirectories(one);
    Files.writeString(one.resolve("main.py"), "");
    Path file = one.resolve("task_card.json");
    AlePackage spoiled = new AlePackage(one);
    PackageSettings settings = PackageSettings.standard(java.util.Optional.empty());
    Random random = new Random(6);
    int refused = 0;
    for (int i = 0; i < 3 * MUTANTS; i++) {
      Files.write(file, mutant(card, random));
      try {
        TaskCard read = spoiled.card();
        assertThat(spoiled.subfield(read)).isNotNull();
        assertThat(settings.gaps(read)).doesNotContainNull();
      } catch (InputException e) {
        assertThat(e).hasMessageContaining("task_card.json").hasMessageNotContaining("Exception");
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTANTS / 2, 3 * MUTANTS - 100);
  }
}
