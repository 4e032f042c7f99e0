package ale.guest;

import java.util.Map;

/** What every program in a sandbox finds around it, as the controller sets it. */
public final class Surroundings {
  private final Caller caller;

  Surroundings(Caller caller) {
    this.caller = caller;
  }

  /**
   * The variables that every program gets which is started from now on, in place of earlier ones of
   * the same layer.
   *
   * @param layer a word for whoever sets them
   */
  public void environment(String layer, Map<String, String> variables) {
    caller.call(Fields.of("op", "environment", "layer", layer, "env", variables));
  }

  /**
   * Makes whoever connects to a port of 127.0.0.1 talk to a Unix socket of the sandbox. Again for
   * the same port, it is later connections that talk to another.
   */
  public void forward(int port, String socket) {
    caller.call(Fields.of("op", "forward", "port", port, "socket", socket));
  }
}
