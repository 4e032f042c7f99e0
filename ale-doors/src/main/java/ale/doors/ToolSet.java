package ale.doors;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tools that are served together.
 *
 * @param name and {@code version}: how the server introduces itself
 */
record ToolSet(String name, String version, List<Tool> tools) {
  static final String ALL = "all";

  /** For agents that have a shell of their own: all but the primitives. */
  static final String OURS = "desktop";

  static final String DESKTOP = "cua-desktop";
  static final String PRIMITIVES = "vm-primitives";
  static final List<String> NAMES = List.of(ALL, OURS, DESKTOP, PRIMITIVES);

  ToolSet {
    tools = List.copyOf(tools);
  }

  static ToolSet of(String name, Machine machine, Terminals terminals, Optional<Path> budget) {
    var bridge = new Bridge(new Verbs(machine));
    List<Tool> desktop = new DesktopTools(bridge).all();
    List<Tool> primitives = new PrimitiveTools(bridge, terminals).all();
    List<Tool> own = new OwnTools(machine, budget).all();
    return switch (name) {
      case DESKTOP -> new ToolSet(name, "0.3.0", desktop);
      case PRIMITIVES -> new ToolSet(name, "0.1.0", primitives);
      case OURS -> joined(Stream.of(desktop, own));
      case ALL -> joined(Stream.of(desktop, primitives, own));
      default -> throw unknown(name);
    };
  }

  private static ToolSet joined(Stream<List<Tool>> sets) {
    return new ToolSet("ale", Verbs.PACKAGE, sets.flatMap(List::stream).toList());
  }

  static DoorsException unknown(String name) {
    return new DoorsException(
        "there is no tool set \"" + name + "\"; use " + String.join(", ", NAMES));
  }
}
