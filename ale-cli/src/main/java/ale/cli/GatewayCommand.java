package ale.cli;

import ale.gateway.Gateway;
import ale.gateway.GatewayMain;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The only door to a model. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "The model gateway: meters, caps, records and replays. See docs/gateway.md.")
final class GatewayCommand {
  @Command(
      name = "serve",
      mixinStandardHelpOptions = true,
      description = "Serves a gateway as its configuration file says, until it is ended.")
  int serve(
      @Option(
              names = "--config",
              required = true,
              paramLabel = "FILE",
              description = "YAML or JSON")
          Path config)
      throws InterruptedException {
    try (Gateway gateway = GatewayMain.serve(config)) {
      Screen.say("gateway at " + gateway.address());
      new CountDownLatch(1).await();
    }
    return Main.DONE;
  }
}
