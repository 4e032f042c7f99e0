package ale.cli;

import ale.agents.Agents;
import ale.runner.RunFolder;
import ale.runner.RunPlan;
import ale.runner.entrance.Admissions;
import java.util.Map;
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
}
