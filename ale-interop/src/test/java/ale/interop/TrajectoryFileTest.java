package ale.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.InputException;
import ale.core.Json;
import ale.core.TrajectoryCheck;
import ale.interop.TrajectoryFile.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class TrajectoryFileTest {
  @TempDir Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void aPicture() throws IOException {
    in = folder.resolve("in/trajectory.json");
    out = folder.resolve("out/trajectory.json");
    for (String path : List.of("in/images/a.png", "in/screenshots/1.png")) {
      Files.createDirectories(folder.resolve(path).resolveSibling("."));
      Files.write(folder.resolve(path), Samples.PICTURE);
    }
  }

  private List<Loss> convert(String document, Format format) throws IOException {
    Files.writeString(in, document);
    return TrajectoryFile.convert(in, out, format);
  }

  private JsonNode written() throws IOException {
    return Json.tree(Files.readString(out));
  }

  @Test
  void ale_to_atif_and_back_is_the_same_document() throws IOException {
    assertThat(convert(Samples.ALE, Format.ATIF)).isEmpty();
    assertThat(TrajectoryCheck.ofFile(out)).isEmpty();
    assertThat(written().at("/steps/1/metrics/prompt_tokens").asInt())
        .as("the document counts cached tokens apart, ATIF does not")
        .isEqualTo(28);
    assertThat(written().at("/steps/2/source").asString()).isEqualTo("system");
    assertThat(convert(Files.readString(out), Format.ALE)).isEmpty();
    assertThat(written()).isEqualTo(Json.tree(Samples.ALE));
  }

  @Test
  void atif_to_ale_and_back_is_the_same_document() throws IOException {
    assertThat(convert(Samples.ATIF, Format.ALE)).isEmpty();
    Files.createDirectories(folder.resolve("in/images"));
    assertThat(convert(Files.readString(out), Format.ATIF)).isEmpty();
    JsonNode back = written();
    assertThat(TrajectoryCheck.ofFile(out)).isEmpty();
    assertThat(back.at("/steps")).isEqualTo(Json.tree(Samples.ATIF).path("steps"));
    assertThat(back.at("/session_id").asString()).isEqualTo("s");
    assertThat(back.at("/final_metrics")).isEqualTo(Json.tree(Samples.ATIF).path("final_metrics"));
  }

  @Test
  void what_ale_cannot_hold_is_reported() throws IOException {
    String rich =
        Samples.ATIF
            .replace("\"arguments\": {\"x\": 1}", "\"arguments\": {}, \"extra\": {\"k\": 1}")
            .replace("\"cost_usd\": 0.25}, \"llm", "\"logprobs\": [-1.5]}, \"llm")
            .replace(
                "\"content\": \"later\"",
                "\"subagent_trajectory_ref\": [{\"trajectory_path\": \"u.json\"}]");
    assertThat(convert(rich, Format.ALE))
        .extracting(Loss::field)
        .containsExactlyInAnyOrder(
            "/steps/tool_calls/extra",
            "/steps/metrics/logprobs",
            "/steps/observation/results/subagent_trajectory_ref");
  }

  @Test
  void a_picture_inside_a_document_becomes_a_file_and_fields_without_a_place_are_reported()
      throws IOException {
    String data =
        Samples.ALE
            .replace(
                "\"type\": \"path\", \"path\": \"screenshots/1.png\"",
                "\"type\": \"base64\", \"alt_text\": \"a\", \"data\": \"iVBORwECAw==\"")
            .replace("\"started_at\"", "\"unheard\": 1, \"started_at\"");
    assertThat(convert(data, Format.ATIF))
        .extracting(Loss::field)
        .containsExactlyInAnyOrder("image/data", "content/image/alt_text", "/unheard");
    String path = written().at("/steps/1/observation/results/0/content/1/source/path").asString();
    assertThat(Files.readAllBytes(out.resolveSibling(path))).isEqualTo(Samples.PICTURE);
  }

  @Test
  void every_older_version_becomes_1_7() throws IOException {
    String old =
        Samples.ATIF.replace(
            "\"content\": \"later\"", "\"subagent_trajectory_ref\": [{\"session_id\": \"u\"}]");
    for (int minor = 0; minor <= 6; minor++) {
      List<Loss> losses = convert(old.replace("v1.7", "v1." + minor), Format.ATIF);
      assertThat(losses).hasSize(1);
      assertThat(TrajectoryCheck.ofFile(out)).isEmpty();
      assertThat(written().path("schema_version").asString()).isEqualTo("ATIF-v1.7");
      assertThat(written().path("trajectory_id").asString()).isEqualTo("s");
      assertThat(
              written()
                  .at("/steps/2/observation/results/0/subagent_trajectory_ref/0/trajectory_id")
                  .asString())
          .isEqualTo("u");
    }
  }

  @Test
  void a_picture_that_leaves_the_folder_is_not_carried() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.png"), "secret");
    Files.createSymbolicLink(folder.resolve("in/images/link.png"), secret);
    for (String path : List.of("../secret.png", secret.toString(), "images/link.png")) {
      assertThat(convert(Samples.ATIF.replace("images/a.png", path), Format.ATIF))
          .extracting(Loss::field)
          .containsExactly("image");
    }
    try (var files = Files.walk(folder.resolve("out"))) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(out);
    }
  }

  @Test
  void pictures_stand_beside_what_was_written() throws IOException {
    convert(Samples.ATIF, Format.ATIF);
    assertThat(folder.resolve("out/images/a.png")).hasBinaryContent(Samples.PICTURE);
    convert(Samples.ALE, Format.ATIF);
    assertThat(folder.resolve("out/screenshots/1.png")).hasBinaryContent(Samples.PICTURE);
  }

  @Test
  void what_is_no_trajectory_is_named_with_its_place() {
    assertThatThrownBy(
            () -> convert(Samples.ATIF.replace("\"step_id\": 2", "\"step_id\": 7"), Format.ATIF))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/steps/1/step_id step-id: expected 2");
    assertThatThrownBy(
            () -> convert(Samples.ALE.replace("\"id\": \"c\"", "\"id\": 5"), Format.ATIF))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/steps/1/tool_calls/0/id is not a string");
    assertThatThrownBy(() -> convert("{\"schema_version\": \"ALE-v9\"}", Format.ATIF))
        .hasMessageContaining("/schema_version is not ALE-v1.0");
  }
}
