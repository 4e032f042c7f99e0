package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Noise of every kind, and parsers that give up or do not come to an end. */
final class HostileNoiseTest extends HostileOutput {
  @Test
  void noise_and_torn_files_of_every_kind() throws Exception {
    byte[][] seeds = {
      HostileOfficeTest.workbook(),
      HostileOfficeTest.document(),
      HostileShapeTest.png(3, 3),
      HostileShapeTest.nifti(2, 2, 2, 16, 32)
    };
    Map<String, Function<String, ?>> readers = new LinkedHashMap<>();
    Submission fresh = submission;
    readers.put("csv", p -> fresh.csv(p));
    readers.put("json", p -> fresh.json(p));
    readers.put("workbook", p -> fresh.workbook(p));
    readers.put("document", p -> fresh.document(p));
    readers.put("pdf", p -> fresh.pdf(p));
    readers.put("image", p -> fresh.image(p));
    readers.put("mesh", p -> fresh.mesh(p));
    readers.put("nifti", p -> fresh.nifti(p));
    readers.put("sqlite", p -> fresh.sqlite(p, "select * from sqlite_master"));
    for (int seed = 0; seed < 120; seed++) {
      Random random = new Random(seed);
      byte[] content = seeds[seed % seeds.length].clone();
      for (int i = 0; i < 1 + seed / 4; i++) {
        content[random.nextInt(content.length)] = (byte) random.nextInt();
      }
      if (seed % 3 == 0) {
        content = Arrays.copyOf(content, random.nextInt(content.length));
      }
      String path = deliver("noise" + seed, content);
      for (Map.Entry<String, Function<String, ?>> reader : readers.entrySet()) {
        try {
          assertThat(reader.getValue().apply(path)).isNotNull();
        } catch (UnreadableOutput e) {
          assertThat(e).hasMessageContaining(path);
        } catch (RuntimeException | Error e) {
          throw new AssertionError(reader.getKey() + " of seed " + seed, e);
        }
      }
    }
  }

  @Test
  void a_reader_that_does_not_come_to_an_end_is_left_behind() {
    Instant start = Instant.now();
    assertThatThrownBy(() ->
            Guarded.parse(
                "x",
                "riddle",
                Duration.ofMillis(200),
                () -> {
                  Thread.sleep(60_000);
                  return "";
                }))
        .isInstanceOf(UnreadableOutput.class)
        .hasMessageContaining("could not be read as a riddle");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void every_way_in_which_a_parser_gives_up_is_an_unreadable_output() {
    for (Throwable failure :
        new Throwable[] {
          new IllegalStateException(),
          new IOException("x"),
          new OutOfMemoryError("heap"),
          new StackOverflowError(),
          new InternalError("y")
        }) {
      assertThatThrownBy(() ->
              Guarded.parse(
                  "x",
                  "riddle",
                  () -> {
                    if (failure instanceof Error error) {
                      throw error;
                    }
                    throw (Exception) failure;
                  }))
          .isInstanceOf(UnreadableOutput.class)
          .hasMessageStartingWith("x is not a readable riddle: ");
    }
  }
}
