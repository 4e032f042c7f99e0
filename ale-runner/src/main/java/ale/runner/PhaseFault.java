package ale.runner;

import ale.core.AleException;
import ale.core.Fault;

/** A phase of an attempt failed; the fault says whose failure it was. */
final class PhaseFault extends AleException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;
  private final boolean recorded;

  /**
   * @param recorded whether it stands in the journal, so that the attempt can go on from there
   */
  PhaseFault(Fault fault, boolean recorded, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
    this.recorded = recorded;
  }

  Fault fault() {
    return fault;
  }

  boolean recorded() {
    return recorded;
  }
}
