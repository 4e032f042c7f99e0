package ale.agents;

import ale.core.FaultException;
import ale.core.FaultSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An npm registry, from which archives are fetched. Which one, {@code NPM_CONFIG_REGISTRY} or the
 * user's {@code .npmrc} says, as they do for npm; npm itself is not needed.
 */
final class NpmRegistry {
  private static final String PUBLIC = "https://registry.npmjs.org/";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int TRIES = 3;

  private final URI address;

  NpmRegistry(URI address) {
    this.address = address;
  }

  static NpmRegistry configured() {
    String chosen =
        Stream.of("NPM_CONFIG_REGISTRY", "npm_config_registry")
            .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
            .filter(value -> !value.isBlank())
            .findFirst()
            .or(NpmRegistry::ofUser)
            .orElse(PUBLIC);
    return new NpmRegistry(URI.create(chosen.endsWith("/") ? chosen : chosen + "/"));
  }

  private static Optional<String> ofUser() {
    Path file = Path.of(System.getProperty("user.home", "/"), ".npmrc");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.matches("\\s*registry\\s*=.*"))
          .map(line -> line.substring(line.indexOf('=') + 1).strip())
          .reduce((_, last) -> last);
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty(); // most users have none
    }
  }

  /**
   * Fetches an archive into a file.
   *
   * @throws FaultException if it cannot be had, or is not the one that was pinned
   */
  void fetch(NpmPackage wanted, Path into) {
    URI from = address.resolve(wanted.path());
    String last = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        String integrity = download(from, into);
        if (!integrity.equals(wanted.integrity())) {
          throw fault(from, "it is not the pinned one: " + integrity);
        }
        return;
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw fault(from, "interrupted");
      }
    }
    throw fault(from, last);
  }

  private static FaultException fault(URI from, String reason) {
    return new FaultException(
        FaultSource.HARNESS,
        "cannot fetch "
            + from
            + ": "
            + reason
            + "; a network is needed once, and NPM_CONFIG_REGISTRY names another registry");
  }

  private static String download(URI from, Path into) throws IOException, InterruptedException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(30))
            .build()) {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(from).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body();
          OutputStream out = new DigestOutputStream(Files.newOutputStream(into), digest)) {
        if (answer.statusCode() != 200) {
          throw new IOException("status " + answer.statusCode());
        }
        body.transferTo(out);
      }
    }
    return "sha512-" + Base64.getEncoder().encodeToString(digest.digest());
  }
}
