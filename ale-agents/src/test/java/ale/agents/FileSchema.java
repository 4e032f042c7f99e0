package ale.agents;

import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** How the schemas of files that people write are made from records. */
public final class FileSchema {
  private FileSchema() {}

  /**
   * Nothing unknown is allowed, an optional field may be left out, a map holds settings, and a
   * number is above 0.
   *
   * @param needed the fields that may not be left out
   */
  public static SchemaGeneratorConfigBuilder config(Set<String> needed) {
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
        .withRequiredCheck(f -> needed.contains(f.getName()))
        .withCustomDefinitionProvider((field, context) -> {
          ObjectNode schema = context.getGeneratorConfig().createObjectNode();
          if (field.getType().isInstanceOf(Map.class)) {
            schema.put("type", "object");
            var types = schema.putObject("additionalProperties").putArray("type");
            types.add("string").add("number").add("boolean");
            return new CustomPropertyDefinition(schema);
          }
          return null;
        })
        .withNumberExclusiveMinimumResolver(
            f -> f.getType().isInstanceOf(Number.class) ? BigDecimal.ZERO : null);
    return config;
  }
}
