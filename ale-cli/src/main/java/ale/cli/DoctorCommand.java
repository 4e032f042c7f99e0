package ale.cli;

import ale.sandbox.LocalProvider;
import ale.sandbox.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What this machine can do, and what it lacks. Changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says what this machine can do and what it lacks; changes nothing.")
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "one line of JSON")
  private boolean json;

  /** One thing that was looked at. */
  record Symptom(String name, boolean ok, String found) {}

  @Override
  public Integer call() {
    Places places = Places.standard();
    List<Symptom> symptoms = new ArrayList<>();
    symptoms.add(
        new Symptom(
            "java",
            Runtime.version().feature() >= 25,
            System.getProperty("java.runtime.version", "unknown")
                + " in "
                + System.getProperty("java.home", "")));
    List<String> obstacles = Preparation.obstacles();
    symptoms.add(
        new Symptom(
            "sandboxes",
            obstacles.isEmpty(),
            obstacles.isEmpty() ? "possible" : String.join("; ", obstacles)));
    List<String> missing = Preparation.missing();
    symptoms.add(
        new Symptom(
            "programs",
            missing.isEmpty(),
            missing.isEmpty()
                ? "all there"
                : "missing packages: "
                    + String.join(", ", missing)
                    + "; ale demo and ale run install them"));
    Providers providers = Providers.installed();
    for (String name : providers.names()) {
      Optional<String> obstacle = providers.obstacle(name);
      symptoms.add(
          new Symptom("provider " + name, obstacle.isEmpty(), obstacle.orElse("can be had")));
    }
    symptoms.add(controlGroups());
    if (Preparation.onLinux()) {
      List<String> weaknesses = LocalProvider.weaknesses();
      symptoms.add(
          new Symptom(
              "protections",
              weaknesses.isEmpty(),
              weaknesses.isEmpty() ? "all of them" : String.join("; ", weaknesses)));
    }
    symptoms.add(disk(places.cache()));
    symptoms.add(disk(places.runs()));
    for (String image : new Preparation(places, Screen::say).images().names()) {
      boolean built = new Preparation(places, Screen::say).images().find(image).isPresent();
      symptoms.add(
          new Symptom(
              "image " + image,
              built,
              built ? "built" : "not built yet; it is built when it is first needed"));
    }
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("able", obstacles.isEmpty());
      shown.put("symptoms", symptoms);
      Screen.json(shown);
    } else {
      symptoms.forEach(
          s -> Screen.out((s.ok() ? "  ok  " : "  --  ") + s.name() + ": " + s.found()));
      Screen.out(
          obstacles.isEmpty()
              ? "This machine can run the exam."
              : "This machine cannot run the exam.");
    }
    return obstacles.isEmpty() ? Main.DONE : Main.MACHINE;
  }

  private static Symptom controlGroups() {
    boolean unified = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    boolean separate = Files.isWritable(Path.of("/sys/fs/cgroup/memory"));
    return new Symptom(
        "control groups",
        !LocalProvider.rootless() && (unified || separate),
        LocalProvider.rootless()
            ? "none for an ordinary user"
            : unified
                ? "one tree (v2)"
                : separate ? "separate trees (v1)" : "none that can be written");
  }

  private static Symptom disk(Path path) {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    long gigabytes = there.toFile().getUsableSpace() >> 30;
    return new Symptom(
        "disk at " + path, gigabytes >= 8, gigabytes + " GB free, of which an image takes 3");
  }
}
