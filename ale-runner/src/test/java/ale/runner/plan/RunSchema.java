package ale.runner.plan;

import ale.agents.FileSchema;
import ale.runner.RunRequest;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The schema of a run's file, made from the record. */
final class RunSchema {
  private static final Map<String, Pattern> PATTERNS =
      Map.of(
          "agents", RunFile.LINE,
          "tasks", RunFile.LINE,
          "seeds", RunFile.SEED,
          "grants", RunFile.GRANT);
  private static final Set<String> COUNTS = Set.of("repetitions", "jobs", "pool");

  private RunSchema() {}

  static ObjectNode make() {
    var config = FileSchema.config(Set.of("name"));
    config
        .forFields()
        .withCustomDefinitionProvider((field, context) -> {
          ObjectNode schema = context.getGeneratorConfig().createObjectNode();
          Pattern pattern = PATTERNS.get(field.getName());
          if (pattern != null && field.getType().isInstanceOf(List.class)) {
            schema.put("type", "array");
            ObjectNode items = schema.putObject("items");
            items.putArray("type").add("string").add("integer");
            items.put("pattern", "^(" + pattern.pattern() + ")$");
            return new CustomPropertyDefinition(schema);
          }
          return null;
        })
        .withNumberInclusiveMaximumResolver(
            f -> COUNTS.contains(f.getName()) ? BigDecimal.valueOf(RunFile.MOST) : null);
    ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(RunRequest.class);
    return schema.put("title", "A run of ALE");
  }
}
