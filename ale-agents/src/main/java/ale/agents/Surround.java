package ale.agents;

import ale.core.FaultException;
import ale.core.FaultSource;
import ale.guest.Captured;
import ale.guest.Command;
import ale.guest.GuestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program finds around it in a sandbox.
 *
 * @param home the user's folder
 * @param variables of the desktop's session, which some harnesses do not hand on to tool servers
 */
record Surround(String home, Map<String, String> variables) {
  private static final String FRAMES = "ALE_FRAMEBUFFER";
  private static final String BUDGET = "ALE_BUDGET_FILE";
  private static final List<String> SESSION =
      List.of(
          "DISPLAY",
          "XAUTHORITY",
          "DBUS_SESSION_BUS_ADDRESS",
          "XDG_RUNTIME_DIR",
          "PATH",
          FRAMES,
          BUDGET);
  private static final String RUNTIME = "/opt/ale/runtime/bin/java";
  private static final String DOORS = Bundle.PLACE + "/doors";

  Surround {
    variables = Map.copyOf(variables);
  }

  static Surround in(GuestClient guest) {
    StringBuilder script = new StringBuilder("for value in \"$HOME\"");
    SESSION.forEach(name -> script.append(" \"$").append(name).append('"'));
    script.append("; do echo \"$value\"; done");
    var said = new Captured(1 << 16);
    guest.exec(Command.shell(script.toString()).within(Duration.ofSeconds(30)), said);
    List<String> lines = said.out().lines().toList();
    if (lines.size() < SESSION.size() + 1 || !lines.getFirst().startsWith("/")) {
      throw new FaultException(
          FaultSource.SANDBOX, "the sandbox does not tell its variables: " + said.out().strip());
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < SESSION.size(); i++) {
      if (!lines.get(i + 1).isEmpty()) {
        variables.put(SESSION.get(i), lines.get(i + 1));
      }
    }
    return new Surround(lines.getFirst(), variables);
  }

  boolean hasDisplay() {
    return variables.containsKey("DISPLAY");
  }

  /** Where the latest budget stands. */
  Optional<String> budgetFile() {
    return Optional.ofNullable(variables.get(BUDGET));
  }

  /** A program that serves the desktop as MCP tools over standard input and output. */
  List<String> desktopServer() {
    List<String> command = new ArrayList<>(List.of(RUNTIME));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx96m",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            DOORS + "/*:" + DOORS + "/ale-core:" + DOORS + "/ale-guest:" + DOORS + "/ale-doors",
            "ale.doors.DoorsMain",
            "mcp",
            "--display",
            variables.getOrDefault("DISPLAY", ":0"),
            "--tools",
            "desktop"));
    budgetFile().ifPresent(file -> command.addAll(List.of("--budget", file)));
    if (variables.containsKey(FRAMES)) {
      command.addAll(List.of("--framebuffer", variables.getOrDefault(FRAMES, "")));
    }
    return command;
  }
}
