package ale.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is made to go wrong between an agent and its model: each kind once in a session, at model
 * calls that follow from the seed and the session's name. No provider is asked then, nothing is
 * charged, and the next call goes through.
 *
 * @param kinds each strikes once
 * @param seed of the moments
 */
public record Injection(@JsonProperty("kinds") List<Kind> kinds, @JsonProperty("seed") long seed) {
  /** As the upstream of what is recorded of it. */
  static final String UPSTREAM = "injected";

  /** Agents have begun by the second call; few are over before the fourth. */
  private static final int FIRST = 2;

  private static final int APART = 3;

  /** One way of going wrong. */
  public enum Kind {
    /** The provider says that it is overloaded. */
    @JsonProperty("overloaded")
    OVERLOADED,
    /** The connection is closed without an answer. */
    @JsonProperty("cut")
    CUT;

    /** The lower-case word that stands in files and on the command line. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Every word. */
    public static String words() {
      return Stream.of(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
  }

  public Injection {
    kinds = List.copyOf(kinds);
  }

  /** What strikes at which model call of that session, counted from 1. */
  public Map<Integer, Kind> moments(String session) {
    SplittableRandom random = new SplittableRandom(31 * seed + session.hashCode());
    List<Integer> calls =
        new ArrayList<>(IntStream.range(FIRST, FIRST + APART * kinds.size()).boxed().toList());
    Map<Integer, Kind> moments = new TreeMap<>();
    kinds.forEach(
        kind -> moments.put(calls.remove(/* index */ random.nextInt(calls.size())), kind));
    return moments;
  }
}
