package ale.doors;

import ale.core.Json;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** A tool set over MCP; the one place that knows the SDK. */
final class McpDoor {
  private McpDoor() {}

  /** A servlet that serves the tools at a path. */
  static HttpServletStreamableServerTransportProvider servlet(ToolSet tools, String path) {
    var transport =
        HttpServletStreamableServerTransportProvider.builder()
            .mcpEndpoint(path)
            .maxRequestSize(CommandRoutes.MOST_BYTES)
            .build();
    serve(McpServer.sync(transport), tools);
    return transport;
  }

  /** Serves the tools to who writes into the one stream and reads from the other. */
  static McpSyncServer stdio(ToolSet tools, InputStream in, OutputStream out) {
    var transport =
        new StdioServerTransportProvider(
            McpJsonDefaults.getMapper(), in, out, CommandRoutes.MOST_BYTES);
    return serve(McpServer.sync(transport), tools);
  }

  private static McpSyncServer serve(McpServer.SyncSpecification<?> server, ToolSet tools) {
    server
        .serverInfo(tools.name(), tools.version())
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build());
    for (Tool tool : tools.tools()) {
      var described =
          McpSchema.Tool.builder(tool.name(), tool.input().json()).description(tool.description());
      tool.output().ifPresent(described::outputSchema);
      server.toolCall(described.build(), (_, request) -> call(tool, request.arguments()));
    }
    return server.build();
  }

  private static CallToolResult call(Tool tool, Map<String, Object> arguments) {
    return result(reply(tool, arguments));
  }

  private static Tool.Reply reply(Tool tool, Map<String, Object> arguments) {
    try {
      return tool.reply(Json.mapper().valueToTree(arguments));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Tool.Reply.error("interrupted");
    }
  }

  private static CallToolResult result(Tool.Reply reply) {
    CallToolResult.Builder result =
        CallToolResult.builder().addTextContent(reply.text()).isError(reply.error());
    reply
        .png()
        .ifPresent(
            png -> result.addContent(McpSchema.ImageContent.builder(png, "image/png").build()));
    reply.structured().ifPresent(result::structuredContent);
    return result.build();
  }
}
