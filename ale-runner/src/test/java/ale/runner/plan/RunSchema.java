package ale.runner.plan;

import ale.runner.RunRequest;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    var config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonSchemaModule())
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS)
            .without(Option.FLATTENED_OPTIONALS);
    config
        .forFields()
        .withTargetTypeOverridesResolver(f ->
            f.getType().isInstanceOf(Optional.class)
                ? List.of(f.getType().getTypeParameters().getFirst())
                : null)
        .withRequiredCheck(f -> f.getName().equals("name"))
        .withCustomDefinitionProvider((field, context) -> {
          ObjectNode schema = context.getGeneratorConfig().createObjectNode();
          if (field.getType().isInstanceOf(Map.class)) {
            schema.put("type", "object");
            var types = schema.putObject("additionalProperties").putArray("type");
            types.add("string").add("number").add("boolean");
            return new CustomPropertyDefinition(schema);
          }
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
        .withNumberExclusiveMinimumResolver(
            f -> f.getType().isInstanceOf(Number.class) ? BigDecimal.ZERO : null)
        .withNumberInclusiveMaximumResolver(
            f -> COUNTS.contains(f.getName()) ? BigDecimal.valueOf(RunFile.MOST) : null);
    ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(RunRequest.class);
    return schema.put("title", "A run of ALE");
  }
}
