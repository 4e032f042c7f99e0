package ale.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes layers: the lowest by mmdebstrap, those above by apt-get in the merged view, whose mounts
 * are in a namespace that ends with the build.
 */
final class ImageBuilder {
  /** Downloaded packages and lists, kept so that a changed recipe needs only what is new. */
  static final String PACKAGES = "packages";

  private static final int TAIL = 20;

  /** What Debian's packages bring that nobody reads in an exam. */
  private static final List<String> LEFT_OUT = List.of("doc", "man", "locale", "info");

  private static final String MERGE =
      """
      mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK,$OVERLAY" "$ROOT"
      mount -t proc proc "$ROOT/proc"
      mount -t tmpfs -o mode=1777 tmpfs "$ROOT/tmp"
      """;

  private static final String INSTALL =
      """
      mount --bind "$CACHE/lists" "$ROOT/var/lib/apt/lists"
      mount --bind "$CACHE/archives" "$ROOT/var/cache/apt/archives"
      outside() { apt-get -q -y -o "Dir=$ROOT" -o APT::Install-Recommends=false -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"; }
      echo "I: asking which packages there are"
      outside update
      echo "I: downloading what is not there yet"
      outside install --download-only $PACKAGES
      echo "I: installing"
      chroot "$ROOT" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \\
        apt-get -q -y -o APT::Install-Recommends=false -o Dpkg::Use-Pty=false -o APT::Keep-Downloaded-Packages=true --no-download install $PACKAGES
      umount "$ROOT/var/lib/apt/lists" "$ROOT/var/cache/apt/archives"
      rm -f "$ROOT"/var/cache/apt/*.bin "$ROOT"/var/cache/*/*-old "$ROOT"/var/lib/dpkg/*-old
      rm -rf "$ROOT"/var/log/*
      """;

  private static final String FURNISH =
      """
      if [ -d "$FILES" ]; then cp -r "$FILES/." "$ROOT/"; fi
      """;

  private static final String WARM =
      """
      echo "I: warming the home"
      chown 1000:1000 "$ROOT/home/agent"
      unshare --net chroot --userspec=1000:1000 "$ROOT" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/home/agent USER=agent \\
        sh -e -c "$WARM"
      mkdir -p "$ROOT/etc/skel"
      cp -r "$ROOT/home/agent/." "$ROOT/etc/skel/"
      find "$ROOT/home/agent" -mindepth 1 -delete
      chown 0:0 "$ROOT/home/agent"
      """;

  private final Path cache;
  private final Consumer<String> progress;

  ImageBuilder(Path cache, Consumer<String> progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Makes one layer.
   *
   * @param key the name of its folder
   * @param below the layers that it lies on, the topmost first
   * @param files what its recipe has beside it
   * @return where it is, to be moved to its place
   */
  Path build(String key, ImageRecipe recipe, List<Path> below, Path files) throws IOException {
    Path upper = cache.resolve("." + key + ".part");
    Path scratch = cache.resolve("." + key + ".work");
    Trees.delete(upper);
    Trees.delete(scratch);
    List<Path> lower = new ArrayList<>(below);
    if (lower.isEmpty()) {
      Path ground = scratch.resolve("ground");
      Files.createDirectories(scratch);
      bootstrap(ground, recipe);
      Foundation.lay(ground);
      Files.move(ground, upper);
    }
    if (!below.isEmpty() || Files.isDirectory(files) || !recipe.warm().isEmpty()) {
      thin(upper, scratch, recipe, below, files);
    }
    Trees.delete(scratch);
    return upper;
  }

  private void bootstrap(Path root, ImageRecipe recipe) throws IOException {
    List<String> command = new ArrayList<>(List.of("mmdebstrap", "--variant=minbase"));
    LEFT_OUT.forEach(f -> command.add("--dpkgopt=path-exclude=/usr/share/" + f + "/*"));
    // A half-written layer is thrown away whole, so that nothing needs to reach the disk early.
    command.add("--dpkgopt=force-unsafe-io");
    if (!recipe.packages().isEmpty()) {
      command.add("--include=" + String.join(",", recipe.packages()));
    }
    command.add(recipe.suite().orElseThrow());
    command.add(root.toString());
    run(command, Map.of());
  }

  private void thin(Path upper, Path scratch, ImageRecipe recipe, List<Path> below, Path files)
      throws IOException {
    Path root = Files.createDirectories(scratch.resolve("root"));
    Path packages = cache.resolve(PACKAGES);
    Files.createDirectories(packages.resolve("lists/partial"));
    Files.createDirectories(packages.resolve("archives/partial"));
    StringBuilder script = new StringBuilder("set -eu\n");
    Map<String, String> names = new TreeMap<>();
    if (below.isEmpty()) {
      script.append("mount --bind \"$UPPER\" \"$ROOT\"; mount -t proc proc \"$ROOT/proc\"\n");
      script.append("mount -t tmpfs -o mode=1777 tmpfs \"$ROOT/tmp\"\n");
    } else {
      Files.createDirectories(upper);
      script.append(MERGE);
      names.put("OVERLAY", overlay());
      names.put("LOWER", Image.lower(below));
      names.put("WORK", Files.createDirectories(scratch.resolve("work")).toString());
      if (!recipe.packages().isEmpty()) {
        script.append(INSTALL);
      }
    }
    script.append(FURNISH);
    if (!recipe.warm().isEmpty()) {
      script.append(WARM);
    }
    names.put("UPPER", upper.toString());
    names.put("ROOT", root.toString());
    names.put("CACHE", packages.toString());
    names.put("FILES", files.toString());
    names.put("PACKAGES", String.join(" ", recipe.packages()));
    names.put("WARM", String.join("\n", recipe.warm()));
    run(
        List.of(
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "/bin/sh",
            "-c",
            script.toString()),
        names);
  }

  private static String overlay() {
    return Linux.mapped() ? "userxattr,index=off" : "redirect_dir=off,metacopy=off,index=off";
  }

  private void run(List<String> command, Map<String, String> names) throws IOException {
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(names);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      builder.environment().put("LC_ALL", "C.UTF-8");
      process = builder.start();
    } catch (IOException e) {
      throw new SandboxException(
          command.getFirst()
              + " cannot be started; install it with: apt-get install mmdebstrap util-linux",
          e);
    }
    List<String> tail = new ArrayList<>();
    int unpacked = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("I: ")) {
          progress.accept("  " + line.substring(3));
        } else if (line.startsWith("Unpacking ") && ++unpacked % 50 == 0) {
          progress.accept("  " + unpacked + " packages unpacked");
        }
        tail.add(line);
        if (tail.size() > TAIL) {
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
}
