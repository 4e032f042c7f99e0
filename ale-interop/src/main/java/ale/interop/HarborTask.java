package ale.interop;

import ale.core.Digest;
import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A task folder of ours as Harbor's containers can run it. Files are only added: a Dockerfile for
 * the agent's computer and one for the grader's, with the grader itself. In {@code task.toml} the
 * names of our images become comments, so that Harbor builds those Dockerfiles.
 */
final class HarborTask {
  private static final String MADE = "# Written by ale export harbor.";
  private static final String GRADER = "ale-grader";
  private static final Set<String> ADDED =
      Set.of("environment/Dockerfile", "environment/.dockerignore", "tests/Dockerfile");
  private static final Pattern IMAGE =
      Pattern.compile("(?m)^(docker_image = \"ale/([a-z0-9-]+)\")$");
  private static final String BUILD = "build_timeout_sec = 3600.0 # ";
  private static final String SCRIPT =
      """
      #!/bin/sh
      exec /opt/java/openjdk/bin/java -XX:+UseSerialGC -Xmx1500m -Djava.awt.headless=true \
      --enable-native-access=ALL-UNNAMED -cp '/opt/ale/lib/*' ale.tasks.GraderMain "$@"
      """;

  private final Map<String, List<String>> software;
  private final List<Path> jars;

  /** The first copy of each jar; the others are the same file, so that a dataset stays small. */
  private Optional<Path> lib = Optional.empty();

  HarborTask(Map<String, List<String>> software, List<Path> jars, Path dataset) {
    this.software = software;
    this.jars = List.copyOf(jars);
    if (jars.isEmpty()) {
      throw new InputException("there are no jars of graders for " + dataset);
    }
  }

  /** Whether a folder is a task that was written here. */
  static boolean ours(Path task) {
    try (Stream<String> lines = Files.lines(task.resolve("environment/Dockerfile"))) {
      return lines.findFirst().filter(MADE::equals).isPresent();
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Writes it.
   *
   * @return whether it could be
   */
  boolean write(Path instance, Path task, Losses losses) {
    try {
      String toml = Files.readString(instance.resolve("task.toml"));
      List<String> images = IMAGE.matcher(toml).results().map(m -> m.group(2)).toList();
      Optional<String> obstacle = obstacle(toml, images);
      if (obstacle.isPresent()) {
        losses.add("", obstacle.get());
        return false;
      }
      List<String> work = new ArrayList<>();
      List<String> tests = new ArrayList<>();
      for (Path file : Digest.files(instance)) {
        String name = instance.relativize(file).toString();
        copy(file, task.resolve(name));
        top(name, "environment/").ifPresent(work::add);
        top(name, "tests/").ifPresent(tests::add);
      }
      Files.writeString(task.resolve("task.toml"), IMAGE.matcher(toml).replaceAll(BUILD + "$1"));
      Files.createDirectories(task.resolve("environment"));
      Files.writeString(task.resolve("environment/.dockerignore"), "Dockerfile\n.dockerignore\n");
      Files.writeString(
          task.resolve("environment/Dockerfile"),
          system(images.getLast())
              + "WORKDIR /home/agent/work\nCOPY --chown=agent:agent . /home/agent/work\n");
      Files.writeString(
          task.resolve("tests/Dockerfile"),
          system(images.getFirst())
              + "COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk\n"
              + "COPY "
              + GRADER
              + " /opt/ale\n"
              + copies(tests)
              + "WORKDIR /home/agent/work\n");
      grader(task.resolve("tests").resolve(GRADER));
      losses.add("", "no desktop: its container has the software, and no screen");
      return true;
    } catch (IOException e) {
      throw new InputException("cannot write " + task + ": " + e.getMessage(), e);
    }
  }

  private Optional<String> obstacle(String toml, List<String> images) {
    if (images.isEmpty()) {
      return Optional.of("left out: it runs on no image of ours; give it to Harbor as it is");
    }
    if (toml.contains("[[metadata.ale.services]]") || toml.contains("\nservices = [")) {
      return Optional.of("left out: a program that only its screen shows is part of it");
    }
    if (toml.contains("[metadata.ale_package]")) {
      return Optional.of("left out: it is graded by hooks, beside its computer");
    }
    return images.stream()
        .filter(i -> !software.containsKey(i))
        .findFirst()
        .map(i -> "left out: there is no recipe of the image ale/" + i);
  }

  /** The first step of a path below a folder. */
  private static Optional<String> top(String name, String below) {
    return name.startsWith(below)
        ? Optional.of(name.substring(below.length()).replaceFirst("/.*", "/"))
        : Optional.empty();
  }

  private static String copies(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : new LinkedHashSet<>(names)) {
      String to = "/tests/" + (name.endsWith("/") ? name : "");
      text.append("COPY ").append(Json.line(List.of(name, to))).append('\n');
    }
    return text.toString();
  }

  private String system(String image) {
    return """
    %s
    FROM debian:bookworm
    RUN apt-get update && apt-get install -y --no-install-recommends \\
        %s \\
        && rm -rf /var/lib/apt/lists/*
    RUN useradd --create-home --uid 1000 --shell /bin/bash agent \\
        && install -d -o agent -g agent /home/agent/work
    """
        .formatted(
            MADE,
            String.join(
                " ", Objects.requireNonNull(software.get(image)).stream().sorted().toList()));
  }

  private void grader(Path folder) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path script = Files.writeString(bin.resolve("grade"), SCRIPT);
    if (!script.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + script + " executable");
    }
    Path own = Files.createDirectories(folder.resolve("lib"));
    for (Path jar : jars) {
      String name = String.valueOf(jar.getFileName());
      if (lib.isPresent()) {
        Files.createLink(own.resolve(name), lib.get().resolve(name));
      } else {
        Files.copy(jar, own.resolve(name));
      }
    }
    lib = lib.or(() -> Optional.of(own));
  }

  private static void copy(Path file, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Takes a task back to what it was before {@link #write}. */
  static Path back(Path task, Path instance) {
    try {
      for (Path file : Digest.files(task)) {
        String name = task.relativize(file).toString();
        if (!ADDED.contains(name) && !name.startsWith("tests/" + GRADER + "/")) {
          copy(file, instance.resolve(name));
        }
      }
      Path toml = instance.resolve("task.toml");
      Files.writeString(
          toml, Files.readString(toml).replaceAll("(?m)^" + Pattern.quote(BUILD), ""));
      return instance;
    } catch (IOException e) {
      throw new InputException("cannot take " + task + " back: " + e.getMessage(), e);
    }
  }
}
