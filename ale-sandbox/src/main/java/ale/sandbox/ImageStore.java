package ale.sandbox;

import ale.core.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The images of this machine: layers that are built once from their recipes and named by their
 * content, and snapshots of sandboxes.
 */
public final class ImageStore {
  /** The kernel's file lock is between processes, this one between threads. */
  private static final ReentrantLock BUILDING = new ReentrantLock();

  private final Path recipes;
  private final Path cache;
  private final InstantSource clock;
  private final LayerShelf shelf;

  /** One recipe of a chain, and the name that its layer gets. */
  private record Step(String name, ImageRecipe recipe, String digest, Path files) {
    String key() {
      return Layer.key(name, digest);
    }
  }

  /**
   * @param recipes a folder with one recipe folder for each image
   * @param cache where built images are kept
   */
  public ImageStore(Path recipes, Path cache) {
    this(recipes, cache, InstantSource.system());
  }

  ImageStore(Path recipes, Path cache, InstantSource clock) {
    if (cache.toString().matches(".*[:,\\\\].*")) {
      throw new InputException(
          "images cannot be kept in " + cache + ": a mount takes no colon, comma or backslash");
    }
    this.recipes = recipes;
    this.cache = cache;
    this.clock = clock;
    this.shelf = new LayerShelf(cache);
  }

  /** Names of the images that there are recipes for, and of snapshots. */
  public List<String> names() {
    return Stream.concat(
            recipes().stream(), shelf.layers().stream().filter(Layer::snapshot).map(Layer::name))
        .distinct()
        .sorted()
        .toList();
  }

  /** Names of the images that there are recipes for. */
  public List<String> recipes() {
    try (Stream<Path> folders = Files.list(recipes)) {
      return folders
          .filter(f -> Files.exists(f.resolve("image.toml")))
          .map(f -> String.valueOf(f.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException("there are no image recipes in " + recipes, e);
    }
  }

  /** The built image, if it is there. */
  public Optional<Image> find(String name) {
    if (!recipes().contains(name)) {
      return snapshot(name).map(shelf::image);
    }
    Image image = image(chain(name));
    return image.built() ? Optional.of(image) : Optional.empty();
  }

  /**
   * The digest that an image has, or will have when it is built; empty if there is no such image.
   */
  public Optional<String> digest(String name) {
    return recipes().contains(name)
        ? Optional.of(chain(name).getLast().digest())
        : snapshot(name).map(Layer::digest);
  }

  private Optional<Layer> snapshot(String name) {
    return shelf.layers().stream()
        .filter(l -> l.snapshot() && l.name().equals(name))
        .max(Comparator.comparing(Layer::built));
  }

  /** The recipes that an image is made from, the lowest first. */
  public List<ImageRecipe> recipe(String name) {
    return chain(name).stream().map(Step::recipe).toList();
  }

  /** The steps to an image, the lowest first. */
  private List<Step> chain(String name) {
    List<String> names = new ArrayList<>();
    List<ImageRecipe> read = new ArrayList<>();
    for (Optional<String> at = Optional.of(name); at.isPresent(); ) {
      String one = at.get();
      if (!recipes().contains(one)) {
        throw new InputException(
            "there is no image called " + one + "; there are " + String.join(", ", names()));
      }
      if (names.contains(one)) {
        throw new InputException("the image " + one + " is its own base: " + names);
      }
      names.addFirst(one);
      read.addFirst(ImageRecipe.read(recipes.resolve(one)));
      at = read.getFirst().base();
    }
    List<Step> steps = new ArrayList<>();
    Optional<String> below = Optional.empty();
    for (int i = 0; i < names.size(); i++) {
      Path folder = recipes.resolve(names.get(i));
      String digest = ImageRecipe.digest(folder, below);
      steps.add(new Step(names.get(i), read.get(i), digest, folder.resolve("files")));
      below = Optional.of(digest);
    }
    return steps;
  }

  private Image image(List<Step> steps) {
    Step top = steps.getLast();
    return new Image(
        top.name(), top.digest(), steps.reversed().stream().map(s -> shelf.path(s.key())).toList());
  }

  /**
   * The image, built first if it is not there. Of several processes that ask at once, one builds.
   *
   * @param progress is told one line at a time what is being done
   */
  public Image ensure(String name, Consumer<String> progress) {
    Optional<Image> there = find(name);
    if (there.isPresent()) {
      return there.get();
    }
    List<Step> steps = chain(name);
    return locked(() -> {
      for (int i = 0; i < steps.size(); i++) {
        if (!Files.isDirectory(shelf.path(steps.get(i).key()))) {
          build(steps.get(i), steps.subList(0, i), progress);
        }
      }
      return image(steps);
    });
  }

  private void build(Step step, List<Step> below, Consumer<String> progress) throws IOException {
    progress.accept(
        "building image "
            + step.name()
            + (below.isEmpty() ? "" : " on " + below.getLast().name())
            + ": "
            + step.recipe().packages().size()
            + " packages and theirs");
    long start = System.nanoTime();
    List<Path> layers = below.reversed().stream().map(s -> shelf.path(s.key())).toList();
    Path made =
        new ImageBuilder(cache, progress).build(step.key(), step.recipe(), layers, step.files());
    Layer layer =
        new Layer(
            Layer.FORMAT,
            step.name(),
            step.digest(),
            below.isEmpty() ? Optional.empty() : Optional.of(below.getLast().key()),
            step.recipe().description(),
            step.recipe().packages(),
            false,
            LayerShelf.bytes(made),
            clock.instant());
    shelf.put(layer, made);
    progress.accept(
        "image %s is ready: %d MB, %d s"
            .formatted(
                step.name(), layer.bytes() >> 20, (System.nanoTime() - start) / 1_000_000_000));
  }

  /** What is known about every image: those with a recipe, snapshots, and old ones. */
  public List<ImageInfo> list() {
    List<ImageInfo> all = new ArrayList<>();
    List<String> current = new ArrayList<>();
    for (String name : recipes()) {
      List<Step> steps = chain(name);
      current.add(steps.getLast().key());
      Optional<Layer> built =
          shelf.layers().stream().filter(l -> l.key().equals(current.getLast())).findFirst();
      all.add(built.map(l -> info(l, true)).orElseGet(() -> missing(steps)));
    }
    shelf.layers().stream()
        .filter(l -> !current.contains(l.key()))
        .forEach(l -> all.add(info(l, l.snapshot())));
    return all;
  }

  private ImageInfo missing(List<Step> steps) {
    Step top = steps.getLast();
    return new ImageInfo(
        top.name(),
        top.recipe().description(),
        top.digest(),
        false,
        false,
        true,
        steps.stream().map(Step::name).toList(),
        steps.stream().flatMap(s -> s.recipe().packages().stream()).toList(),
        0,
        0,
        Optional.empty(),
        false,
        shelf.path(top.key()));
  }

  private ImageInfo info(Layer layer, boolean current) {
    List<Layer> chain = shelf.chain(layer).reversed();
    return new ImageInfo(
        layer.name(),
        layer.description(),
        layer.digest(),
        true,
        layer.snapshot(),
        current,
        chain.stream().map(Layer::name).toList(),
        chain.stream().flatMap(l -> l.packages().stream()).toList(),
        layer.bytes() >> 20,
        chain.stream().mapToLong(Layer::bytes).sum() >> 20,
        Optional.of(shelf.lastUsed(layer)),
        shelf.inUse(layer, clock.instant()),
        shelf.path(layer.key()));
  }

  /**
   * Removes layers that no recipe makes any more and no sandbox uses, and what killed builds left.
   *
   * @return the folders that were removed
   */
  public List<Path> clean() {
    List<String> wanted =
        recipes().stream().flatMap(n -> chain(n).stream()).map(Step::key).toList();
    return locked(() -> new LayerSweep(shelf, clock.instant()).unwanted(wanted));
  }

  /**
   * Removes images that were not used for longest until all take no more than a number of bytes.
   * Never one that a sandbox uses or another image lies on.
   *
   * @return the folders that were removed
   */
  public List<Path> evict(long budget, Consumer<String> progress) {
    return locked(() -> new LayerSweep(shelf, clock.instant()).within(budget, progress));
  }

  private <T> T locked(LayerShelf.Work<T> work) {
    BUILDING.lock();
    try {
      Files.createDirectories(cache);
      try (FileChannel file =
              FileChannel.open(
                  cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = file.lock()) {
        assert lock.isValid();
        return work.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      BUILDING.unlock();
    }
  }
}
