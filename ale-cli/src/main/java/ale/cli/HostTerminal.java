package ale.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The terminal that this command was started in, by way of stty. */
final class HostTerminal {
  static final Extent USUAL = new Extent(80, 24);

  /** Characters across and down. */
  record Extent(int columns, int rows) {}

  private final String settings;

  private HostTerminal(String settings) {
    this.settings = settings;
  }

  /** The terminal, if standard input is one; stty fails if it is not. */
  static Optional<HostTerminal> own() {
    return stty("-g").map(HostTerminal::new);
  }

  Optional<Extent> extent() {
    return stty("size")
        .filter(s -> s.matches("[1-9][0-9]* [1-9][0-9]*"))
        .map(s -> s.split(" "))
        .map(s -> new Extent(Integer.parseInt(s[1]), Integer.parseInt(s[0])));
  }

  /** Every key goes to the sandbox, Ctrl-C too. */
  void raw() {
    stty("raw", "-echo");
  }

  void restore() {
    stty(settings);
  }

  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no terminal, or no stty: plain input and output then
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
