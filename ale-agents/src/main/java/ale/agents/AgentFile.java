package ale.agents;

import ale.core.InputException;
import ale.gateway.Entries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An agent as a person writes it: a YAML file with the fields of {@link Agent}. The format is
 * {@code docs/schemas/agent.schema.json}. Files of ale_run are read too.
 */
final class AgentFile {
  static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
  private static final Pattern ANY = Pattern.compile("(?s).*");
  private static final List<String> KEYS =
      List.of("name", "harness", "model", "upstreams", "settings", "budget");

  private AgentFile() {}

  /**
   * Reads one.
   *
   * @throws InputException naming the file, each key that is wrong, its value and what is allowed
   */
  static Agent read(Path path, Harnesses harnesses) {
    return Entries.read(
        path,
        file ->
            AleRunAgent.is(file)
                ? AleRunAgent.read(file, path, harnesses).agent()
                : agent(file, harnesses));
  }

  /** What a file of ale_run says that means nothing here; nothing of one of ours. */
  static List<String> left(Path path, Harnesses harnesses) {
    return Entries.read(
        path,
        file ->
            AleRunAgent.is(file)
                ? AleRunAgent.read(file, path, harnesses).left()
                : List.<String>of());
  }

  private static Agent agent(Entries file, Harnesses harnesses) {
    file.only(KEYS);
    file.needed(List.of("name", "harness"));
    String name =
        file.text("name", "must be lower-case letters and digits, with - or . between them", NAME)
            .orElse("");
    if (harnesses.has(name)) {
      file.problem("name = " + name + " is the name of a harness; choose another");
    }
    String harness =
        file.text("harness", "must be the name of a harness", Pattern.compile(".+")).orElse("");
    if (!harness.isEmpty() && !harnesses.has(harness)) {
      file.problem("harness = " + harness + " is none; " + harnesses.thereAre(harness));
    }
    Map<String, String> settings = file.settings("settings");
    if (harnesses.has(harness)) {
      Agents.misset(harnesses.named(harness), settings).forEach(file::problem);
    }
    return new Agent(
        name,
        harness,
        file.text("model", "must be a model's name", Pattern.compile("\\S+")),
        file.texts("upstreams", "must be a list of names of providers", ANY),
        settings,
        file.caps("budget"));
  }
}
