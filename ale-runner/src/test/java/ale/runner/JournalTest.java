package ale.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.AleException;
import ale.core.Phase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void place() {
    file = folder.resolve("trial/journal.jsonl");
  }

  private void write(int lines) {
    try (Journal journal = Journal.open(file, CLOCK)) {
      for (int i = 0; i < lines; i++) {
        journal.write(1, Phase.BOOT, Journal.Mark.BEGIN, Map.of("n", i));
      }
    }
  }

  @Test
  void what_was_written_is_read_back_in_order() {
    write(3);
    assertThat(Journal.read(file)).extracting(Journal.Line::seq).containsExactly(1L, 2L, 3L);
    assertThat(Journal.read(file).get(2).data()).containsEntry("n", 2);
  }

  @Test
  void goes_on_where_it_stopped() {
    write(2);
    write(2);
    assertThat(Journal.read(file)).extracting(Journal.Line::seq).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void drops_a_torn_last_line_and_writes_over_it() throws IOException {
    write(2);
    Files.writeString(file, "{\"seq\":3,\"at\":\"19", StandardOpenOption.APPEND);
    assertThat(Journal.read(file)).hasSize(2);
    write(1);
    assertThat(Journal.read(file)).extracting(Journal.Line::seq).containsExactly(1L, 2L, 3L);
  }

  @Test
  void notices_a_changed_line() throws IOException {
    write(2);
    Files.writeString(file, Files.readString(file).replace("\"n\":0", "\"n\":9"));
    assertThatThrownBy(() -> Journal.read(file))
        .isInstanceOf(AleException.class)
        .hasMessageContaining("line 1 does not match its checksum");
  }

  @Test
  void notices_a_line_that_is_missing() throws IOException {
    write(3);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(text.indexOf('\n') + 1));
    assertThatThrownBy(() -> Journal.read(file)).hasMessageContaining("out of order");
  }

  /** Lines like ours, without a disk's patience for each. */
  private void fill(int lines) throws IOException {
    write(1);
    String first = Files.readString(file);
    String body = first.substring(0, first.lastIndexOf(",\"sum\":"));
    String before = body.substring(0, body.indexOf("\"seq\":1,")) + "\"seq\":";
    String after = body.substring(body.indexOf("\"seq\":1,") + 7);
    StringBuilder text = new StringBuilder();
    CRC32C crc = new CRC32C();
    for (int seq = 2; seq <= lines; seq++) {
      String line = before + seq + after;
      crc.reset();
      crc.update(line.getBytes(StandardCharsets.UTF_8));
      String sum = HexFormat.of().toHexDigits((int) crc.getValue());
      text.append(line).append(",\"sum\":\"").append(sum).append("\"}\n");
    }
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  @Test
  void opening_a_journal_of_300_000_lines_looks_at_its_end_alone() throws IOException {
    fill(300_000);
    assertThat(Files.size(file)).isGreaterThan(30_000_000);
    try (FileChannel channel = FileChannel.open(file)) {
      LastLine last = LastLine.of(channel);
      assertThat(last.looked()).isLessThanOrEqualTo(1 << 14);
      assertThat(last.end()).isEqualTo(Files.size(file));
    }
    Files.writeString(file, "{\"v\":2,\"seq\":30", StandardOpenOption.APPEND);
    write(1);
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(LastLine.of(channel).text()).contains("\"seq\":300001,");
    }
  }

  @Test
  void lines_longer_than_a_block_are_found_from_the_end() {
    String words = "x".repeat(40_000);
    try (Journal journal = Journal.open(file, CLOCK)) {
      journal.write(1, Phase.BOOT, Journal.Mark.FAULT, Map.of("message", words));
      journal.write(1, Phase.BOOT, Journal.Mark.FAULT, Map.of("message", words));
    }
    write(1);
    assertThat(Journal.read(file)).extracting(Journal.Line::seq).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_journal_whose_first_line_is_torn_begins_anew() throws IOException {
    Files.createDirectories(folder.resolve("trial"));
    Files.writeString(file, "{\"v\":2,\"se");
    write(1);
    assertThat(Journal.read(file)).extracting(Journal.Line::seq).containsExactly(1L);
  }

  @Test
  void a_changed_last_line_is_noticed_when_it_is_opened() throws IOException {
    write(2);
    Files.writeString(file, Files.readString(file).replace("\"n\":1", "\"n\":9"));
    assertThatThrownBy(() -> Journal.open(file, CLOCK))
        .isInstanceOf(AleException.class)
        .hasMessageContaining("the last line does not match its checksum");
  }

  @Test
  void a_line_of_another_format_is_refused() throws IOException {
    String open = "{\"seq\":1,\"at\":\"2026-01-01T00:00:00Z\"";
    CRC32C crc = new CRC32C();
    crc.update(open.getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(folder.resolve("trial"));
    Files.writeString(file, open + String.format(",\"sum\":\"%08x\"}%n", crc.getValue()));
    assertThatThrownBy(() -> Journal.open(file, CLOCK)).hasMessageContaining("another format");
  }

  @Test
  void time_that_has_passed_is_told_by_the_machine_whatever_the_wall_clock_says() {
    try (Journal journal = Journal.open(file, CLOCK, () -> new Moment("boot", 5_000))) {
      Journal.Line line = journal.write(1, Phase.WORK, Journal.Mark.BEGIN, Map.of());
      assertThat(new Moment("boot", 7_500).since(line)).hasMillis(2_500);
      assertThat(new Moment("later", 7_500).since(line)).isZero();
    }
    assertThat(Journal.read(file).getFirst().clock()).isEqualTo(new Moment("boot", 5_000));
  }
}
