package ale.runner.entrance;

import ale.agents.Agent;
import ale.agents.Agents;
import ale.core.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The latest admission of each agent, by what the agent is and not by what it is called. */
public final class Admissions {
  private final Path folder;

  private Admissions(Path folder) {
    this.folder = folder;
  }

  public static Admissions in(Path folder) {
    return new Admissions(folder);
  }

  /** The admission of an agent of this digest, if it was ever checked. */
  public Optional<Admission> of(String digest) {
    Path file = file(digest);
    return Files.exists(file) ? Optional.of(Json.read(file, Admission.class)) : Optional.empty();
  }

  /** What a board says of an agent: yes, no or untested. */
  public String word(Agents agents, Agent agent) {
    if (!agents.harnesses().has(agent.harness())) {
      return "untested"; // planned with a harness that is no longer here
    }
    return of(agents.digest(agent))
        .filter(a -> a.layers().values().stream().noneMatch(Admission.Verdict.UNTESTED::equals))
        .map(a -> a.gcua() ? "yes" : "no")
        .orElse("untested");
  }

  /** Keeps it in place of an earlier one. */
  public void keep(Admission admission) {
    Json.write(file(admission.digest()), admission);
  }

  private Path file(String digest) {
    return folder.resolve(digest + ".json");
  }
}
