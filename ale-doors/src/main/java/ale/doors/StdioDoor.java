package ale.doors;

import io.modelcontextprotocol.server.McpSyncServer;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A door to a desktop over two streams, as MCP. It needs no web server on its class path, since
 * agents in a sandbox carry it with them.
 */
final class StdioDoor {
  private StdioDoor() {}

  /**
   * Serves one tool set until the first stream ends and what it asked is answered.
   *
   * @param tools one of {@link ToolSet#NAMES}
   */
  static void serve(DoorsOptions options, String tools, InputStream in, OutputStream out)
      throws InterruptedException {
    var answers = new Answers(out);
    var input =
        new MessageLines(new BufferedInputStream(in, 1 << 16), answers, CommandRoutes.MOST_BYTES);
    try (Machine machine = GuestMachine.at(options.target());
        var terminals = new Terminals(machine)) {
      McpSyncServer server =
          McpDoor.stdio(ToolSet.of(tools, machine, terminals, options.budget()), input, answers);
      input.awaitEnd();
      server.closeGracefully();
    }
  }
}
