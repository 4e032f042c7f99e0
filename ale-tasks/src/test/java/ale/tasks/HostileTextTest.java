package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Texts, tables and JSON that are meant to break a grader. */
final class HostileTextTest extends HostileOutput {
  @Test
  void what_is_not_there_or_no_file_or_too_large() throws IOException {
    refuses("output/none.txt", submission::text, "was not delivered");
    Files.createDirectories(root.resolve("home/agent/work/output/dir"));
    refuses("output/dir", submission::text, "is not a regular file");
    Path sparse = root.resolve("home/agent/work/output/sparse");
    try (var file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    refuses("output/sparse", submission::text, "bytes, more than");
    refuses("output/sparse", submission::mesh, "bytes, more than");
    refuses("output/sparse", p -> submission.sqlite(p, "select 1"), "bytes");
  }

  @Test
  void links_of_every_kind() throws IOException {
    Path secret = Files.createDirectories(root.resolve("tests/reference")).resolve("x.txt");
    Files.writeString(secret, "the answer");
    Path work = Files.createDirectories(root.resolve("home/agent/work"));
    Files.createSymbolicLink(work.resolve("file.txt"), secret);
    Files.createSymbolicLink(work.resolve("output"), root.resolve("tests/reference"));
    refuses("file.txt", submission::text, "is not a regular file");
    refuses("output/x.txt", submission::text, "through a link");
    assertThat(submission.has("file.txt")).isFalse();
    assertThat(submission.has("output/x.txt")).isFalse();
    assertThat(submission.list("output")).isEmpty();
  }

  @Test
  void text_that_is_not_utf_8() throws IOException {
    refuses(deliver("a.txt", new byte[] {'a', (byte) 0xff}), submission::text, "not UTF-8");
    assertThat(submission.text(deliver("b.txt", "\uFEFFb"))).isEqualTo("b");
  }

  @Test
  void tables_that_are_too_wide_too_long_or_torn() throws IOException {
    refuses(deliver("wide.csv", ",".repeat(5_000_000)), submission::csv, "cells");
    refuses(deliver("long.csv", "a\n" + "1\n".repeat(300_000)), submission::csv, "rows");
    refuses(deliver("area.csv", wideHeader() + "\n1".repeat(5000)), submission::csv, "cells");
    refuses(deliver("torn.csv", "a,b\n\"1,2\n3,4"), submission::csv, "CSV");
    refuses(deliver("ragged.csv", "a\n1,2\n"), submission::csv, "more cells than the header");
    refuses(deliver("twice.csv", "a,a\n1,2\n"), submission::csv, "same name");
    refuses(deliver("empty.csv", ""), submission::csv, "is empty");
    String line = "x".repeat(20_000_000);
    assertThat(submission.csv(deliver("line.csv", "a\n" + line)).rows().getFirst().getFirst())
        .hasSize(20_000_000);
    refuses(deliver("huge.csv", "a\n" + line + line), submission::csv, "bytes");
  }

  private static String wideHeader() {
    StringBuilder header = new StringBuilder("c0");
    for (int i = 1; i < 2000; i++) {
      header.append(",c").append(i);
    }
    return header.toString();
  }

  @Test
  void numbers_that_only_java_would_read() {
    for (String text :
        new String[] {
          "NaN",
          "Infinity",
          "-Infinity",
          "1d",
          "1f",
          "0x1p3",
          "1e999",
          "1,5",
          "",
          "-",
          ".",
          "1 2",
          "9".repeat(1_000_000)
        }) {
      assertThat(Table.number(text)).as(text.substring(0, Math.min(9, text.length()))).isNaN();
    }
    assertThat(Table.number(" -1.5e3 ")).isEqualTo(-1500);
    assertThat(Table.number("+.5")).isEqualTo(0.5);
    assertThat(Table.number("7.")).isEqualTo(7);
  }

  @Test
  void json_that_is_deep_torn_or_no_json() throws IOException {
    refuses(deliver("deep.json", "[".repeat(1_000_000)), submission::json, "JSON");
    refuses(deliver("deep2.json", "{\"a\":".repeat(1_000_000)), submission::json, "JSON");
    refuses(deliver("nan.json", "{\"a\": NaN}"), submission::json, "JSON");
    refuses(deliver("number.json", "1" + "0".repeat(1_000_000)), submission::json, "JSON");
    refuses(deliver("torn.json", "{\"a\": "), submission::json, "JSON");
    refuses(deliver("empty.json", ""), submission::json, "is empty");
  }

  @Test
  void a_file_that_was_refused_is_not_read_again() throws IOException {
    String path = deliver("a.json", "{");
    refuses(path, submission::json, "JSON");
    deliver("a.json", "{}");
    refuses(path, submission::json, "JSON");
    assertThat(submission.text(path)).isEqualTo("{}");
  }
}
