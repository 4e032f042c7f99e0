package ale.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One program behind its own namespaces: bubblewrap, started as an unprivileged user with an empty
 * environment, inside its control group, under a system call filter.
 *
 * <p>Bubblewrap is never started as root: what it runs would still be root to the kernel outside.
 * All programs are started by one permanent thread, since a parent-death signal follows the thread.
 */
final class Cell {
  private static final ExecutorService LAUNCHER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("sandbox-launcher").daemon().factory());

  private static final List<String> SECRETS =
      List.of(
          "kallsyms",
          "keys",
          "timer_list",
          "cmdline",
          "config.gz",
          "interrupts",
          "kcore",
          "sysrq-trigger");

  private final String name;
  private final int user;
  private final Protections protections;
  private final List<String> options = new ArrayList<>();

  Cell(String name, int user, Protections protections) {
    this.name = name;
    this.user = user;
    this.protections = protections;
    add("--unshare-user", "--uid", "1000", "--gid", "1000", "--new-session");
    keep(Protection.NO_NESTED_NAMESPACES, "--disable-userns");
    keep(Protection.NETWORK_NAMESPACE, "--unshare-net");
    keep(Protection.IPC_NAMESPACE, "--unshare-ipc");
    keep(Protection.PID_NAMESPACE, "--unshare-pid");
    keep(Protection.UTS_NAMESPACE, "--unshare-uts", "--hostname", "ale");
    keep(Protection.CGROUP_NAMESPACE, "--unshare-cgroup-try");
    keep(Protection.EMPTY_ENVIRONMENT, "--clearenv");
    env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/games:/opt/ale/bin");
    env("LANG", "C.UTF-8");
    env("HOME", "/home/agent");
    env("USER", "agent");
  }

  Cell add(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  private void keep(Protection protection, String... how) {
    if (protections.on(protection)) {
      add(how);
    }
  }

  Cell env(String key, String value) {
    return add("--setenv", key, value);
  }

  /** What every root filesystem gets over it: devices, processes, small scratch places. */
  Cell kernelFiles() {
    if (protections.on(Protection.MINIMAL_DEV)) {
      add("--dev", "/dev", "--size", "268435456", "--tmpfs", "/dev/shm");
    } else {
      add("--dev-bind", "/dev", "/dev");
    }
    if (protections.on(Protection.PID_NAMESPACE)) {
      add("--proc", "/proc");
    } else {
      add("--bind", "/proc", "/proc");
    }
    for (String secret : SECRETS) {
      if (Files.exists(Path.of("/proc", secret))) {
        keep(Protection.MASKED_PROC, "--ro-bind", "/dev/null", "/proc/" + secret);
      }
    }
    return add("--size", "33554432", "--tmpfs", "/run");
  }

  /** Starts the program; its output goes to a log beside the argument file. */
  Process start(Path cells, Cgroup group, List<String> program) throws IOException {
    Files.createDirectories(cells);
    Path arguments = cells.resolve(name + ".args");
    Files.writeString(arguments, String.join("\0", options) + "\0", StandardCharsets.UTF_8);
    StringBuilder script = new StringBuilder();
    for (Path directory : group.directories()) {
      script.append("echo 0 > ").append(directory.resolve("cgroup.procs")).append(" || exit 97; ");
    }
    script.append("exec \"$@\" 8< ").append(arguments);
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "", "cell"));
    if (protections.on(Protection.NO_CORE_DUMPS)) {
      // One byte is too little for a file, and to a program that takes dumps it says "none".
      command.addAll(List.of("/usr/bin/prlimit", "--core=1:1"));
    }
    command.addAll(
        List.of(
            "/usr/bin/setpriv",
            "--reuid",
            Integer.toString(user),
            "--regid",
            Integer.toString(user),
            "--clear-groups",
            "--no-new-privs",
            "/usr/bin/bwrap",
            "--args",
            "8"));
    if (SeccompFilter.supported()) {
      script.append(" 9< ").append(filter(cells));
      command.addAll(List.of("--seccomp", "9"));
    }
    command.set(2, script.toString());
    command.add("--");
    command.addAll(program);
    return onLauncher(() -> {
      ProcessBuilder builder = new ProcessBuilder(command);
      if (protections.on(Protection.EMPTY_ENVIRONMENT)) {
        builder.environment().clear();
      }
      builder.directory(Path.of("/").toFile());
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectErrorStream(true);
      builder.redirectOutput(log(cells, name).toFile());
      return builder.start();
    });
  }

  /** Where the system call filter stands; it is there before the first program starts. */
  static Path filter(Path cells) {
    return cells.resolve("seccomp.bpf");
  }

  static Path log(Path cells, String name) {
    return cells.resolve(name + ".log");
  }

  private static Process onLauncher(Callable<Process> start) throws IOException {
    try {
      return LAUNCHER.submit(start).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while starting a sandbox", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot start a sandboxed program: " + e.getCause(), e);
    }
  }
}
