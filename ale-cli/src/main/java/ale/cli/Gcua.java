package ale.cli;

import ale.agents.Agent;
import ale.agents.Agents;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.entrance.Admissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the entrance check says of the agents of a run: yes, no or untested. */
final class Gcua {
  private Gcua() {}

  static Map<String, String> of(RunFolder run) {
    Places places = Places.standard();
    Agents agents = places.agents();
    Admissions admissions = places.admissions();
    Map<String, String> words = new TreeMap<>();
    for (RunPlan.PlannedAgent planned : run.plan().agents()) {
      words.put(planned.name(), admissions.word(agents, planned.agent()));
    }
    return words;
  }

  /** The JSON of a board with the word on each agent's row. */
  static ObjectNode beside(ObjectNode board, Map<String, String> words) {
    for (JsonNode row : board.path("rows")) {
      if (row instanceof ObjectNode agent) {
        agent.put("gcua", words.getOrDefault(row.path("agent").asString(""), "untested"));
      }
    }
    return board;
  }

  /** The same with harness, model and effort. */
  static ObjectNode beside(ObjectNode board, RunFolder run) {
    Map<String, Agent> agents = new TreeMap<>();
    run.plan().agents().forEach(a -> agents.put(a.name(), a.agent()));
    for (JsonNode row : board.path("rows")) {
      Optional<Agent> agent = Optional.ofNullable(agents.get(row.path("agent").asString("")));
      if (row instanceof ObjectNode line && agent.isPresent()) {
        line.put("harness", agent.get().harness());
        agent.get().model().ifPresent(m -> line.put("model", m));
        Optional.ofNullable(agent.get().settings().get("effort"))
            .ifPresent(e -> line.put("effort_setting", e));
      }
    }
    return beside(board, of(run));
  }
}
