package ale.interop;

import ale.core.AtomicFiles;
import ale.core.Digest;
import ale.core.InputException;
import ale.core.Inside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Carries pictures from one trajectory's folder to another's, under the same relative names. */
final class Pictures {
  static final long MOST_BYTES = 32L << 20;

  private static final Map<String, String> ENDINGS =
      Map.of("image/png", "png", "image/jpeg", "jpg", "image/gif", "gif", "image/webp", "webp");

  private final Path from;
  private final Path to;
  private final Losses losses;

  Pictures(Path from, Path to, Losses losses) {
    this.from = from.toAbsolutePath().normalize();
    this.to = to.toAbsolutePath().normalize();
    this.losses = losses;
  }

  /** The media type by the ending of a name; empty if it is none of the four of ATIF. */
  static Optional<String> typeOf(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".jpeg")) {
      return Optional.of("image/jpeg");
    }
    return ENDINGS.entrySet().stream()
        .filter(e -> lower.endsWith("." + e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static boolean known(String mediaType) {
    return ENDINGS.containsKey(mediaType);
  }

  static boolean isAddress(String path) {
    return path.matches("[a-z][a-z0-9+.-]+:.*");
  }

  /** The bytes of a picture beside a trajectory, if it is there, a file, and not too large. */
  static Optional<byte[]> read(Path folder, String path) {
    Optional<Path> file =
        Inside.resolve(folder, path).filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS));
    try {
      return file.isPresent() && Files.size(file.get()) <= MOST_BYTES
          ? Optional.of(Files.readAllBytes(file.get()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Copies a picture to the same place in the other folder. */
  void carry(String path) {
    if (isAddress(path) || from.equals(to)) {
      return;
    }
    Optional<byte[]> bytes = read(from, path);
    Optional<Path> place = Inside.resolve(to, path);
    if (bytes.isEmpty() || place.isEmpty()) {
      losses.add("image", "no picture of at most 32 MiB stands at its path; the path is kept");
      return;
    }
    try {
      if (!Files.exists(place.get())) {
        AtomicFiles.write(place.get(), bytes.get());
      }
    } catch (UncheckedIOException e) {
      throw new InputException("cannot write " + place.get() + ": " + e.getMessage(), e);
    }
  }

  /** Writes a picture out of a document beside it, and returns its path. */
  String unpack(String base64, String mediaType) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InputException("the data of a picture are not base64: " + e.getMessage(), e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InputException("a picture has " + bytes.length + " bytes, more than 32 MiB");
    }
    String path = "images/" + Digest.of(bytes) + "." + ENDINGS.getOrDefault(mediaType, "bin");
    Path place =
        Inside.resolve(to, path)
            .orElseThrow(() -> new InputException(to + "/images leaves its folder"));
    if (!Files.exists(place)) {
      AtomicFiles.write(place, bytes);
    }
    return path;
  }
}
