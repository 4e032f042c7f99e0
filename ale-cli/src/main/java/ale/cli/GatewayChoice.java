package ale.cli;

import ale.gateway.GatewayConfig;
import ale.runner.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that says which models there are. */
final class GatewayChoice {
  @Option(
      names = "--gateway",
      paramLabel = "FILE",
      description = {
        "the providers of models (docs/gateway.md); default: $ALE_GATEWAY, gateway.yaml or",
        "gateway.json beside the exam, or the vendors whose keys stand in the environment"
      })
  private Optional<Path> named = Optional.empty();

  /** Takes over the file that a request names, unless the command line names one. */
  void fill(String file) {
    named = named.or(() -> Optional.of(Path.of(file)));
  }

  /** The file that was named. */
  Optional<Path> file() {
    return named.map(Path::toAbsolutePath);
  }

  GatewayConfig config(Places places) {
    return named
        .or(() -> Optional.ofNullable(System.getenv("ALE_GATEWAY")).map(Path::of))
        .or(() ->
            Stream.of("gateway.yaml", "gateway.json")
                .map(places.home()::resolve)
                .filter(Files::exists)
                .findFirst())
        .map(GatewayConfig::read)
        .orElseGet(() -> GatewayConfig.ofVendors(System.getenv()));
  }

  Models models(Places places) {
    return Models.behind(config(places), WrongClock.orRight());
  }
}
