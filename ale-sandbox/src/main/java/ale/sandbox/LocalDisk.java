package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  /** What programs log is as long as agents make it, and must not fill the host's disk. */
  private static final int LOGS_MEGABYTES = 8;

  private LocalDisk() {}

  static void mount(LocalPlaces places, SandboxSpec spec, int slot, Protections protections)
      throws IOException {
    int agent = protections.user(slot, 0);
    tmpfs(places.cells(), LOGS_MEGABYTES);
    tmpfs(
        places.disk(),
        protections.on(Protection.DISK_LIMIT)
            ? spec.resources().storageMegabytes()
            : spec.resources().memoryMegabytes());
    Path upper = Files.createDirectory(places.disk().resolve("upper"));
    Path work = Files.createDirectory(places.disk().resolve("work"));
    Files.createDirectory(places.run());
    Files.createDirectory(
        places.user(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    own(places.user(), agent);
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
      int display = protections.user(slot, 1);
      own(Files.createDirectory(places.frameBuffer()), display);
      own(Files.createDirectory(places.displaySockets()), display);
    }
    if (!spec.services().isEmpty()) {
      tmpfs(places.services(), 256);
      int index = 2;
      for (SandboxSpec.ServiceSpec service : spec.services()) {
        Path home = Files.createDirectory(places.service(service.name()));
        Trees.copy(service.files(), home);
        Trees.own(home, protections.user(slot, index++));
      }
    }
  }

  /** Gives the agent's account the number under which it really runs. */
  static void renumber(Path root, int agent) throws IOException {
    for (String table : List.of("etc/passwd", "etc/group")) {
      Path file = root.resolve(table);
      String changed =
          Files.readString(file)
              .replaceAll("(?m)^agent:x:1000:1000:", "agent:x:" + agent + ":" + agent + ":")
              .replaceAll("(?m)^agent:x:1000:", "agent:x:" + agent + ":");
      Files.writeString(
          file,
          changed,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);
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
        List.of(
            places.merged(), places.disk(), places.display(), places.services(), places.cells())) {
      Linux.unmount(mounted);
    }
  }
}
