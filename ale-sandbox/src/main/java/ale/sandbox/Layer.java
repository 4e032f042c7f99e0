package ale.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the record beside a built layer; when the record was last touched is when the
 * layer was last used.
 *
 * @param format version of this file's format
 * @param name the image whose topmost layer it is
 * @param digest SHA-256 of the recipes of it and of all below, or of what a snapshot holds
 * @param base the {@link #key} of the layer below
 * @param description one sentence
 * @param packages what its recipe asks for
 * @param snapshot whether it was kept from a sandbox instead of made from a recipe
 * @param bytes what it takes on disk
 * @param built when
 */
record Layer(
    String format,
    String name,
    String digest,
    Optional<String> base,
    String description,
    List<String> packages,
    boolean snapshot,
    long bytes,
    Instant built) {
  static final String FORMAT = "ale-layer-1";
  static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** The name of its folder. */
  String key() {
    return key(name, digest);
  }

  static String key(String name, String digest) {
    return name + "-" + digest.substring(0, 16);
  }
}
