package ale.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What every lowest layer gets: the agent's account and the folders of the exam. */
final class Foundation {
  private static final List<String> FOLDERS =
      List.of(
          "home/agent",
          "opt/ale/runtime",
          "opt/ale/guest",
          "opt/ale/lib",
          "opt/ale/bin",
          "solution",
          "tests",
          "logs",
          "srv",
          "fb",
          "tmp/.X11-unix");

  private static final List<String> WASTE =
      List.of("var/lib/apt/lists", "var/cache/apt", "var/log");

  private Foundation() {}

  static void lay(Path root) throws IOException {
    Files.writeString(
        root.resolve("etc/passwd"),
        "agent:x:1000:1000:agent:/home/agent:/bin/bash\n",
        StandardOpenOption.APPEND);
    Files.writeString(root.resolve("etc/group"), "agent:x:1000:\n", StandardOpenOption.APPEND);
    Files.writeString(root.resolve("etc/hostname"), "ale\n");
    Files.writeString(root.resolve("etc/hosts"), "127.0.0.1 localhost ale\n::1 localhost\n");
    Files.writeString(root.resolve("etc/machine-id"), "a1e00000000000000000000000000000\n");
    Files.deleteIfExists(root.resolve("etc/resolv.conf"));
    Files.writeString(root.resolve("etc/resolv.conf"), "");
    for (String waste : WASTE) {
      Trees.delete(root.resolve(waste));
    }
    for (String folder :
        List.of("var/lib/apt/lists/partial", "var/cache/apt/archives/partial", "var/log")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
  }
}
