package ale.cli;

import ale.core.InputException;
import ale.sandbox.Engine;
import ale.sandbox.ImageStore;
import ale.sandbox.LocalKind;
import ale.sandbox.LocalProvider;
import ale.sandbox.Provider;
import ale.sandbox.ProviderKind;
import ale.sandbox.Providers;
import ale.sandbox.Toolbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Gets the machine ready for sandboxes: installs what is missing, cleans what was left behind. */
final class Preparation {
  /** Programs that are needed, and the Debian packages that bring them. */
  private static final Map<String, String> PROGRAMS =
      new TreeMap<>(
          Map.of(
              "/usr/bin/bwrap", "bubblewrap",
              "/usr/bin/mmdebstrap", "mmdebstrap",
              "/usr/bin/setpriv", "util-linux"));

  private final Places places;
  private final Consumer<String> progress;

  Preparation(Places places, Consumer<String> progress) {
    this.places = places;
    this.progress = progress;
  }

  /** Debian packages of programs that are not there. */
  static List<String> missing() {
    List<String> packages = new ArrayList<>();
    PROGRAMS.forEach((program, name) -> {
      if (!Files.isExecutable(Path.of(program))) {
        packages.add(name);
      }
    });
    return packages;
  }

  /** Why sandboxes are impossible on this machine; empty if they are possible. */
  static List<String> obstacles() {
    List<String> found = new ArrayList<>();
    if (!onLinux()) {
      found.add(
          "the local sandbox needs Linux, and this is "
              + System.getProperty("os.name", "another system")
              + "; run ale on a Linux machine");
      return found;
    }
    if (!isRoot()) {
      String reason = System.getenv().getOrDefault("ALE_NO_NAMESPACE", "start it with ./ale");
      found.add(
          "ale is not run as root, and as an ordinary user it has no namespaces to be root of: "
              + reason);
    }
    if (!missing().isEmpty() && LocalProvider.rootless()) {
      found.add(
          "missing programs; install them with: sudo apt-get install "
              + String.join(" ", missing()));
    } else if (!missing().isEmpty() && !Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      found.add(
          "there is no apt-get to install " + String.join(", ", missing()) + "; install them");
    }
    if (unshareForbidden()) {
      found.add(
          "user namespaces are switched off; switch them on with: sysctl user.max_user_namespaces=10000");
    }
    return found;
  }

  static boolean onLinux() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  /** The owner of our own entry in /proc is who we are to the kernel. */
  static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return false; // no /proc: not a Linux that we know
    }
  }

  private static boolean unshareForbidden() {
    Path limit = Path.of("/proc/sys/user/max_user_namespaces");
    try {
      return Files.exists(limit) && Files.readString(limit).strip().equals("0");
    } catch (IOException e) {
      return false; // unreadable is not forbidden; opening a sandbox will tell
    }
  }

  /** The local provider; installs programs that are missing. */
  Provider.Keeper provider() {
    return keeper(LocalKind.NAME);
  }

  /** The provider of a name; installs programs that are missing. */
  Provider provider(String name) {
    List<String> obstacles = new ArrayList<>(obstacles());
    if (!name.equals(LocalKind.NAME)) {
      Providers.installed().obstacle(name).ifPresent(obstacles::add);
    }
    if (!obstacles.isEmpty()) {
      throw new MachineException(
          "this machine cannot open sandboxes:\n  " + String.join("\n  ", obstacles));
    }
    walkable(places.state());
    walkable(places.cache());
    List<String> packages = missing();
    if (!packages.isEmpty()) {
      progress.accept("installing " + String.join(", ", packages) + " with apt-get");
      apt("update", List.of());
      apt("install", packages);
    }
    return Providers.installed().named(name, host(places, () -> places.toolbox(progress)));
  }

  private static ProviderKind.Host host(Places places, Supplier<Toolbox> tools) {
    return new ProviderKind.Host(places.state(), tools, InstantSource.system());
  }

  /** A provider by its name, whose sandboxes can be kept. */
  Provider.Keeper keeper(String name) {
    return keeping(name, provider(name));
  }

  private static Provider.Keeper keeping(String name, Provider provider) {
    if (provider instanceof Provider.Keeper keeper) {
      return keeper;
    }
    throw new InputException("sandboxes of the provider " + name + " cannot be kept or entered");
  }

  /** Sandboxes run as users of their own, who must be able to walk to their folders. */
  private static void walkable(Path folder) {
    try {
      for (Path at = Files.createDirectories(folder); at != null; at = at.getParent()) {
        if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          throw new MachineException(
              "sandboxes cannot reach "
                  + folder
                  + ", since "
                  + at
                  + " is closed to other users; let them pass with chmod o+x, or choose another place"
                  + " with ALE_STATE and ALE_CACHE");
        }
      }
    } catch (IOException e) {
      throw new MachineException("cannot make " + folder + ": " + e.getMessage());
    }
  }

  /** Removes what killed controllers left behind, if that can be done here. */
  static void sweep(Places places) {
    if (obstacles().isEmpty()) {
      everywhere(places).stream()
          .flatMap(p -> p.clean().stream())
          .forEach(s -> Screen.say("removed sandbox " + s.id() + ", left behind by a dead ale"));
      try {
        Scratch.sweep(places, java.time.Instant.now());
      } catch (IOException e) {
        Screen.say("old scratch files cannot be removed: " + e.getMessage());
      }
    }
  }

  /** The provider as it is, for looking and cleaning; installs nothing. */
  static Provider.Keeper existing(Places places) {
    if (!obstacles().isEmpty()) {
      throw new MachineException(
          "this machine cannot have sandboxes:\n  " + String.join("\n  ", obstacles()));
    }
    return keeping(LocalKind.NAME, existing(places, LocalKind.NAME));
  }

  private static Provider existing(Places places, String name) {
    Toolbox none = new Toolbox(places.cache(), places.cache(), places.cache());
    return Providers.installed().named(name, host(places, () -> none));
  }

  /** Every provider that ever had a sandbox here and can be asked. */
  static List<Provider> everywhere(Places places) {
    List<Provider> found = new ArrayList<>();
    if (Files.isDirectory(places.state().resolve("sandboxes"))) {
      found.add(existing(places));
    }
    for (String engine : Engine.NAMES) {
      String name = "container:" + engine;
      if (Files.isDirectory(places.state().resolve(engine))
          && Providers.installed().obstacle(name).isEmpty()) {
        found.add(existing(places, name));
      }
    }
    return found;
  }

  ImageStore images() {
    return new ImageStore(places.home().resolve("images"), places.cache().resolve("images"));
  }

  private static void apt(String verb, List<String> packages) {
    List<String> command =
        new ArrayList<>(List.of("apt-get", "-q", "-y", "--no-install-recommends", verb));
    command.addAll(packages);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new MachineException(
            String.join(" ", command)
                + " failed: "
                + said.substring(Math.max(0, said.length() - 800)).strip());
      }
    } catch (IOException e) {
      throw new MachineException("apt-get cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while installing packages");
    }
  }
}
