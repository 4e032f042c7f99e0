package ale.cli;

import ale.gateway.GatewayMain;
import ale.gateway.ScriptedModel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models that play a script, for tests without a network. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "A scripted model that speaks the providers' wire formats. See docs/gateway.md.")
final class ModelCommand {
  @Command(
      name = "serve",
      mixinStandardHelpOptions = true,
      description = "Plays a script on a port of loopback, until it is ended.")
  int serve(
      @Parameters(paramLabel = "SCRIPT", description = "YAML or JSON") Path script,
      @Option(names = "--port", defaultValue = "0", description = "0 takes a free one") int port)
      throws InterruptedException {
    try (ScriptedModel model = GatewayMain.serveModel(script, port)) {
      Screen.say("scripted model at " + model.address());
      new CountDownLatch(1).await();
    }
    return Main.DONE;
  }
}
