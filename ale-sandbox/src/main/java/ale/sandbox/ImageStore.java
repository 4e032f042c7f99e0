package ale.sandbox;

import ale.core.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The images of this machine: built once from their recipes, named by their content. */
public final class ImageStore {
  private final Path recipes;
  private final Path cache;

  /**
   * @param recipes a folder with one recipe folder for each image
   * @param cache where built images are kept
   */
  public ImageStore(Path recipes, Path cache) {
    this.recipes = recipes;
    this.cache = cache;
  }

  /** Names of the images that there are recipes for. */
  public List<String> names() {
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
  public java.util.Optional<Image> find(String name) {
    Image image = expected(name);
    return Files.isDirectory(image.rootfs())
        ? java.util.Optional.of(image)
        : java.util.Optional.empty();
  }

  private Image expected(String name) {
    Path recipe = recipes.resolve(name);
    if (!names().contains(name)) {
      throw new InputException(
          "there is no image called "
              + name
              + "; there are recipes for "
              + String.join(", ", names()));
    }
    String digest = ImageRecipe.digest(recipe);
    return new Image(name, digest, cache.resolve(name + "-" + digest.substring(0, 16)));
  }

  /**
   * The image, built first if it is not there. Of several processes that ask at once, one builds.
   *
   * @param progress is told one line at a time what is being done
   */
  public Image ensure(String name, Consumer<String> progress) {
    Image image = expected(name);
    if (Files.isDirectory(image.rootfs())) {
      return image;
    }
    try {
      Files.createDirectories(cache);
      try (FileChannel file =
              FileChannel.open(
                  cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = file.lock()) {
        if (lock.isValid() && !Files.isDirectory(image.rootfs())) {
          build(image, progress);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image;
  }

  /**
   * Removes images that no recipe makes any more, and what a killed build left.
   *
   * @return the folders that were removed
   */
  public List<Path> clean() {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    List<Path> wanted = names().stream().map(n -> expected(n).rootfs()).toList();
    try (FileChannel file =
            FileChannel.open(
                cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock();
        Stream<Path> all = Files.list(cache)) {
      List<Path> old =
          lock.isValid()
              ? all.filter(Files::isDirectory).filter(f -> !wanted.contains(f)).sorted().toList()
              : List.of();
      for (Path folder : old) {
        Trees.delete(folder);
      }
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void build(Image image, Consumer<String> progress) throws IOException {
    Path recipe = recipes.resolve(image.name());
    ImageRecipe read = ImageRecipe.read(recipe);
    Path part = cache.resolve("." + image.rootfs().getFileName() + ".part");
    Trees.delete(part);
    progress.accept(
        "building image " + image.name() + ": " + read.packages().size() + " packages and theirs");
    List<String> command = new ArrayList<>();
    command.add("mmdebstrap");
    command.add("--variant=minbase");
    for (String left : List.of("doc", "man", "locale", "info")) {
      command.add("--dpkgopt=path-exclude=/usr/share/" + left + "/*");
    }
    command.add("--include=" + String.join(",", read.packages()));
    command.add(read.suite());
    command.add(part.toString());
    run(command, progress);
    furnish(part);
    for (String waste : List.of("var/lib/apt/lists", "var/cache/apt", "var/log")) {
      Trees.delete(part.resolve(waste));
      Files.createDirectories(part.resolve(waste));
    }
    Path files = recipe.resolve("files");
    if (Files.isDirectory(files)) {
      Trees.copy(files, part);
    }
    Files.move(part, image.rootfs(), StandardCopyOption.ATOMIC_MOVE);
    progress.accept("image " + image.name() + " is ready");
  }

  private static void run(List<String> command, Consumer<String> progress) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new SandboxException(
          command.getFirst() + " cannot be started; install it with: apt-get install mmdebstrap",
          e);
    }
    List<String> tail = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("I: ")) {
          progress.accept(line.substring(3));
        }
        tail.add(line);
        if (tail.size() > 20) {
          tail.removeFirst();
        }
      }
      if (process.waitFor() != 0) {
        throw new SandboxException(
            "the image could not be built; the last lines were:\n" + String.join("\n", tail));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while building an image", e);
    }
  }

  /** Adds the agent's account and the folders of the exam. */
  static void furnish(Path root) throws IOException {
    Files.writeString(
        root.resolve("etc/passwd"),
        "agent:x:1000:1000:agent:/home/agent:/bin/bash\n",
        StandardOpenOption.APPEND);
    Files.writeString(root.resolve("etc/group"), "agent:x:1000:\n", StandardOpenOption.APPEND);
    Files.writeString(root.resolve("etc/hostname"), "ale\n");
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost ale\n::1 localhost\n");
    Files.writeString(root.resolve("etc/machine-id"), "a1e00000000000000000000000000000\n");
    Files.deleteIfExists(root.resolve("etc/resolv.conf"));
    Files.writeString(root.resolve("etc/resolv.conf"), "");
    for (String folder :
        List.of(
            "home/agent",
            "opt/ale/runtime",
            "opt/ale/guest",
            "opt/ale/lib",
            "opt/ale/bin",
            "solution",
            "tests",
            "logs",
            "srv",
            "fb",
            "tmp/.X11-unix")) {
      Files.createDirectories(root.resolve(folder));
    }
  }
}
