package ale.store;

/**
 * Where trials in the store come from.
 *
 * @param name unique: of a run, or as it was given at the import
 * @param kind {@code run} or {@code csv}
 * @param digest of what was read, so that the same thing is not read twice
 * @param trials how many it has
 */
public record Source(String name, String kind, String digest, int trials) {}
