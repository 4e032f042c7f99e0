package ale.engine.slurm;

import ale.runner.ClusterContract;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Against a real Slurm of four nodes on this host. */
final class SlurmEngineTest extends ClusterContract {
  private static SlurmLab lab;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    lab = SlurmLab.start();
  }

  @AfterEach
  void mend() throws IOException, InterruptedException {
    lab.mend();
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  @Override
  protected String engine() {
    return "slurm";
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("look", "0.3");
  }

  @Override
  protected Map<String, String> environment() {
    return lab.environment();
  }

  @Override
  protected void killNode(String node) throws IOException, InterruptedException {
    lab.kill(node);
  }
}
