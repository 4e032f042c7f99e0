package ale.agents.generalist;

import ale.core.AleException;

/** The provider would not take a request; the likeliest reason is that it was too long. */
final class Refusal extends AleException {
  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message);
  }
}
