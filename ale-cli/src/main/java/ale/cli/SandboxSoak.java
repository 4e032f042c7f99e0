package ale.cli;

import ale.sandbox.Image;
import ale.sandbox.Provider;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxSpec;
import ale.sandbox.ScreenSize;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens and closes sandboxes in a loop and looks for what they left behind. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Opens and closes sandboxes with a desktop one after another, and counts what is left of",
      "them: processes, mounts, control groups, sockets, folders, slots. Exit code 1 if anything is."
    })
final class SandboxSoak implements Callable<Integer> {
  @Parameters(paramLabel = "N", defaultValue = "200", description = "how many")
  private int n;

  @Option(names = "--image", defaultValue = "minimal", description = "what software is on them")
  private String name = "minimal";

  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  /** What the command answers; times in milliseconds. */
  record Report(
      int n,
      @JsonProperty("ready_ms") Sample ready,
      @JsonProperty("close_ms") Sample close,
      Traces left,
      Footprint before,
      Footprint after) {}

  @Override
  public Integer call() throws IOException {
    Places places = Places.standard();
    Preparation preparation = new Preparation(places, Screen::say);
    Provider provider = preparation.provider();
    Report report =
        run(provider, preparation.images().ensure(name, Screen::say), places.state(), n);
    if (json) {
      Screen.json(report);
    } else {
      Screen.out("opened: " + report.ready());
      Screen.out("closed: " + report.close());
      Screen.out("left behind: " + report.left());
      Screen.out("this process before: " + report.before() + ", after: " + report.after());
    }
    return report.left().none() ? Main.DONE : Main.UNSCORED;
  }

  static Report run(Provider provider, Image image, Path state, int n) throws IOException {
    SandboxSpec spec =
        SandboxSpec.of(image, Resources.of(1, 1024, 128), SandboxSpec.Tools.GUEST)
            .withScreen(ScreenSize.STANDARD);
    once(provider, spec, new ArrayList<>(), new ArrayList<>()); // loads what a first one loads
    Footprint before = Footprint.now();
    List<String> ids = new ArrayList<>();
    List<Double> ready = new ArrayList<>();
    List<Double> close = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ids.add(once(provider, spec, ready, close));
    }
    return new Report(
        n, Sample.of(ready), Sample.of(close), Traces.of(ids, state), before, Footprint.now());
  }

  private static String once(
      Provider provider, SandboxSpec spec, List<Double> ready, List<Double> close) {
    long start = System.nanoTime();
    Sandbox sandbox = provider.open(spec);
    sandbox.guest().screenshot();
    ready.add(Sample.since(start));
    long end = System.nanoTime();
    sandbox.close();
    close.add(Sample.since(end));
    return sandbox.id();
  }
}
