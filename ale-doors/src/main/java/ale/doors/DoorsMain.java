package ale.doors;

import ale.core.AleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The {@code doors} command. */
public final class DoorsMain {
  private static final String USAGE =
      """
      doors serve DESKTOP [--port P] [--host H] [--framebuffer FILE] [--budget FILE]
                  [--token T | --token-file FILE | --no-auth]
          opens a desktop to clients of computer-server, at /cmd, /ws and /pty, and of MCP,
          at /mcp, /mcp/cua-desktop and /mcp/vm-primitives. They show the token in the header
          X-API-Key or as "Authorization: Bearer T"; one is made up and told if none is given.
          With --no-auth every program of this host may use the desktop, and nobody else.
          The port is 5000, the host 127.0.0.1.
      doors mcp DESKTOP [--tools all|desktop|cua-desktop|vm-primitives]
                  [--framebuffer FILE] [--budget FILE]
          speaks MCP over standard input and output.

      DESKTOP is --display :N, or --guest SOCKET --guest-token-file FILE for a sandbox, or
      --driver robot for the desktop on which this runs, whatever system that is (the only way,
      and the default, where that is not Linux).
      """;
  private static final Set<String> NAMED =
      Set.of(
          "--display",
          "--driver",
          "--guest",
          "--guest-token-file",
          "--port",
          "--host",
          "--framebuffer",
          "--budget",
          "--token",
          "--token-file",
          "--tools");
  private static final Set<String> SERVE_ONLY =
      Set.of("--port", "--host", "--token", "--token-file", "--no-auth");

  private final Map<String, String> values = new HashMap<>();

  private DoorsMain(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--no-auth")) {
        values.put(argument, "");
      } else if (!NAMED.contains(argument)) {
        throw new DoorsException("\"" + argument + "\" is not understood");
      } else if (i + 1 == arguments.size()) {
        throw new DoorsException(argument + " needs a value");
      } else {
        values.put(argument, arguments.get(++i));
      }
    }
  }

  public static void main(String[] arguments) {
    System.exit(run(Arrays.asList(arguments)));
  }

  /** Does what the arguments say, and gives the exit code. */
  public static int run(List<String> arguments) {
    String command = arguments.isEmpty() ? "" : arguments.getFirst();
    if (!Set.of("serve", "mcp").contains(command)) {
      System.err.print(USAGE);
      return 2;
    }
    try {
      var main = new DoorsMain(arguments.subList(1, arguments.size()));
      if (command.equals("serve")) {
        main.serve();
      } else {
        main.mcp();
      }
      return 0;
    } catch (DoorsException e) {
      System.err.println("doors: " + e.getMessage());
      return 2;
    } catch (AleException | IOException e) {
      System.err.println("doors: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void serve() throws IOException, InterruptedException {
    refuse("--tools", "serve");
    Optional<String> token = token();
    String host = values.getOrDefault("--host", DoorsOptions.LOOPBACK);
    try (Doors doors =
        Doors.serve(new DoorsOptions(target(), host, port(), token, file("--budget")))) {
      System.err.println("doors: open at " + doors.address());
      if (token.isPresent() && !values.containsKey("--token") && given("--token-file").isEmpty()) {
        System.err.println("doors: the token is " + token.get());
      }
      Runtime.getRuntime().addShutdownHook(new Thread(doors::close));
      Thread.currentThread().join();
    }
  }

  private void mcp() throws IOException, InterruptedException {
    for (String option : SERVE_ONLY) {
      refuse(option, "mcp");
    }
    String tools = values.getOrDefault("--tools", ToolSet.ALL);
    if (!ToolSet.NAMES.contains(tools)) {
      throw ToolSet.unknown(tools);
    }
    StdioDoor.serve(
        new DoorsOptions(target(), DoorsOptions.LOOPBACK, 0, Optional.empty(), file("--budget")),
        tools,
        System.in,
        System.out);
  }

  private void refuse(String option, String command) {
    if (values.containsKey(option)) {
      throw new DoorsException(option + " is not for " + command);
    }
  }

  private Optional<String> given(String option) {
    return Optional.ofNullable(values.get(option));
  }

  private Optional<Path> file(String option) {
    return given(option).map(Path::of);
  }

  private int port() {
    String port = values.getOrDefault("--port", "5000");
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException e) {
      throw new DoorsException("\"" + port + "\" is not a port", e);
    }
  }

  private Optional<String> token() throws IOException {
    long ways =
        values.keySet().stream()
            .filter(Set.of("--token", "--token-file", "--no-auth")::contains)
            .count();
    if (ways > 1) {
      throw new DoorsException("--token, --token-file and --no-auth exclude each other");
    }
    if (values.containsKey("--no-auth")) {
      return Optional.empty();
    }
    if (values.containsKey("--token-file")) {
      return Optional.of(secret("--token-file"));
    }
    return Optional.of(given("--token").orElseGet(() -> UUID.randomUUID().toString()));
  }

  private String secret(String option) throws IOException {
    Path file = file(option).orElseThrow(() -> new DoorsException(option + " is missing"));
    return Files.readString(file).strip();
  }

  private boolean robot(boolean nothingNamed) {
    boolean linux = System.getProperty("os.name").equals("Linux");
    String driver = values.getOrDefault("--driver", nothingNamed && !linux ? "robot" : "x11");
    if (!Set.of("robot", "x11").contains(driver)) {
      throw new DoorsException("there is no driver \"" + driver + "\"; use robot or x11");
    }
    return driver.equals("robot");
  }

  private Target target() throws IOException {
    Optional<String> display = given("--display");
    Optional<Path> guest = file("--guest");
    if (robot(display.isEmpty() && guest.isEmpty())) {
      if (display.isPresent() || guest.isPresent()) {
        throw new DoorsException(
            "--driver robot is for the desktop on which this runs; leave --display and --guest out");
      }
      return new Target.OnRobot();
    }
    if (display.isPresent() == guest.isPresent()) {
      throw new DoorsException("say which desktop: --display :N or --guest SOCKET");
    }
    return guest.isPresent()
        ? new Target.InSandbox(guest.get(), secret("--guest-token-file"))
        : new Target.OnDisplay(display.orElseThrow(), file("--framebuffer"));
  }
}
