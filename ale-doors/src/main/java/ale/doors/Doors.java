package ale.doors;

import ale.guest.GuestClient;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * Open doors to a desktop: the computer-server protocol at {@code /cmd}, {@code /ws} and {@code
 * /pty}, and MCP at {@code /mcp} with all tools, {@code /mcp/cua-desktop} and {@code
 * /mcp/vm-primitives} with those of one set.
 */
public final class Doors implements AutoCloseable {
  private final Javalin server;
  private final Terminals terminals;
  private final Machine machine;
  private final DoorsOptions options;

  private Doors(Machine machine, DoorsOptions options) {
    this.machine = machine;
    this.options = options;
    this.terminals = new Terminals(machine);
    this.server = Javalin.create(this::configure);
  }

  /** Opens the doors, and answers once they are open. */
  public static Doors serve(DoorsOptions options) {
    return open(Machine.of(options.target()), options);
  }

  /** Opens the doors to a sandbox whose guest somebody else has connected to, and will close. */
  public static Doors serve(DoorsOptions options, GuestClient guest) {
    return open(new GuestMachine(guest, Map.of(), () -> {}), options);
  }

  private static Doors open(Machine machine, DoorsOptions options) {
    var doors = new Doors(machine, options);
    try {
      doors.server.start(options.host(), options.port());
      return doors;
    } catch (JavalinException e) {
      doors.close();
      throw new DoorsException(
          "cannot listen at %s, port %d: %s"
              .formatted(options.host(), options.port(), e.getMessage()),
          e);
    }
  }

  private void configure(JavalinConfig config) {
    var gate = new Gate(options.token());
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = CommandRoutes.MOST_BYTES;
    config.http.generateEtags = false;
    config.jetty.modifyServletContextHandler(context -> {
      filter(context, new FilterHolder(gate), "/*");
      filter(context, new FilterHolder(new McpRequests()), "/mcp/*");
      for (String set : ToolSet.NAMES) {
        String path = set.equals(ToolSet.ALL) ? "/mcp" : "/mcp/" + set;
        ToolSet tools = ToolSet.of(set, machine, terminals, options.budget());
        HttpServlet servlet = McpDoor.servlet(tools, path);
        var holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
        context.addServlet(holder, path + "/");
      }
    });
    new CommandRoutes(new Verbs(machine), gate, machine.system()).add(config.routes);
    new TerminalRoutes(terminals).add(config.routes);
  }

  private static void filter(ServletContextHandler context, FilterHolder filter, String path) {
    filter.setAsyncSupported(true);
    context.addFilter(filter, path, EnumSet.of(DispatcherType.REQUEST));
  }

  /** Where the doors are. */
  public URI address() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + server.port());
  }

  @Override
  public void close() {
    server.stop();
    terminals.close();
    machine.close();
  }
}
