package ale.engine.slurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A cluster of four nodes on this host, made of Debian's packages: munged, slurmctld and four
 * slurmd on loopback, with ports and folders of their own. Needs root, and no systemd.
 */
public final class SlurmLab implements AutoCloseable {
  public static final List<String> NODES = List.of("n1", "n2", "n3", "n4");
  private static final String HOST = "localhost";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Map<String, Process> daemons = new LinkedHashMap<>();

  private SlurmLab(Path folder) {
    this.folder = folder;
  }

  /** Starts it, and waits until all nodes are idle. */
  public static SlurmLab start() throws IOException, InterruptedException {
    SlurmLab lab = new SlurmLab(Files.createTempDirectory("ale-slurm"));
    try {
      lab.open();
      return lab;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      lab.close();
      throw e;
    }
  }

  private void open() throws IOException, InterruptedException {
    // munged wants its socket where everybody can reach it.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : List.of("state", "log", "run")) {
      Files.setPosixFilePermissions(
          Files.createDirectory(folder.resolve(name)),
          PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    byte[] key = new byte[128];
    new SecureRandom().nextBytes(key);
    Path keyFile = Files.write(folder.resolve("munge.key"), key);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
    Files.writeString(configuration(), settings());
    daemon(
        "munged",
        "/usr/sbin/munged",
        "--foreground",
        "--socket=" + socket(),
        "--key-file=" + keyFile,
        "--pid-file=" + folder.resolve("run/munged.pid"),
        "--seed-file=" + folder.resolve("run/munged.seed"));
    await("munged has its socket", () -> Files.exists(socket()));
    daemon("slurmctld", "/usr/sbin/slurmctld", "-D", "-f", configuration().toString());
    for (String node : NODES) {
      node(node);
    }
    awaitIdle();
  }

  private void node(String node) throws IOException {
    daemon(node, "/usr/sbin/slurmd", "-D", "-N", node, "-f", configuration().toString());
  }

  private Path socket() {
    return folder.resolve("run/munge.socket");
  }

  private Path configuration() {
    return folder.resolve("slurm.conf");
  }

  /** The variables by which Slurm's programs find this cluster. */
  public Map<String, String> environment() {
    return Map.of("SLURM_CONF", configuration().toString());
  }

  private String settings() throws IOException {
    List<Integer> ports = ports(1 + NODES.size());
    StringBuilder settings =
        new StringBuilder(
            """
            ClusterName=lab
            SlurmctldHost=%1$s(127.0.0.1)
            SlurmctldPort=%2$d
            CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            AuthInfo=socket=%3$s
            CredType=cred/munge
            StateSaveLocation=%4$s/state
            SlurmdSpoolDir=%4$s/spool-%%n
            SlurmctldPidFile=%4$s/run/slurmctld.pid
            SlurmdPidFile=%4$s/run/slurmd-%%n.pid
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
            SlurmdParameters=config_overrides
            ReturnToService=2
            SlurmdTimeout=6
            KillWait=1
            MpiDefault=none
            SwitchType=switch/none
            PartitionName=main Nodes=ALL LLN=YES Default=YES MaxTime=INFINITE State=UP
            """
                .formatted(HOST, ports.getFirst(), socket(), folder));
    for (int i = 0; i < NODES.size(); i++) {
      settings.append(
          "NodeName=%s NodeHostname=%s NodeAddr=127.0.0.1 Port=%d CPUs=2 RealMemory=1000\n"
              .formatted(NODES.get(i), HOST, ports.get(i + 1)));
    }
    return settings.toString();
  }

  private static List<Integer> ports(int count) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return open.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : open) {
        socket.close();
      }
    }
  }

  /** A daemon looks for the address of its host's name, which not every machine has. */
  private void daemon(String name, String... command) throws IOException {
    List<String> named =
        new ArrayList<>(
            List.of("unshare", "--uts", "sh", "-c", "hostname " + HOST + " && exec \"$@\"", name));
    named.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(named).redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve("log/" + name).toFile()));
    daemons.put(name, builder.start());
  }

  private Process daemon(String name) {
    return Optional.ofNullable(daemons.get(name))
        .orElseThrow(() -> new IllegalArgumentException("there is no node " + name));
  }

  private void awaitIdle() throws InterruptedException {
    await("all nodes are idle", () -> said("sinfo", "-h", "-t", "idle", "-o", "%D").equals("4"));
  }

  private void await(String event, BooleanSupplier here) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!here.getAsBoolean()) {
      Optional<String> dead =
          daemons.entrySet().stream()
              .filter(d -> !d.getValue().isAlive())
              .map(Map.Entry::getKey)
              .findFirst();
      if (dead.isPresent() || System.nanoTime() > end) {
        throw new AssertionError(
            "waiting until " + event + dead.map(d -> "; ended: " + d).orElse("") + "\n" + logs());
      }
      Thread.sleep(50);
    }
  }

  private String logs() {
    StringBuilder logs = new StringBuilder();
    for (String name : daemons.keySet()) {
      logs.append(name).append(":\n");
      try (Stream<String> lines = Files.lines(folder.resolve("log/" + name))) {
        List<String> all = lines.toList();
        all.stream().skip(Math.max(0, all.size() - 8)).forEach(l -> logs.append(l).append('\n'));
      } catch (IOException e) {
        logs.append(e).append('\n');
      }
    }
    return logs.toString();
  }

  /** What one of Slurm's programs says; "" if it fails. */
  public String said(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment());
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? said : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Ends a node and all that runs on it, as if its power had gone. */
  public void kill(String node) throws IOException, InterruptedException {
    List<ProcessHandle> there = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (isJobOf(node, process)) {
        there.add(process);
        process
            .parent()
            .filter(p -> p.info().command().orElse("").endsWith("/slurmstepd"))
            .ifPresent(there::addFirst);
      }
    }
    daemon(node).destroyForcibly().waitFor();
    there.forEach(ProcessHandle::destroyForcibly);
  }

  /** Jobs know their cluster and their node from their environment. */
  private boolean isJobOf(String node, ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      List<String> environment = List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
      return environment.contains("SLURM_CONF=" + configuration())
          && environment.contains("SLURMD_NODENAME=" + node);
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /** Starts the nodes again that were killed. */
  public void mend() throws IOException, InterruptedException {
    boolean broken = false;
    for (String node : NODES) {
      if (!daemon(node).isAlive()) {
        node(node);
        broken = true;
      }
    }
    if (broken) {
      awaitIdle();
    }
  }

  @Override
  public void close() throws IOException {
    said("scancel", "--full", "--user=" + System.getProperty("user.name"));
    for (String node : NODES) {
      for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
        if (isJobOf(node, process)) {
          process.destroyForcibly();
        }
      }
    }
    List<Process> backwards = new ArrayList<>(daemons.values()).reversed();
    backwards.forEach(Process::destroy);
    for (Process daemon : backwards) {
      daemon.onExit().completeOnTimeout(daemon, 10, TimeUnit.SECONDS).join();
      daemon.destroyForcibly().onExit().join();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
