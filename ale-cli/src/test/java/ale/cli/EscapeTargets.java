package ale.cli;

import ale.core.Json;
import ale.sandbox.Sandbox;
import ale.sandbox.Weakened;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What escape probes aim at: things of the host that the test made, and nothing else. */
final class EscapeTargets implements AutoCloseable {
  static final String SECRET = "secret-" + UUID.randomUUID();

  /** Variables that every program has, or that are a sandbox's own. */
  private static final Set<String> COMMON =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "USER",
          "PWD",
          "OLDPWD",
          "SHLVL",
          "DISPLAY",
          "_",
          "TERM",
          "XDG_RUNTIME_DIR",
          "LC_CTYPE");

  /** A process of the host that holds what only C can make, until its standard input ends. */
  private static final String HOLDER =
      """
      import ctypes, json, os, socket, sys
      libc = ctypes.CDLL(None, use_errno=True)
      libc.shmat.restype = ctypes.c_void_p
      secret = sys.argv[1]
      stream = socket.socket(socket.AF_UNIX)
      stream.bind('\\0' + secret)
      stream.listen(5)
      datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      datagrams.bind('\\0' + secret + '-datagrams')
      key = 0x0A1E0000 | (os.getpid() & 0xFFFF)
      create = 0o1000 | 0o666
      memory = libc.shmget(key, 4096, create)
      place = libc.shmat(memory, None, 0)
      ctypes.memmove(place, secret.encode(), len(secret))
      messages = libc.msgget(key, create)
      semaphores = libc.semget(key, 1, create)
      queue = libc.syscall(240, ('ale-' + secret).encode(), os.O_RDONLY | os.O_CREAT, 0o666, None)
      os.umask(0o022)
      file = '/dev/shm/ale-' + secret
      with open(file, 'w') as out:
          out.write(secret)
      try:
          print(json.dumps({'key': key, 'holder': os.getpid()}), flush=True)
          assert min(memory, messages, semaphores, queue) >= 0
          sys.stdin.read()
      finally:
          os.unlink(file)
          libc.shmctl(memory, 0, None)
          libc.msgctl(messages, 0, None)
          libc.semctl(semaphores, 0, 0)
          libc.syscall(241, ('ale-' + secret).encode())
      """;

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Path folder;
  private final ServerSocket tcp4 = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final ServerSocket tcp6 = new ServerSocket(0, 50, InetAddress.ofLiteral("::1"));
  private final DatagramSocket udp4 = echo("127.0.0.1");
  private final DatagramSocket udp6 = echo("::1");
  private final ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  private final Process holder;
  private final Sandbox.Mortal neighbour;

  EscapeTargets() throws IOException, InterruptedException {
    folder = Lab.temporary("targets");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    facts.put("secret", SECRET);
    facts.put("tcp4", tcp4.getLocalPort());
    facts.put("tcp6", tcp6.getLocalPort());
    facts.put("udp4", udp4.getLocalPort());
    facts.put("udp6", udp6.getLocalPort());
    facts.put("file", file("everyone", "rw-r--r--", 0));
    facts.put("root_file", file("root", "rw-------", 0));
    facts.put("shared_file", file("shared", "rw-------", Weakened.sharedUser()));
    Path socket = folder.resolve("socket");
    unix.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
    facts.put("socket", socket.toString());
    facts.put("variable", variable());
    facts.put("hostname", Lab.shOnHost("uname -n").text().strip());
    String user = Integer.toString(Weakened.sharedUser());
    ProcessBuilder program =
        new ProcessBuilder(
                "setpriv",
                "--reuid",
                user,
                "--regid",
                user,
                "--clear-groups",
                "python3",
                "-c",
                HOLDER,
                SECRET)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    program.environment().put("PATH", "/usr/bin:/bin"); // what every user can reach
    holder = program.start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
    facts.putAll(held(said));
    neighbour = Lab.open();
    Lab.sh(neighbour, "echo " + SECRET + " > /home/agent/work/own");
    Path place = Places.standard().state().resolve("sandboxes").resolve(neighbour.id());
    facts.put("neighbour_file", place.resolve("root/home/agent/work/own").toString());
    facts.put("neighbour_display", place.resolve("display/x11/X0").toString());
  }

  @SuppressWarnings("unchecked") // what Jackson makes of an object
  private static Map<String, Object> held(BufferedReader said) throws IOException {
    return Json.read(said.readLine(), Map.class);
  }

  private String file(String name, String permissions, int owner) throws IOException {
    Path file = Files.writeString(folder.resolve(name), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    Files.setAttribute(file, "unix:uid", owner);
    return file.toString();
  }

  /** The name of a variable that this process has, and that no sandbox needs. */
  private static String variable() {
    return System.getenv().keySet().stream()
        .filter(name -> !COMMON.contains(name) && name.matches("[A-Za-z_]\\w*"))
        .sorted()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("set a variable, JAVA_HOME for instance"));
  }

  private static DatagramSocket echo(String address) throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    Thread.ofVirtual()
        .start(() -> {
          DatagramPacket packet = new DatagramPacket(new byte[64], 64);
          try {
            while (true) {
              socket.receive(packet);
              socket.send(packet);
            }
          } catch (IOException closed) {
            // the test is over
          }
        });
    return socket;
  }

  /** Facts for the probes, as JSON. */
  String json() {
    return Json.line(facts);
  }

  @Override
  public void close() throws IOException {
    neighbour.close();
    holder.getOutputStream().close();
    holder.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    for (Closeable open : new Closeable[] {tcp4, tcp6, udp4, udp6, unix}) {
      open.close();
    }
    for (String name : new String[] {"everyone", "root", "shared", "socket"}) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }
}
