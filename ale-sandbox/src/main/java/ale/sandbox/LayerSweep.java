package ale.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Taking layers off the shelf: never one that a sandbox uses or that another layer lies on. */
final class LayerSweep {
  private final LayerShelf shelf;
  private final Instant now;
  private final List<Path> removed = new ArrayList<>();

  LayerSweep(LayerShelf shelf, Instant now) {
    this.shelf = shelf;
    this.now = now;
  }

  /** Removes what no recipe makes any more, and what killed builds left; snapshots stay. */
  List<Path> unwanted(List<String> wanted) throws IOException {
    for (Path stray : shelf.strays()) {
      if (!LayerShelf.mounted(String.valueOf(stray.getFileName()))) {
        Trees.delete(stray);
        removed.add(stray);
      }
    }
    Predicate<Layer> old = l -> !l.snapshot() && !wanted.contains(l.key());
    for (Optional<Layer> next = oldest(old); next.isPresent(); next = oldest(old)) {
      remove(next.get());
    }
    return removed;
  }

  /** Removes the downloads first, then what was not used for longest. */
  List<Path> within(long budget, Consumer<String> progress) throws IOException {
    Path packages = shelf.path(ImageBuilder.PACKAGES);
    long downloads = LayerShelf.bytes(packages);
    long total = downloads + shelf.layers().stream().mapToLong(Layer::bytes).sum();
    if (total > budget && downloads > 0) {
      Trees.delete(packages);
      removed.add(packages);
      total -= downloads;
      progress.accept("removed downloaded packages, " + megabytes(downloads));
    }
    while (total > budget) {
      Optional<Layer> next = oldest(l -> true);
      if (next.isEmpty()) {
        progress.accept(
            "images take "
                + megabytes(total)
                + ", more than the budget of "
                + megabytes(budget)
                + "; all that are left are in use or were used within the last ten minutes");
        break;
      }
      Layer layer = next.get();
      progress.accept(
          "removed image "
              + layer.name()
              + ", "
              + megabytes(layer.bytes())
              + ", last used "
              + shelf.lastUsed(layer).truncatedTo(ChronoUnit.SECONDS));
      remove(layer);
      total -= layer.bytes();
    }
    return removed;
  }

  private static String megabytes(long bytes) {
    return (bytes >> 20) + " MB";
  }

  private Optional<Layer> oldest(Predicate<Layer> which) {
    List<Layer> all = shelf.layers();
    return all.stream()
        .filter(which)
        .filter(l -> all.stream().noneMatch(o -> o.base().equals(Optional.of(l.key()))))
        .filter(l -> !shelf.inUse(l, now))
        .min(Comparator.comparing(shelf::lastUsed));
  }

  private void remove(Layer layer) throws IOException {
    shelf.remove(layer);
    removed.add(shelf.path(layer.key()));
  }
}
