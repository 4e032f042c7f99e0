package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import ale.tasks.Dockerfile.Step;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DockerfileTest {
  private static final String WHOLE =
      """
      # syntax=docker/dockerfile:1
      ARG BASE=ubuntu:24.04
      FROM --platform=linux/amd64 ${BASE} AS main
      LABEL a=b
      ENV A=1 B="two words" C='$A'
      ENV D ${A}x ${Z:-none}
      WORKDIR /app
      workdir sub
      COPY --chown=root:root one.txt two.txt ./
      ADD ["three four.txt", "/srv/"]
      RUN apt-get install \\
          # a remark in between
          curl \\
       && true
      RUN ["make", "all"]
      EXPOSE 80
      CMD sleep infinity
      """;

  @Test
  void what_can_be_followed_is_read_in_order() {
    Dockerfile read = DockerfileReader.read(WHOLE);
    assertThat(read.base()).isEqualTo("ubuntu:24.04");
    assertThat(read.beyond()).isEmpty();
    assertThat(read.env())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("A", "1", "B", "two words", "C", "$A", "D", "1x none"));
    assertThat(read.workdir()).isEqualTo("/app/sub");
    assertThat(read.steps())
        .filteredOn(s -> s instanceof Step.Copy)
        .containsExactly(
            new Step.Copy(List.of("one.txt", "two.txt"), "./"),
            new Step.Copy(List.of("three four.txt"), "/srv/"));
    assertThat(read.steps())
        .filteredOn(s -> s instanceof Step.Run)
        .extracting(s -> ((Step.Run) s).argv())
        .containsExactly(
            List.of("/bin/sh", "-c", "apt-get install     curl  && true"), List.of("make", "all"));
  }

  @Test
  void what_only_an_engine_can_do_is_named_with_its_line() {
    for (String line :
        List.of(
            "FROM other",
            "USER dev",
            "RUN --mount=type=cache,target=/x true",
            "RUN cat <<EOF",
            "COPY --from=build /a /b",
            "COPY *.txt /app/",
            "COPY ../secret /app/",
            "ADD https://example.org/a /a",
            "ADD a.tar.gz /a",
            "COPY alone",
            "SHELL [\"bash\"]",
            "ENV =")) {
      Dockerfile read = DockerfileReader.read("FROM ubuntu\n" + line + "\n");
      assertThat(read.beyond()).as(line).singleElement().asString().contains(line);
    }
    assertThat(DockerfileReader.read("RUN true\n").beyond())
        .containsExactly("the Dockerfile has no FROM");
  }

  @Test
  void a_mutated_file_is_read_or_kept_as_beyond_but_copies_nothing_from_above() {
    String alphabet = "\"'[]{}=.,#\n\\ -_+$/:~\u0000\u00e9FRUN<";
    for (int seed = 0; seed < 4000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(WHOLE);
      for (int change = random.nextInt(1, 8); change > 0; change--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
        } else {
          text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
        }
      }
      Dockerfile read = DockerfileReader.read(text.toString());
      for (Step step : read.steps()) {
        if (step instanceof Step.Copy copy) {
          assertThat(copy.sources())
              .as("seed %d", seed)
              .noneMatch(s -> ("/" + s + "/").contains("/../"));
        }
      }
    }
  }
}
