package ale.interop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person decides about task packages of ALE.
 *
 * @param data the data tree, {@code <domain>/<task>/<variant>/{input,software,reference}}
 * @param snapshots the image that stands for a snapshot
 * @param hooks the image with the Python packages that hooks and scorers import
 * @param hookSeconds how long one hook may take
 */
public record PackageSettings(
    Optional<Path> data,
    Map<String, String> snapshots,
    String hooks,
    long cpus,
    long memoryMegabytes,
    long storageMegabytes,
    long hookSeconds) {
  /** The Linux snapshot of the public tasks, and the image that has most of its software. */
  private static final Map<String, String> SNAPSHOTS = Map.of("cpu-free-ubuntu", "workstation");

  public PackageSettings {
    snapshots = Map.copyOf(snapshots);
  }

  /** The usual ones. */
  public static PackageSettings standard(Optional<Path> data) {
    return new PackageSettings(data, SNAPSHOTS, "workstation", 2, 4096, 2048, 600);
  }

  /** The same with more or other snapshots. */
  public PackageSettings mapping(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(snapshots);
    all.putAll(more);
    return new PackageSettings(
        data, all, hooks, cpus, memoryMegabytes, storageMegabytes, hookSeconds);
  }

  /** The image on which a package runs. */
  public Optional<String> image(TaskCard card) {
    return Optional.ofNullable(snapshots.get(card.snapshot()));
  }

  /** Why a package cannot be run; empty if nothing speaks against it. */
  public Optional<String> obstacle(TaskCard card) {
    if (image(card).isEmpty()) {
      return Optional.of(
          "it wants the snapshot \""
              + card.snapshot()
              + "\", for which there is no image"
              + (card.snapshot().equals("cpu-free") || card.snapshot().matches("(c|g)pu-.*")
                  ? " (a Windows machine)"
                  : "")
              + "; name one under snapshots in --ale-environment");
    }
    if (card.gpu()) {
      return Optional.of("it wants a graphics processor, which no sandbox has");
    }
    return card.credentials().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it needs credentials, which hooks are not given: "
                + String.join(", ", card.credentials()));
  }
}
