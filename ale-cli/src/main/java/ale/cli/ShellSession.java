package ale.cli;

import ale.guest.Command;
import ale.guest.GuestClient;
import ale.guest.GuestException;
import ale.guest.ProgramInfo;
import ale.guest.Ptys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program in a terminal of a sandbox, as if it ran in the terminal of this command. */
final class ShellSession {
  private static final Duration LOOK = Duration.ofSeconds(20);
  private static final Duration BETWEEN_SIZES = Duration.ofMillis(500);
  private static final byte[] END_OF_INPUT = {4};

  private final GuestClient guest;

  ShellSession(GuestClient guest) {
    this.guest = guest;
  }

  /** Runs it to its end and gives its exit code. */
  int run(List<String> program) throws IOException {
    Optional<HostTerminal> terminal = HostTerminal.own();
    HostTerminal.Extent size = terminal.flatMap(HostTerminal::extent).orElse(HostTerminal.USUAL);
    Command command =
        new Command(
            program,
            Map.of("TERM", Optional.ofNullable(System.getenv("TERM")).orElse("dumb")),
            "/home/agent",
            Duration.ofDays(7),
            new byte[0]);
    ProgramInfo shell = guest.ptys().start(command, size.columns(), size.rows());
    terminal.ifPresent(HostTerminal::raw);
    try {
      Thread.ofPlatform().daemon().start(() -> type(shell.id()));
      terminal.ifPresent(
          t -> Thread.ofPlatform().daemon().start(() -> follow(shell.id(), t, size)));
      return show(shell.id());
    } finally {
      terminal.ifPresent(HostTerminal::restore);
    }
  }

  private int show(long shell) throws IOException {
    long at = 0;
    while (true) {
      Ptys.Reading reading = guest.ptys().read(shell, at, LOOK);
      // Raw on purpose: this is the terminal of whoever asked for a shell there.
      System.out.write(reading.shown().bytes());
      System.out.flush();
      at = reading.shown().next();
      if (reading.over()) {
        return reading.exitCode().orElse(Main.MACHINE);
      }
    }
  }

  private void type(long shell) {
    byte[] typed = new byte[4096];
    try {
      for (int n = System.in.read(typed); n >= 0; n = System.in.read(typed)) {
        guest.ptys().input(shell, java.util.Arrays.copyOf(typed, n));
      }
      guest.ptys().input(shell, END_OF_INPUT);
    } catch (IOException | GuestException e) {
      // The shell has ended, or its sandbox; whoever reads says so.
    }
  }

  private void follow(long shell, HostTerminal terminal, HostTerminal.Extent first) {
    HostTerminal.Extent known = first;
    try {
      while (true) {
        Thread.sleep(BETWEEN_SIZES);
        HostTerminal.Extent now = terminal.extent().orElse(known);
        if (!now.equals(known)) {
          guest.ptys().resize(shell, now.columns(), now.rows());
          known = now;
        }
      }
    } catch (InterruptedException | GuestException e) {
      // Over.
    }
  }
}
