package ale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ale.core.Outcome;
import ale.runner.LocalEngine;
import ale.runner.Machinery;
import ale.runner.Planner;
import ale.runner.RunFolder;
import ale.runner.RunListener;
import ale.runner.RunPlan;
import ale.runner.TrialOutcome;
import ale.sandbox.LocalProvider;
import ale.sandbox.Network;
import ale.sandbox.Outside;
import ale.sandbox.Provider;
import ale.sandbox.Resources;
import ale.sandbox.Sandbox;
import ale.sandbox.SandboxException;
import ale.sandbox.SandboxSpec;
import ale.sandbox.Visit;
import ale.tasks.Families;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What sandboxes reach under each policy. The world around them is the test's own: whatever address
 * is connected to, it is one of two listeners that the test opened on loopback. Every probe is also
 * shown to succeed where it may.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NetworkIT {
  private static final String SITE = "93.184.215.14";
  private static final String METADATA = "169.254.169.254";

  private final Listening four = Listening.on("127.0.0.1");
  private final Listening six = Listening.on("::1");
  private final Provider provider =
      new LocalProvider(
          Places.standard().state(),
          Places.standard().toolbox(Screen::say),
          InstantSource.system(),
          new World());

  private Sandbox.Doored sandbox = open();

  private Sandbox.Doored open() {
    var image = Lab.machinery().images().find(Lab.IMAGE).orElseThrow();
    return (Sandbox.Doored)
        provider.open(SandboxSpec.of(image, Resources.of(1, 768, 64), SandboxSpec.Tools.GUEST));
  }

  /** A listener that answers every request of HTTP with one sentence. */
  private record Listening(ServerSocket socket) {
    static final String SENTENCE = "the listener of the test";

    static Listening on(String address) {
      try {
        var listening = new Listening(new ServerSocket(0, 20, InetAddress.ofLiteral(address)));
        Thread.ofVirtual().start(listening::answer);
        return listening;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    private void answer() {
      while (!socket.isClosed()) {
        try {
          Socket client = socket.accept();
          Thread.ofVirtual().start(() -> answer(client));
        } catch (IOException e) {
          // closed at the end of the test
        }
      }
    }

    private static void answer(Socket client) {
      try (client) {
        byte[] head = new byte[4096];
        while (client.getInputStream().read(head) > 0) {
          OutputStream out = client.getOutputStream();
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Length: " + SENTENCE.length() + "\r\n\r\n" + SENTENCE)
                  .getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // the probe was cut off
      }
    }
  }

  /** Names and addresses that lead nowhere but to the listeners. */
  private final class World implements Outside {
    private final Map<String, String> names =
        Map.of(
            "site.test",
            SITE,
            "six.test",
            "2606:4700::1111",
            "other.test",
            "93.184.215.15",
            "metadata.test",
            METADATA);

    @Override
    public List<InetAddress> resolve(String host) throws IOException {
      try {
        return List.of(InetAddress.ofLiteral(host));
      } catch (IllegalArgumentException e) {
        if (!names.containsKey(host)) {
          throw new UnknownHostException("there is no " + host);
        }
        return List.of(InetAddress.ofLiteral(names.get(host)));
      }
    }

    @Override
    public SocketChannel connect(InetSocketAddress address) throws IOException {
      boolean ofSix = address.getAddress().getAddress().length == 16;
      return SocketChannel.open((ofSix ? six : four).socket().getLocalSocketAddress());
    }
  }

  @BeforeAll
  void look() {
    assertThat(Lab.sh(sandbox, "echo here").text()).isEqualTo("here\n");
  }

  @AfterAll
  void leave() throws IOException {
    sandbox.close();
    four.socket().close();
    six.socket().close();
  }

  /** Asks as an ordinary program would, by what its environment says. */
  private String get(String url) {
    return Lab.sh(
            sandbox,
            "python3 -c \"import urllib.request as r, sys\ntry: print(r.urlopen('"
                + url
                + "', timeout=10).read().decode())\nexcept Exception as e: print('no:', e, e.read().decode() if hasattr(e, 'read') else '')\"")
        .text();
  }

  private static String direct(String family, String address, int port) {
    return "python3 -c \"import socket; s=socket.socket(socket."
        + family
        + "); s.settimeout(3); s.connect(('"
        + address
        + "',"
        + port
        + ")); print('connected')\" 2>&1";
  }

  private void nothingDirect() throws Exception {
    for (Listening listener : List.of(four, six)) {
      String address = listener.socket().getInetAddress().getHostAddress();
      String family = address.contains(":") ? "AF_INET6" : "AF_INET";
      String probe = direct(family, address, listener.port());
      assertThat(Lab.shOnHost(probe).text()).contains("connected");
      assertThat(Lab.sh(sandbox, probe).text()).as(probe).doesNotContain("connected");
    }
    assertThat(Lab.sh(sandbox, direct("AF_INET", SITE, 80)).text())
        .as("no route to what the proxy would reach")
        .contains("unreachable");
    noDatagram();
    noAbstractSocket();
  }

  private void noAbstractSocket() throws Exception {
    String name = "ale-" + UUID.randomUUID();
    Process listener =
        new ProcessBuilder(
                "python3",
                "-c",
                "import socket,sys; s=socket.socket(socket.AF_UNIX); s.bind('\\0"
                    + name
                    + "'); s.listen(5); print('up',flush=True); sys.stdin.read()")
            .start();
    try {
      assertThat(listener.getInputStream().read()).isEqualTo('u');
      String probe =
          "python3 -c \"import socket; s=socket.socket(socket.AF_UNIX); s.connect('\\0"
              + name
              + "'); print('connected')\" 2>&1";
      assertThat(Lab.shOnHost(probe).text()).contains("connected");
      assertThat(Lab.sh(sandbox, probe).text()).contains("refused").doesNotContain("connected");
    } finally {
      listener.destroyForcibly();
    }
  }

  /** A question of DNS over UDP, to a listener of the test. */
  private void noDatagram() throws Exception {
    try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      socket.setSoTimeout(10_000);
      for (String who : List.of("sandbox", "host")) {
        String probe =
            "python3 -c \"import socket; s=socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
                + " s.sendto(b'"
                + who
                + " asks', ('127.0.0.1',"
                + socket.getLocalPort()
                + "))\" 2>&1";
        if (who.equals("sandbox")) {
          Lab.sh(sandbox, probe);
        } else {
          Lab.shOnHost(probe);
        }
      }
      var packet = new DatagramPacket(new byte[100], 100);
      socket.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
          .as("the first that arrives is the host's")
          .isEqualTo("host asks");
    }
  }

  @Test
  void without_a_network_nothing_is_reached_and_no_door_can_be_opened() throws Exception {
    sandbox.network(new Network.None());
    nothingDirect();
    assertThat(get("http://site.test/")).startsWith("no:");
    assertThat(Lab.sh(sandbox, "env | grep -i proxy; ls /run/doors | wc -l").text())
        .doesNotContain("http");
    assertThatThrownBy(() -> sandbox.forward(9000, Path.of("/nowhere")))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("no network");
  }

  @Test
  void a_gateway_is_reached_at_its_port_and_nothing_else(@TempDir Path folder) throws Exception {
    Path target = folder.resolve("gateway");
    try (var _ =
        ale.guest.Listener.unix(
            target,
            c -> c.write(ByteBuffer.wrap("the gateway".getBytes(StandardCharsets.UTF_8))))) {
      sandbox.network(new Network.Gateway());
      sandbox.forward(9001, target);
      String ask =
          "python3 -c \"import socket; s=socket.create_connection(('127.0.0.1',9001)); print(s.recv(99))\" 2>&1";
      assertThat(Lab.sh(sandbox, ask).text()).contains("the gateway");
      nothingDirect();
      assertThat(get("http://site.test/")).startsWith("no:");
      sandbox.network(new Network.None());
      assertThat(Lab.sh(sandbox, ask).text()).doesNotContain("the gateway");
    }
  }

  @Test
  void an_allowlist_lets_through_what_it_names_and_nothing_else() throws Exception {
    sandbox.network(new Network.Allowlist(List.of("site.test", "six.test")));
    assertThat(get("http://site.test/")).contains(Listening.SENTENCE);
    assertThat(get("http://six.test:8080/a?b")).contains(Listening.SENTENCE);
    assertThat(get("http://other.test/")).contains("403", "other.test is not on the list");
    assertThat(get("http://" + SITE + "/")).contains("403", SITE + " is not an allowed address");
    assertThat(get("http://metadata.test/")).contains("403");
    nothingDirect();
    assertThat(sandbox.visits())
        .extracting(v -> v.host() + " " + v.verdict())
        .contains("site.test CONNECTED", "other.test REFUSED");
  }

  @Test
  void a_public_network_has_no_way_to_inner_addresses() throws Exception {
    sandbox.network(new Network.Public());
    assertThat(get("http://site.test/")).contains(Listening.SENTENCE);
    assertThat(get("http://[2606:4700::1111]/")).contains(Listening.SENTENCE);
    for (String inner : List.of("10.0.0.1", "192.168.1.1", "[fd00::1]", "metadata.test")) {
      assertThat(get("http://" + inner + "/")).as(inner).contains("403");
    }
    assertThat(proxied("127.0.0.1:" + four.port())).startsWith("HTTP/1.1 403");
    assertThat(proxied("[::1]:" + six.port())).startsWith("HTTP/1.1 403");
    nothingDirect();
  }

  /** Asks the proxy itself, past the exceptions that clients make for loopback. */
  private String proxied(String authority) {
    return Lab.sh(
            sandbox,
            "python3 -c \"import socket; s=socket.create_connection(('127.0.0.1',3128)); s.sendall(b'CONNECT "
                + authority
                + " HTTP/1.1\\r\\n\\r\\nGET / HTTP/1.1\\r\\n\\r\\n'); s.shutdown(1); print(s.makefile().read())\" 2>&1")
        .text();
  }

  @Test
  void a_metadata_service_is_reached_only_if_its_address_is_listed() {
    sandbox.network(new Network.Allowlist(List.of("metadata.test", "0.0.0.0/0")));
    assertThat(get("http://metadata.test/")).contains("403", METADATA);
    assertThat(get("http://" + METADATA + "/latest/meta-data/")).contains("403");
    sandbox.network(new Network.Public());
    assertThat(get("http://" + METADATA + "/latest/meta-data/")).contains("403");
    sandbox.network(new Network.Allowlist(List.of(METADATA)));
    assertThat(get("http://" + METADATA + "/latest/meta-data/"))
        .as("with the protection off")
        .contains(Listening.SENTENCE);
    assertThat(sandbox.visits().getLast().verdict()).isEqualTo(Visit.Verdict.CONNECTED);
  }

  @Test
  void a_change_of_policy_cuts_connections_that_are_open() throws InterruptedException {
    sandbox.network(new Network.Public());
    String hold =
        "python3 -c \"import socket; s=socket.create_connection(('127.0.0.1',3128)); s.sendall(b'CONNECT site.test:80 HTTP/1.1\\r\\n\\r\\n'); print(s.recv(99).split()[1]); open('/tmp/held','w').close();\ntry: print('end:', s.recv(99))\nexcept OSError as e: print('end:', e)\"";
    Thread cutter =
        Thread.ofVirtual()
            .start(() -> {
              Lab.sh(sandbox, "until [ -e /tmp/held ]; do sleep 0.05; done");
              sandbox.network(new Network.None());
            });
    assertThat(Lab.sh(sandbox, hold).text()).contains("b'200'", "end:");
    cutter.join();
  }

  @Test
  void a_task_gets_what_it_names_and_the_public_network_only_from_a_person(@TempDir Path folder)
      throws IOException {
    String solve =
        "#!/bin/sh\nmkdir -p output\npython3 -c \"import urllib.request as r; print(r.urlopen('http://site.test/').read().decode())\" > output/a.txt 2>/dev/null || true\n";
    String toml =
        """
        schema_version = "1.4"
        artifacts = ["/home/agent/work/output"]
        [task]
        name = "test/reaching"
        [environment]
        docker_image = "ale/workstation"
        memory_mb = 512
        storage_mb = 64
        """;
    Path silent = task(folder.resolve("silent"), toml, solve);
    Path listing =
        task(
            folder.resolve("listing"),
            toml
                + "network_mode = \"no-network\"\n[agent]\nnetwork_mode = \"allowlist\"\nallowed_hosts = [\"site.test\"]\n",
            solve);
    TrialOutcome closed = run(folder.resolve("runs"), silent, List.of());
    assertThat(closed.outcome()).isEqualTo(new Outcome.Scored(0, false));
    assertThat(closed.network()).isEmpty();
    TrialOutcome open = run(folder.resolve("runs"), silent, List.of(RunPlan.PUBLIC_NETWORK));
    assertThat(open.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(open.network()).contains("public");
    TrialOutcome listed = run(folder.resolve("runs"), listing, List.of());
    assertThat(listed.outcome()).isEqualTo(new Outcome.Scored(1, true));
    assertThat(listed.network()).contains("allowlist");
    try (var files = Files.walk(folder.resolve("runs"))) {
      List<Path> all = files.toList();
      assertThat(all.stream().filter(f -> f.endsWith("attempt-1/network.jsonl"))).hasSize(2);
      assertThat(
              all.stream()
                  .filter(f -> f.endsWith("journal.jsonl"))
                  .map(NetworkIT::text)
                  .filter(j -> j.contains("allowlist: site.test")))
          .hasSize(1);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path task(Path folder, String toml, String solve) throws IOException {
    return TinyTask.in(folder)
        .file("task.toml", toml)
        .file("solution/solve.sh", solve)
        .grader(
            "grep -q '"
                + Listening.SENTENCE
                + "' /home/agent/work/output/a.txt && r=1 || r=0\necho $r > /logs/verifier/reward.txt")
        .folder();
  }

  private TrialOutcome run(Path runs, Path task, List<String> grants) {
    Machinery usual = Lab.machinery();
    RunFolder run =
        new Planner(runs, Families.installed(), Lab.agents(), usual.clock(), "test")
            .granting(grants)
            .plan(List.of("oracle"), List.of(task.toString()), List.of(), 1);
    return new LocalEngine(
            new Machinery(
                provider,
                usual.images(),
                usual.harnesses(),
                usual.examiner(),
                usual.clock(),
                usual.bundles(),
                usual.models()),
            1)
        .run(run, new RunListener() {})
        .getFirst();
  }
}
