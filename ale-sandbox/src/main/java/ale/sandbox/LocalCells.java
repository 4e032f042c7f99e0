package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that make up a local sandbox: the display, the agent's own computer, services. */
final class LocalCells {
  private static final Resources DISPLAY = Resources.of(1, 512, 64);
  private static final Resources SERVICE = Resources.of(1, 768, 256);
  private static final String AGENT_ROOT = "/";

  private final LocalPlaces places;
  private final SandboxSpec spec;
  private final Toolbox tools;
  private final Cgroups cgroups;
  private final String id;
  private final int slot;

  LocalCells(
      LocalPlaces places, SandboxSpec spec, Toolbox tools, Cgroups cgroups, String id, int slot) {
    this.places = places;
    this.spec = spec;
    this.tools = tools;
    this.cgroups = cgroups;
    this.id = id;
    this.slot = slot;
  }

  /** The X server, in a computer of its own: nobody else can write its frame buffer. */
  Process display(ScreenSize size) throws IOException {
    Cell cell = new Cell("display", LocalSlots.user(slot, 1));
    cell.add("--ro-bind", spec.image().rootfs().toString(), "/").kernelFiles();
    cell.add("--size", "16777216", "--tmpfs", "/tmp");
    cell.add("--bind", places.displaySockets().toString(), "/tmp/.X11-unix");
    cell.add("--bind", places.frameBuffer().toString(), "/fb");
    return cell.start(
        places.cells(),
        cgroups.create(id, "display", DISPLAY),
        List.of(
            "Xvfb",
            ":0",
            "-screen",
            "0",
            size.width() + "x" + size.height() + "x24",
            "-fbdir",
            "/fb",
            "-nolisten",
            "tcp",
            "-noreset",
            "-ac",
            "-extension",
            "MIT-SHM"));
  }

  /** The agent's own computer, whose first program is the session with the guest in it. */
  Process main() throws IOException {
    Cell cell = new Cell("main", LocalSlots.user(slot, 0));
    cell.add("--bind", places.merged().toString(), AGENT_ROOT).kernelFiles();
    cell.add("--bind", places.run().toString(), "/run/ale");
    cell.add("--ro-bind", places.doors().toString(), LocalDoors.INSIDE);
    cell.add("--dir", "/run/user", "--chmod", "0700", "/run/user");
    cell.env("XDG_RUNTIME_DIR", "/run/user");
    cell.add("--ro-bind", tools.runtime().toString(), "/opt/ale/runtime");
    cell.add("--ro-bind", tools.guestJars().toString(), "/opt/ale/guest");
    cell.add("--ro-bind", places.cells().resolve("bin").toString(), "/opt/ale/bin");
    if (spec.tools() == SandboxSpec.Tools.GRADER) {
      cell.add("--ro-bind", tools.allJars().toString(), "/opt/ale/lib");
    }
    for (ReadOnlyFolder folder : spec.folders()) {
      cell.add("--ro-bind", folder.source().toString(), folder.target());
    }
    List<String> program =
        new ArrayList<>(
            List.of(
                "/opt/ale/bin/session",
                "--socket",
                "/run/ale/guest.sock",
                "--token-file",
                "/run/ale/token"));
    if (spec.screen().isPresent()) {
      cell.add("--ro-bind", places.displaySockets().toString(), "/tmp/.X11-unix");
      cell.add("--ro-bind", places.frameBuffer().toString(), "/fb");
      cell.env("DISPLAY", ":0");
      cell.env("ALE_FRAMEBUFFER", "/fb/Xvfb_screen0");
      program.addAll(List.of("--display", ":0", "--framebuffer", "/fb/Xvfb_screen0"));
    }
    cell.add("--chdir", "/home/agent");
    return cell.start(places.cells(), cgroups.create(id, "main", spec.resources()), program);
  }

  /** A program beside the agent that shares nothing with it but the display. */
  Process service(SandboxSpec.ServiceSpec service, int index) throws IOException {
    Cell cell = new Cell("service-" + service.name(), LocalSlots.user(slot, 2 + index));
    String home = "/srv/" + service.name();
    cell.add("--ro-bind", spec.image().rootfs().toString(), "/").kernelFiles();
    cell.add("--size", "67108864", "--tmpfs", "/tmp");
    cell.add("--size", "67108864", "--tmpfs", "/opt/ale");
    cell.add("--ro-bind", tools.runtime().toString(), "/opt/ale/runtime");
    cell.add("--ro-bind", tools.allJars().toString(), "/opt/ale/lib");
    cell.add("--tmpfs", "/srv", "--bind", places.service(service.name()).toString(), home);
    cell.add("--ro-bind", places.displaySockets().toString(), "/tmp/.X11-unix");
    cell.env("DISPLAY", ":0").env("HOME", home);
    cell.env("PATH", "/opt/ale/runtime/bin:/usr/local/bin:/usr/bin:/bin");
    cell.add("--chdir", home);
    return cell.start(
        places.cells(),
        cgroups.create(id, "service-" + service.name(), SERVICE),
        service.command());
  }

  /** Writes the system call filter, and the start scripts that stand in {@code /opt/ale/bin}. */
  void prepare() throws IOException {
    Path bin = Files.createDirectories(places.cells().resolve("bin"));
    Files.write(Cell.filter(places.cells()), SeccompFilter.program());
    for (var script : Toolbox.SCRIPTS.entrySet()) {
      Path file = Files.writeString(bin.resolve(script.getKey()), script.getValue());
      if (!file.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make " + file + " executable");
      }
    }
  }
}
