package ale.doors;

import io.modelcontextprotocol.server.McpSyncServer;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** MCP over two streams; it needs no class of the web server, which bundles of agents lack. */
final class StdioDoor {
  private StdioDoor() {}

  /**
   * Serves one tool set until the first stream ends.
   *
   * @param tools "all" or the name of a set
   */
  static void serve(DoorsOptions options, String tools, InputStream in, OutputStream out)
      throws InterruptedException {
    var input =
        new MessageLines(new BufferedInputStream(in, 1 << 16), out, CommandRoutes.MOST_BYTES);
    try (Machine machine = Machine.of(options.target());
        var terminals = new Terminals(machine)) {
      McpSyncServer server =
          McpDoor.stdio(ToolSet.of(tools, machine, terminals, options.budget()), input, out);
      input.awaitEnd();
      server.closeGracefully();
    }
  }
}
