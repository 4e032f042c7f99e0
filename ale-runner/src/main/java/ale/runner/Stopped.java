package ale.runner;

import ale.core.AleException;

/** A trial was stopped from outside, and nothing failed: its journal says where to go on. */
final class Stopped extends AleException {
  private static final long serialVersionUID = 1L;

  Stopped(Throwable cause) {
    super("the trial was stopped; resume its run to go on", cause);
  }
}
