package ale.guest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code guest} command. */
public final class GuestMain {
  private static final String USAGE =
      """
      guest serve --socket FILE --token-file FILE
                  [--display :0] [--framebuffer FILE] [--spool DIRECTORY]
                  [--whole-machine] [--fence] [--session PROGRAM]
          serves the sandbox it runs in; --whole-machine lets kill_all run
          outside a process namespace of its own; what detached programs
          write is kept below --spool; with --fence the programs that it
          starts cannot signal or look into it (Linux 6.12); --session is a
          program that is started with it
      guest drive [--direct]
          answers one JSON request per line of standard input, through the
          daemon, or on the display itself with --direct

      Both are described in docs/guest-protocol.md.
      """;
  private static final String SOCKET = "/run/ale/guest.sock";
  private static final String TOKEN_FILE = "/run/ale/token";
  private static final Duration DAEMON_START = Duration.ofSeconds(10);

  private final Map<String, String> environment;

  private GuestMain(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] arguments) {
    System.exit(new GuestMain(System.getenv()).run(Arrays.asList(arguments)));
  }

  private int run(List<String> arguments) {
    try {
      List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
      switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
        case "serve" -> serve(rest);
        case "drive" -> drive(rest);
        default -> {
          System.err.print(USAGE);
          return 2;
        }
      }
      return 0;
    } catch (GuestException e) {
      System.err.println("guest: " + e.getMessage());
      return e.code() == GuestException.Code.BAD_REQUEST ? 2 : 1;
    } catch (IOException e) {
      System.err.println("guest: " + e);
      return 1;
    }
  }

  private void serve(List<String> arguments) throws IOException {
    var options =
        new Options(
            arguments,
            Set.of(
                "--socket", "--token-file", "--display", "--framebuffer", "--spool", "--session"),
            Set.of("--whole-machine", "--fence"));
    if (options.flag("--fence")) {
      Fence.raise();
    }
    options.value("--session").ifPresent(GuestMain::startSession);
    String token = token(Path.of(options.required("--token-file")));
    Desktop desktop = desktop(options.value("--display"), options.value("--framebuffer"));
    var operations =
        new Operations(
            desktop,
            options.value("--spool").map(Path::of),
            options.flag("--whole-machine"),
            environment);
    GuestServer server =
        GuestServer.listen(Path.of(options.required("--socket")), token, operations.all());
    Runnable end =
        () -> {
          server.close();
          operations.close();
          desktop.close();
        };
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(end));
    } catch (IllegalStateException e) {
      // told to end before it had begun
      end.run();
      return;
    }
    server.serve();
  }

  /** Beside the rest, so that nobody waits for it. */
  private static void startSession(String program) {
    ProcessBuilder session =
        new ProcessBuilder(program)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Thread.ofPlatform()
        .daemon()
        .name("guest-session")
        .start(() -> {
          try {
            Fence.start(session);
          } catch (IOException | GuestException e) {
            System.err.println("guest: the session does not start: " + e.getMessage());
          }
        });
  }

  private void drive(List<String> arguments) throws IOException {
    var options = new Options(arguments, Set.of(), Set.of("--direct"));
    var answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    if (options.flag("--direct")) {
      try (Desktop desktop = desktop(Optional.empty(), Optional.empty())) {
        new Drive(Drive.direct(desktop)).lines(System.in, answers);
      }
    } else {
      Path socket = Path.of(environment.getOrDefault("ALE_GUEST_SOCKET", SOCKET));
      String token = token(Path.of(environment.getOrDefault("ALE_GUEST_TOKEN_FILE", TOKEN_FILE)));
      try (GuestClient client = GuestClient.connect(socket, token, DAEMON_START)) {
        new Drive(Drive.daemon(client)).lines(System.in, answers);
      }
    }
  }

  private static String token(Path file) throws IOException {
    String token = Files.readString(file).strip();
    if (token.isEmpty()) {
      throw GuestException.badRequest("there is no token in " + file);
    }
    return token;
  }

  private Desktop desktop(Optional<String> display, Optional<String> framebuffer) {
    return new Desktop(
        display
            .or(() -> Optional.ofNullable(environment.get("DISPLAY")))
            .map(name -> Display.of(name, environment)),
        framebuffer
            .or(() -> Optional.ofNullable(environment.get("ALE_FRAMEBUFFER")))
            .map(Path::of));
  }
}
