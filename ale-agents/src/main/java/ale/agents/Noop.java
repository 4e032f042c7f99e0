package ale.agents;

import ale.core.Content;
import ale.core.Step;

/** A harness that does nothing: what it scores is what a task gives away for free. */
public final class Noop implements Harness {
  @Override
  public String name() {
    return "noop";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public boolean outlivesController() {
    return true;
  }

  @Override
  public WorkReport work(Workplace place) {
    place.trajectory().append(Step.agent(Content.of("I do nothing.")).llmCalls(0));
    return WorkReport.done("did nothing, as it should");
  }
}
