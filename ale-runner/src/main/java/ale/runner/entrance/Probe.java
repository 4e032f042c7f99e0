package ale.runner.entrance;

import ale.core.AleException;
import ale.core.Json;
import ale.core.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** One small job as a task folder: what is asked, what is given, and the one right answer. */
final class Probe {
  /** Where an answer is looked for. */
  private static final String ANSWER = "/home/agent/work/output/answer.txt";

  private static final String CLICKED = "/srv/panel/clicked.txt";

  private final String name;
  private final Layer layer;
  private final Path folder;

  private Probe(String name, Layer layer, Path folder) {
    this.name = name;
    this.layer = layer;
    this.folder = folder;
  }

  /** A job whose answer is a line in {@code output/answer.txt}. */
  static Probe asking(Path home, String name, Layer layer, String instruction, String answer) {
    Probe probe = new Probe(name, layer, home.resolve(name));
    probe.write(
        "instruction.md",
        instruction + "\n\nWrite the answer, and nothing else, into output/answer.txt.\n");
    probe.task("\"" + ANSWER + "\"", "", false);
    probe.grader(ANSWER, answer);
    return probe;
  }

  /** A job in front of a panel; with {@code clicking}, the answer is what was clicked last. */
  static Probe showing(
      Path home,
      String name,
      Layer layer,
      String instruction,
      String answer,
      ProbePanel.Chart chart,
      boolean clicking) {
    Probe probe = new Probe(name, layer, home.resolve(name));
    probe.write(
        "instruction.md",
        instruction
            + (clicking ? "\n" : "\n\nWrite it, and nothing else, into output/answer.txt.\n"));
    String artifact =
        clicking ? "{ source = \"" + CLICKED + "\", service = \"panel\" }" : "\"" + ANSWER + "\"";
    probe.task(
        artifact,
        """

        [[metadata.ale.services]]
        name = "panel"
        command = ["java", "-Xmx128m", "-cp", "/opt/ale/lib/*", "ale.runner.entrance.ProbePanel", "/srv/panel"]
        """,
        true);
    probe.write("environment/panel/chart.json", Json.pretty(chart));
    probe.grader(clicking ? CLICKED : ANSWER, answer);
    return probe;
  }

  private void task(String artifact, String services, boolean gui) {
    write(
        "task.toml",
        """
        schema_version = "1.4"
        artifacts = [%s]
        [task]
        name = "ale/entrance-%s"
        [metadata.ale]
        family = "entrance"
        instance = "%s"
        subfield = "software-engineering"
        gui = %s
        layers = ["%s"]
        %s
        [agent]
        timeout_sec = 900.0
        [environment]
        docker_image = "ale/workstation"
        network_mode = "no-network"
        memory_mb = 1024
        storage_mb = 128
        [verifier]
        timeout_sec = 60.0
        environment_mode = "separate"
        """
            .formatted(artifact, name, name, gui, layer.word(), services));
  }

  private void grader(String file, String answer) {
    write(
        "tests/test.sh",
        "#!/bin/sh\n[ \"$(head -c 100 "
            + file
            + " | tr -d ' \\t\\r\\n')\" = "
            + answer
            + " ] && r=1 || r=0\necho $r > /logs/verifier/reward.txt\n");
  }

  /** Something that the agent finds in its work directory. */
  Probe input(String path, String content) {
    write("environment/" + path, content);
    return this;
  }

  private void write(String path, String content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new AleException("cannot write the probe " + folder + ": " + e.getMessage(), e);
    }
  }

  String name() {
    return name;
  }

  Layer layer() {
    return layer;
  }

  Path folder() {
    return folder;
  }
}
