package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The mounts of a local sandbox: its writable layer, its merged root, its display's memory. */
final class LocalDisk {
  private static final List<String> AGENT_FOLDERS =
      List.of(
          "home/agent",
          "home/agent/work",
          "logs",
          "logs/agent",
          "logs/verifier",
          "logs/artifacts",
          "solution",
          "tests");

  private LocalDisk() {}

  static void mount(LocalPlaces places, SandboxSpec spec, int slot) throws IOException {
    int agent = LocalSlots.user(slot, 0);
    tmpfs(places.disk(), spec.resources().storageMegabytes());
    Path upper = Files.createDirectory(places.disk().resolve("upper"));
    Path work = Files.createDirectory(places.disk().resolve("work"));
    Files.createDirectory(places.run());
    Files.createDirectory(places.merged());
    Linux.mount(
        "overlay",
        places.merged(),
        Linux.NOSUID | Linux.NODEV,
        "lowerdir=" + spec.image().rootfs() + ",upperdir=" + upper + ",workdir=" + work);
    Path root = places.merged();
    for (String folder : AGENT_FOLDERS) {
      Path path = Files.createDirectories(root.resolve(folder));
      own(path, agent);
    }
    Files.setPosixFilePermissions(
        root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    own(root.resolve("tmp"), agent);
    Files.createDirectories(root.resolve("srv"));
    own(root.resolve("srv"), agent);
    for (ReadOnlyFolder folder : spec.folders()) {
      Files.createDirectories(root.resolve(folder.target().substring(1)));
    }
    if (spec.screen().isPresent()) {
      tmpfs(places.display(), 32);
      int display = LocalSlots.user(slot, 1);
      own(Files.createDirectory(places.frameBuffer()), display);
      own(Files.createDirectory(places.displaySockets()), display);
    }
    if (!spec.services().isEmpty()) {
      tmpfs(places.services(), 256);
      int index = 2;
      for (SandboxSpec.ServiceSpec service : spec.services()) {
        Path home = Files.createDirectory(places.service(service.name()));
        Trees.copy(service.files(), home);
        Trees.own(home, LocalSlots.user(slot, index++));
      }
    }
  }

  private static void tmpfs(Path target, int megabytes) throws IOException {
    Files.createDirectory(target);
    Linux.mount(
        "tmpfs",
        target,
        Linux.NOSUID | Linux.NODEV,
        "size=" + megabytes + "m,mode=755,nr_inodes=" + Math.max(4096, megabytes * 256));
  }

  private static void own(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user);
    Files.setAttribute(path, "unix:gid", user);
  }

  static void unmount(LocalPlaces places) {
    for (Path mounted :
        List.of(places.merged(), places.disk(), places.display(), places.services())) {
      Linux.unmount(mounted);
    }
  }
}
