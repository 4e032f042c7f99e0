package ale.runner.admission;

import java.util.Optional;

/** Whether a trial may begin. */
public sealed interface Verdict {
  /** It may, and has what it asked for until it gives it back. */
  record Admitted(Ledger.Reservation reservation) implements Verdict {}

  /** Not yet. */
  record Wait(String reason) implements Verdict {}

  /** It never can on this machine. */
  record Never(String reason) implements Verdict {}

  /** Why not, if not. */
  default Optional<String> why() {
    return switch (this) {
      case Admitted a -> Optional.empty();
      case Wait w -> Optional.of(w.reason());
      case Never n -> Optional.of(n.reason());
    };
  }
}
