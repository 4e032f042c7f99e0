package ale.runner.plan;

/**
 * Something that a run rests on and that is no longer as it was planned.
 *
 * @param what it is
 * @param then what it was
 * @param now what it is now
 */
public record Change(String what, String then, String now) {
  /** For a message. */
  public String words() {
    return what + ": then " + then + ", now " + now;
  }
}
