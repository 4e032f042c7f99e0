package ale.runner;

import ale.agents.Bundles;
import ale.agents.Harnesses;
import ale.sandbox.ImageStore;
import ale.sandbox.Provider;
import java.time.InstantSource;

/**
 * What trials run on.
 *
 * @param provider where computers come from
 * @param images what software is on them
 * @param harnesses who can sit the exam
 * @param examiner who signs
 * @param clock what time it is
 * @param bundles where the programs of harnesses are kept
 * @param models whom agents can ask
 */
public record Machinery(
    Provider provider,
    ImageStore images,
    Harnesses harnesses,
    Examiner examiner,
    InstantSource clock,
    Bundles bundles,
    Models models) {
  /** The same with models. */
  public Machinery with(Models others) {
    return new Machinery(provider, images, harnesses, examiner, clock, bundles, others);
  }

  /** The same with computers from elsewhere. */
  public Machinery with(Provider other) {
    return new Machinery(other, images, harnesses, examiner, clock, bundles, models);
  }
}
