package ale.agents;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What is known of work that an earlier controller may have begun, and where this one leaves word
 * for the next. It survives the controller.
 */
public interface Past {
  /** Whether the work was begun before. */
  boolean begun();

  /** How much of its time is over. */
  Duration spent();

  /** The detached program of the guest that does the work, if it is known. */
  OptionalLong program();

  /** Leaves word that this program of the guest does the work. */
  void program(long job);

  /** Work that begins now, and that nobody goes on with. */
  static Past none() {
    return new Past() {
      @Override
      public boolean begun() {
        return false;
      }

      @Override
      public Duration spent() {
        return Duration.ZERO;
      }

      @Override
      public OptionalLong program() {
        return OptionalLong.empty();
      }

      @Override
      public void program(long job) {
        // nobody will ask
      }
    };
  }
}
