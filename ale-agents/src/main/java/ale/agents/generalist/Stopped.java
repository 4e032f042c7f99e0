package ale.agents.generalist;

import ale.agents.WorkReport;
import ale.core.AleException;

/** The work must end here, whatever the agent wants. */
final class Stopped extends AleException {
  private static final long serialVersionUID = 1L;

  private final transient WorkReport report;

  Stopped(WorkReport report) {
    super(report.reason());
    this.report = report;
  }

  WorkReport report() {
    return report;
  }
}
