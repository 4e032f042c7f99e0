package ale.agents;

import com.github.victools.jsonschema.generator.SchemaGenerator;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The schema of an agent's file, made from the record. */
final class AgentSchema {
  private AgentSchema() {}

  static ObjectNode make() {
    var config = FileSchema.config(Set.of("name", "harness"));
    config
        .forFields()
        .withStringPatternResolver(
            f -> f.getName().equals("name") ? "^(" + AgentFile.NAME.pattern() + ")$" : null);
    ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(Agent.class);
    return schema.put("title", "An agent of ALE");
  }
}
