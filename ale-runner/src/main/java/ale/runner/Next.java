package ale.runner;

import ale.core.Fault;
import ale.core.Phase;

/** What is to be done about an attempt, as its journal has it. */
sealed interface Next {
  /** A phase, from its beginning. */
  record Begin(Phase phase) implements Next {}

  /** The work, which was begun by a controller that is gone and goes on in its sandbox. */
  record GoOn() implements Next {}

  /** Nothing more. */
  sealed interface Ended extends Next {}

  /** It was graded, so it counts. */
  record Graded() implements Ended {}

  /**
   * It does not count.
   *
   * @param fault why
   * @param another whether another attempt is worth it
   */
  record Over(Fault fault, boolean another) implements Ended {}
}
