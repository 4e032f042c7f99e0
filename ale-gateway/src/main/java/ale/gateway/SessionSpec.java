package ale.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a session is to be: one trial's use of the gateway.
 *
 * @param token what the agent has in place of a key; absent, a random one is made
 * @param upstreams names of the providers it may use, the preferred first; empty means all
 * @param record the folder of its cassette
 * @param budgetFile a file in which the agent can read what is left
 * @param injection what is made to go wrong
 */
public record SessionSpec(
    @JsonProperty("name") String name,
    @JsonProperty("token") Optional<String> token,
    @JsonProperty("upstreams") List<String> upstreams,
    @JsonProperty("caps") Optional<Caps> caps,
    @JsonProperty("record") Optional<String> record,
    @JsonProperty("budget_file") Optional<String> budgetFile,
    @JsonProperty("replay") Optional<Replay> replay,
    @JsonProperty("injection") Optional<Injection> injection) {
  /** How a recorded request is found again. */
  public enum Match {
    /** The same bytes. */
    @JsonProperty("strict")
    STRICT,
    /** The same place in the order of calls. */
    @JsonProperty("order")
    ORDER
  }

  /**
   * A cassette to play instead of asking a provider.
   *
   * @param forkAt the first model call, counted from 1, that goes to a live provider again
   */
  public record Replay(
      @JsonProperty("from") String from,
      @JsonProperty("match") Match match,
      @JsonProperty("fork_at") Optional<Integer> forkAt) {
    public static Replay strict(Path cassette) {
      return new Replay(cassette.toString(), Match.STRICT, Optional.empty());
    }

    public static Replay inOrder(Path cassette) {
      return new Replay(cassette.toString(), Match.ORDER, Optional.empty());
    }

    public Replay forkedAt(int call) {
      return new Replay(from, match, Optional.of(call));
    }
  }

  public SessionSpec {
    upstreams = List.copyOf(upstreams);
  }

  public static SessionSpec of(String name) {
    return new SessionSpec(
        name,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public SessionSpec withToken(String secret) {
    return new SessionSpec(
        name, Optional.of(secret), upstreams, caps, record, budgetFile, replay, injection);
  }

  public SessionSpec using(String... upstreamNames) {
    return new SessionSpec(
        name, token, List.of(upstreamNames), caps, record, budgetFile, replay, injection);
  }

  public SessionSpec capped(Caps limits) {
    return new SessionSpec(
        name, token, upstreams, Optional.of(limits), record, budgetFile, replay, injection);
  }

  public SessionSpec recordedIn(Path folder) {
    return new SessionSpec(
        name,
        token,
        upstreams,
        caps,
        Optional.of(folder.toString()),
        budgetFile,
        replay,
        injection);
  }

  public SessionSpec tellingIn(Path file) {
    return new SessionSpec(
        name, token, upstreams, caps, record, Optional.of(file.toString()), replay, injection);
  }

  public SessionSpec replaying(Replay cassette) {
    return new SessionSpec(
        name, token, upstreams, caps, record, budgetFile, Optional.of(cassette), injection);
  }

  public SessionSpec disturbedBy(Injection exceptions) {
    return new SessionSpec(
        name, token, upstreams, caps, record, budgetFile, replay, Optional.of(exceptions));
  }
}
