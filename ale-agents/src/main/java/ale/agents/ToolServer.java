package ale.agents;

import java.util.List;
import java.util.Optional;

/**
 * A server of tools (MCP) that a task offers its agent.
 *
 * @param name that the agent knows it by
 * @param transport {@code stdio}, {@code sse} or {@code streamable-http}
 * @param url where it listens, seen from the computer; absent if it is started
 * @param command that starts it in the computer; absent if it listens already
 * @param args of the command
 */
public record ToolServer(
    String name,
    String transport,
    Optional<String> url,
    Optional<String> command,
    List<String> args) {
  public ToolServer {
    args = List.copyOf(args);
  }

  /** The same under another name. */
  ToolServer named(String other) {
    return new ToolServer(other, transport, url, command, args);
  }
}
