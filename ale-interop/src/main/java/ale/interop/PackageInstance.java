package ale.interop;

import ale.core.InputException;
import ale.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Writes one variant of a task package of ALE as a task folder: the data that an agent sees as its
 * inputs, and the code, with the reference, as its tests.
 */
public final class PackageInstance {
  /** Where the public tasks have their data on Linux. */
  public static final String ROOT = "/media/user/data/agenthle";

  private static final List<String> SEEN = List.of("input", "software");

  private final AlePackage source;
  private final TaskCard card;
  private final PackageSettings settings;

  public PackageInstance(AlePackage source, TaskCard card, PackageSettings settings) {
    this.source = source;
    this.card = card;
    this.settings = settings;
  }

  /** The name of a variant's folder: the one it has in the data tree, else its number. */
  private static String name(JsonNode loaded, int variant) {
    String name = loaded.path("metadata").path("variant_name").asString("");
    return name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}") ? name : "variant_" + variant;
  }

  /** How a variant is called among the instances of a run. */
  public String id(JsonNode loaded, int variant) {
    return source.domain() + "." + source.task() + "." + name(loaded, variant);
  }

  /**
   * Writes it.
   *
   * @param loaded what the hook {@code load} gave for this variant
   * @param folder a new folder
   * @throws InputException if it cannot be run
   */
  public void write(JsonNode loaded, int variant, Path folder) {
    String place = source.name() + "/" + name(loaded, variant);
    String work = loaded.path("metadata").path("task_dir").asString(ROOT + "/" + place);
    if (!work.startsWith(ROOT + "/") || work.contains("/../") || work.endsWith("/..")) {
      throw new InputException(
          source.name() + " has its data in " + work + ", which is not below " + ROOT);
    }
    String description = loaded.path("description").asString("");
    if (description.isBlank()) {
      throw new InputException(source.name() + ": the hook load gave a task without a description");
    }
    boolean needed =
        loaded.path("metadata").path("requires_task_data").asBoolean(!card.inputs().isEmpty());
    Optional<Path> data = settings.data().map(d -> d.resolve(place)).filter(Files::isDirectory);
    if (needed && data.isEmpty()) {
      throw new InputException(
          source.name()
              + " needs its data"
              + settings
                  .data()
                  .map(d -> ", and there is no folder " + d.resolve(place))
                  .orElse("; say where they are with --ale-data DIR"));
    }
    try {
      Losses losses = new Losses();
      Files.createDirectories(folder.resolve("environment"));
      PackageCode.put(source, folder.resolve("tests/hooks"));
      data.ifPresent(d -> {
        SEEN.forEach(s -> Trees.copy(d.resolve(s), folder.resolve("environment/" + s), losses));
        Trees.copy(d.resolve("reference"), folder.resolve("tests/reference"), losses);
        Trees.copy(d.resolve("solution"), folder.resolve("solution"), losses);
      });
      if (!losses.list().isEmpty()) {
        throw new InputException(
            "the data of " + source.name() + " cannot be used: " + losses.list().getFirst());
      }
      Files.writeString(folder.resolve("instruction.md"), description.strip() + "\n");
      Files.writeString(folder.resolve("task.toml"), toml(loaded, variant, work));
      Files.writeString(
          folder.resolve("tests/test.sh"),
          "#!/bin/sh\necho 'this task is graded by its hooks, beside its computer' >&2\nexit 1\n");
    } catch (IOException e) {
      throw new InputException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  private String toml(JsonNode loaded, int variant, String work) {
    String id = id(loaded, variant);
    return """
    schema_version = "1.4"
    artifacts = [%s]

    [task]
    name = %s
    description = %s

    [metadata.ale_package]
    domain = %s
    task = %s
    variant = %d
    root = %s
    hooks = %s
    snapshot = %s

    [metadata.ale]
    family = %s
    instance = %s
    subfield = %s
    track = %s
    software = %s
    essential_steps = [%s]

    [agent]
    %s
    [verifier]
    timeout_sec = %d.0
    network_mode = "no-network"
    environment_mode = %s
    [environment]
    docker_image = %s
    workdir = %s
    cpus = %d
    memory_mb = %d
    storage_mb = %d
    """
        .formatted(
            text(work + "/output"),
            text(source.domain() + "/" + id),
            text(card.title()),
            text(source.domain()),
            text(source.task()),
            variant,
            text(ROOT),
            text(settings.hooks()),
            text(card.snapshot()),
            text(source.domain() + "." + source.task()),
            text(id),
            text(source.subfield(card).key()),
            text(card.licensed() ? "licensed" : "open"),
            Json.line(card.software()),
            String.join(
                ", ",
                IntStream.range(0, card.steps().size())
                    .mapToObj(i ->
                        "{id = \"step-%d\", text = %s}".formatted(i + 1, text(card.steps().get(i))))
                    .toList()),
            card.timeout().map(t -> "timeout_sec = " + t.toMillis() / 1e3 + "\n").orElse(""),
            settings.hookSeconds(),
            grader(),
            text("ale/" + settings.image(card).orElseThrow()),
            text(work),
            settings.cpus(),
            settings.memoryMegabytes(),
            settings.storageMegabytes());
  }

  /** A computer of the grader's own is described, so that the plan pins the image of the hooks. */
  private String grader() {
    return settings.inPlace().contains(source.name())
        ? "\"shared\"\n"
        : """
        "separate"

        [verifier.environment]
        docker_image = %s
        network_mode = "no-network"
        """
            .formatted(text("ale/" + settings.hooks()));
  }

  /** JSON's way to write a text of one line is TOML's too. */
  private static String text(String text) {
    return Json.line(Names.plain(text));
  }
}
