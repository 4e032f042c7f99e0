package ale.agents;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One package of an npm registry, pinned to its bytes.
 *
 * @param integrity as npm words it: {@code sha512-} and the digest in Base64
 * @param into the folder of the bundle that it is unpacked into
 * @param keep beginnings of the paths that are kept; empty keeps all
 */
record NpmPackage(
    @JsonProperty("name") String name,
    @JsonProperty("version") String version,
    @JsonProperty("integrity") String integrity,
    @JsonProperty("into") String into,
    @JsonProperty("keep") List<String> keep) {
  NpmPackage {
    keep = List.copyOf(keep);
  }

  /** Where a registry has it, relative to the registry's address. */
  String path() {
    return name + "/-/" + name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
  }

  boolean keeps(String file) {
    return keep.isEmpty() || keep.stream().anyMatch(file::startsWith);
  }
}
