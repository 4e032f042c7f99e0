package ale.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

/** PDF files that are meant to break a grader. */
final class HostilePdfTest extends HostileOutput {
  private static byte[] pdf(String objects) {
    return ("%PDF-1.4\n" + objects + "\ntrailer <</Root 1 0 R>>\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void pdf_files_that_go_round_in_circles() throws IOException {
    // What such a file holds is of no interest; that reading it comes to an end is.
    byte[] pages =
        pdf(
            """
            1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
            2 0 obj <</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>> endobj
            """);
    refusesOrReads(deliver("pages.pdf", pages));
    StringBuilder forms =
        new StringBuilder(
            """
            1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
            2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
            3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R
              /Resources <</XObject <</F 5 0 R>>>>>> endobj
            4 0 obj <</Length 4>> stream
            /F Do
            endstream endobj
            """);
    for (int i = 5; i < 45; i++) {
      forms.append(
          """
          %d 0 obj <</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 10
            /Resources <</XObject <</F %d 0 R>>>>>> stream
          /F Do /F Do
          endstream endobj
          """
              .formatted(i, i + 1));
    }
    refuses(deliver("forms.pdf", pdf(forms.toString())), submission::pdf, "drawing steps");
  }

  private void refusesOrReads(String path) {
    Instant start = Instant.now();
    try {
      submission.pdf(path);
    } catch (UnreadableOutput e) {
      assertThat(e).hasMessageContaining(path);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
  }

  @Test
  void pdf_files_that_inflate_without_end() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(content, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] text = "q Q ".repeat(1 << 18).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 300; i++) {
        deflater.write(text);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        pdf(
            """
            1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
            2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
            3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>> endobj
            4 0 obj <</Filter /FlateDecode /Length %d>> stream
            """
                    .formatted(content.size())
                    .stripTrailing()
                + "\n"));
    byte[] head = out.toByteArray();
    int trailer = new String(head, StandardCharsets.ISO_8859_1).indexOf("\ntrailer");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(head, 0, trailer);
    whole.write(content.toByteArray());
    whole.write("\nendstream endobj".getBytes(StandardCharsets.US_ASCII));
    whole.write(head, trailer, head.length - trailer);
    refuses(deliver("bomb.pdf", whole.toByteArray()), submission::pdf, "");
  }

  @Test
  void pdf_files_that_are_torn_or_something_else() throws IOException {
    refuses(deliver("text.pdf", "hello"), submission::pdf, "PDF");
    refuses(deliver("empty.pdf", ""), submission::pdf, "PDF");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(50, 700);
        content.showText("hello");
        content.endText();
      }
      document.save(out);
    }
    assertThat(submission.pdf(deliver("good.pdf", out.toByteArray())).strip()).isEqualTo("hello");
  }

  @Test
  void a_pdf_reader_that_was_told_to_stop_stops() throws IOException {
    Path file = root.resolve("home/agent/work").resolve(deliver("slow.pdf", pdf("")));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> PdfReader.read(file, "slow.pdf"))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
