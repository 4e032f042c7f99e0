package ale.cli;

import ale.doors.DoorsMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Opens a desktop to the clients of this field. */
@Command(
    name = "guest",
    mixinStandardHelpOptions = true,
    subcommands = {GuestCommand.Serve.class, GuestCommand.Mcp.class},
    description = "Opens a desktop of this machine to clients of computer-server and of MCP.")
final class GuestCommand {
  /** Over HTTP and WebSocket. */
  @Command(
      name = "serve",
      mixinStandardHelpOptions = true,
      description = {
        "--display :N | --driver robot [--port P] [--host H] [--token T | --token-file F | --no-auth]",
        "Serves computer-server's /cmd, /ws and /pty, and MCP at /mcp. See docs/doors.md."
      })
  static final class Serve implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
      return doors("serve", arguments);
    }
  }

  /** Over standard input and output. */
  @Command(
      name = "mcp",
      mixinStandardHelpOptions = true,
      description = {
        "--display :N [--tools all|desktop|cua-desktop|vm-primitives] [--budget FILE]",
        "Speaks MCP over standard input and output. See docs/doors.md."
      })
  static final class Mcp implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
      return doors("mcp", arguments);
    }
  }

  private static int doors(String verb, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(verb));
    all.addAll(arguments);
    return DoorsMain.run(all);
  }
}
