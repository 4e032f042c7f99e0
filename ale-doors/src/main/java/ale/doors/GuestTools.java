package ale.doors;

import ale.core.Json;
import ale.guest.GuestClient;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Every tool of a sandbox as a plain object: what MCP serves, without MCP, for an agent that works
 * from outside.
 */
public final class GuestTools implements AutoCloseable {
  /**
   * How a tool introduces itself.
   *
   * @param input the JSON Schema of its arguments
   */
  public record Definition(String name, String description, JsonNode input) {}

  /**
   * What a tool answers.
   *
   * @param png a picture
   * @param error whether the tool failed; the text says how
   */
  public record Answer(String text, Optional<byte[]> png, boolean error) {}

  private final Terminals terminals;
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  private GuestTools(Machine machine) {
    terminals = new Terminals(machine);
    ToolSet.of(ToolSet.ALL, machine, terminals, Optional.empty())
        .tools()
        .forEach(t -> tools.put(t.name(), t));
  }

  /** The tools of a guest that somebody else has connected to, and will close. */
  public static GuestTools on(GuestClient guest) {
    return new GuestTools(new GuestMachine(guest, Map.of(), () -> {}));
  }

  public List<Definition> definitions() {
    return tools.values().stream()
        .map(t ->
            new Definition(t.name(), t.description(), Json.mapper().valueToTree(t.input().json())))
        .toList();
  }

  /** Uses a tool; whatever goes wrong is an answer, except an interrupt. */
  public Answer call(String name, JsonNode arguments) throws InterruptedException {
    Tool tool = tools.get(name);
    if (tool == null) {
      return new Answer("there is no tool " + name, Optional.empty(), true);
    }
    Tool.Reply reply = tool.reply(arguments);
    return new Answer(
        reply.text(), reply.png().map(p -> Base64.getDecoder().decode(p)), reply.error());
  }

  /** Ends the programs on terminals that were started through these tools. */
  @Override
  public void close() {
    terminals.close();
  }
}
