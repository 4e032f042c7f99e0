package ale.agents;

import ale.core.AleException;
import ale.core.Digest;
import ale.core.Json;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What a bundle is made of. The files are resources of ours, so that two machines make the same
 * bundle.
 *
 * @param architecture of the machines on which its programs run
 * @param executable files that are programs, whatever their archive says
 */
record BundleLock(
    @JsonProperty("name") String name,
    @JsonProperty("version") String version,
    @JsonProperty("architecture") String architecture,
    @JsonProperty("packages") List<NpmPackage> packages,
    @JsonProperty("executable") List<String> executable) {
  BundleLock {
    packages = List.copyOf(packages);
    executable = List.copyOf(executable);
  }

  static BundleLock of(String harness) {
    String resource = "bundles/" + harness + ".json";
    try (InputStream in = BundleLock.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AleException("there is no resource " + resource);
      }
      return Json.mapper().readValue(in.readAllBytes(), BundleLock.class);
    } catch (IOException e) {
      throw new AleException("cannot read " + resource + ": " + e.getMessage(), e);
    }
  }

  /** It pins every byte, so its own digest stands for the content. */
  String digest() {
    return Digest.of(Json.line(this));
  }
}
