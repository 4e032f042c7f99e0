package ale.interop;

import ale.core.Digest;

/** Names of files and folders that are made from the names of others. */
final class Names {
  private static final int LONGEST = 100;
  private static final int DIGEST = 8;

  private Names() {}

  /** A name that is safe on every file system; two different names stay different. */
  static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._@+-]", "_").replaceFirst("^\\.+", "_");
    if (safe.isEmpty() || safe.length() > LONGEST || !safe.equals(name)) {
      String clipped = safe.substring(0, Math.min(safe.length(), LONGEST));
      return clipped + "-" + Digest.of(name).substring(0, DIGEST);
    }
    return safe;
  }

  /** What reaches tables and screens: one line without control characters. */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", "?").strip();
  }
}
