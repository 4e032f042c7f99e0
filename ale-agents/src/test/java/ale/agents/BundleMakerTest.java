package ale.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleMakerTest {
  @TempDir Path folder;

  @Test
  void trials_that_want_one_bundle_at_once_all_get_it() throws Exception {
    Path door = Files.writeString(folder.resolve("door.jar"), "a door");
    BundleLock lock =
        new BundleLock("some-cli", "1", System.getProperty("os.arch"), List.of(), List.of());
    Bundles bundles = new Bundles(folder.resolve("bundles"), line -> {});
    Callable<Bundle> make =
        () -> new BundleMaker(bundles, NpmRegistry.configured()).make(lock, Map.of("d.jar", door));
    List<Bundle> made = new ArrayList<>();
    try (ExecutorService trials = Executors.newFixedThreadPool(16)) {
      for (Future<Bundle> one : trials.invokeAll(java.util.Collections.nCopies(16, make))) {
        made.add(one.get());
      }
    }
    assertThat(made).hasSize(16).containsOnly(made.getFirst());
    assertThat(made.getFirst().folder().resolve("doors/d.jar")).hasContent("a door");
  }
}
