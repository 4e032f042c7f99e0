package ale.tasks;

import ale.core.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A file in TOML that says which image of ours stands for one that a task names: {@code
 * "ubuntu:24.04" = "ale/workstation"}, a line for each.
 */
public final class ImageMap {
  private static final String OURS = "ale/";

  private ImageMap() {}

  /**
   * Reads one.
   *
   * @throws InputException naming every line that is wrong
   */
  public static Map<String, String> read(Path file) {
    Map<String, String> map = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : TaskConfigReader.tree(file).properties()) {
      String image = e.getValue().asString("");
      String name = image.startsWith(OURS) ? image.substring(OURS.length()) : image;
      if (name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") && e.getValue().isString()) {
        map.put(e.getKey(), OURS + name);
      } else {
        problems.add(
            "\""
                + e.getKey()
                + "\" must be an image of ours, such as \"ale/workstation\", not "
                + e.getValue());
      }
    }
    if (map.isEmpty() && problems.isEmpty()) {
      problems.add("names no image; write lines such as \"ubuntu:24.04\" = \"ale/workstation\"");
    }
    if (!problems.isEmpty()) {
      throw new InputException(file + ": " + String.join("; ", problems));
    }
    return map;
  }
}
