package ale.runner;

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
 */
public record Machinery(
    Provider provider,
    ImageStore images,
    Harnesses harnesses,
    Examiner examiner,
    InstantSource clock) {
  /** The same with computers from elsewhere. */
  public Machinery with(Provider other) {
    return new Machinery(other, images, harnesses, examiner, clock);
  }
}
