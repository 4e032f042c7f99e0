package ale.agents;

import ale.core.ContentPart;
import ale.core.TrajectoryRecorder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Collects what a tool gave back: texts, and pictures that arrive as Base64. */
final class Pictures {
  private static final int LARGEST = 32 << 20;

  private final TrajectoryRecorder recorder;
  private final Allotment allotment;
  private final List<ContentPart> parts = new ArrayList<>();

  Pictures(TrajectoryRecorder recorder, Allotment allotment) {
    this.recorder = recorder;
    this.allotment = allotment;
  }

  Pictures text(String text) {
    if (!text.isEmpty()) {
      parts.add(new ContentPart.Text(allotment.text(text)));
    }
    return this;
  }

  /** A {@code data:} URL. */
  Pictures url(String url) {
    int comma = url.indexOf(',');
    return url.startsWith("data:") && comma > 0
        ? base64(url.substring(comma + 1))
        : text("[a picture at " + url.substring(0, Math.min(url.length(), 200)) + "]");
  }

  /** Its bytes say what it is, whatever the log says. */
  Pictures base64(String data) {
    if (data.length() / 4 * 3 > LARGEST) {
      return text("[a picture too large to keep]");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(data);
      Optional<String> type = type(bytes);
      if (type.isPresent() && allotment.picture(bytes.length)) {
        parts.add(recorder.image(bytes, type.get()));
        return this;
      }
    } catch (IllegalArgumentException e) {
      // cut off, or never a picture
    }
    return text("[a picture that cannot be kept]");
  }

  List<ContentPart> parts() {
    return parts.isEmpty() ? List.of(new ContentPart.Text("")) : List.copyOf(parts);
  }

  private static Optional<String> type(byte[] b) {
    String head =
        new String(b, 0, Math.min(b.length, 12), java.nio.charset.StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    } else if (head.startsWith("GIF8")) {
      return Optional.of("image/gif");
    } else if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return Optional.of("image/webp");
    }
    return Optional.empty();
  }
}
