package ale.agents;

/** How much of a trajectory the logs of one trial may fill. */
final class Allotment {
  static final int LONGEST_TEXT = 200_000;
  private static final int MOST_STEPS = 20_000;
  private static final long MOST_TEXT = 200L << 20;
  private static final long MOST_PICTURES = 1L << 30;

  private int steps;
  private long text;
  private long pictures;

  boolean step() {
    return steps++ < MOST_STEPS;
  }

  boolean picture(int bytes) {
    pictures += bytes;
    return pictures <= MOST_PICTURES;
  }

  /** As much of a text as there is room for. */
  String text(String whole) {
    if (text >= MOST_TEXT) {
      return "[left out]";
    }
    String some =
        whole.length() <= LONGEST_TEXT
            ? whole
            : whole.substring(0, LONGEST_TEXT)
                + "\n["
                + (whole.length() - LONGEST_TEXT)
                + " characters left out]";
    text += some.length();
    return some;
  }
}
