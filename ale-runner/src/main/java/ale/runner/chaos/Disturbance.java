package ale.runner.chaos;

import java.util.Locale;

/** What can happen to a run. */
public enum Disturbance {
  /** The controller is killed. */
  CONTROLLER,
  /** The guest of a computer on which an agent works is killed. */
  GUEST,
  /** The program that grades is killed. */
  GRADER,
  /** The gateway is killed while an agent asks a model; it lives in the controller. */
  GATEWAY,
  /** The disk of the run's folder is full for a while. */
  DISK,
  /** The controller's clock jumps by hours. */
  CLOCK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
