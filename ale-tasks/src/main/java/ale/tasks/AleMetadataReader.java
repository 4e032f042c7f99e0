package ale.tasks;

import ale.core.InputException;
import ale.core.Layer;
import ale.core.Pool;
import ale.core.Taxonomy;
import ale.core.Tier;
import ale.core.Track;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the table {@code [metadata.ale]}. */
final class AleMetadataReader {
  private AleMetadataReader() {}

  static AleMetadata read(TomlTable t) {
    List<EssentialStep> steps = new ArrayList<>();
    for (TomlTable step : t.tables("essential_steps")) {
      steps.add(new EssentialStep(step.needed("id"), step.needed("text")));
      step.nothingElse();
    }
    List<Service> services = new ArrayList<>();
    for (TomlTable service : t.tables("services")) {
      services.add(new Service(service.needed("name"), service.texts("command")));
      service.nothingElse();
    }
    AleMetadata ale =
        new AleMetadata(
            t.needed("family"),
            t.needed("instance"),
            subfield(t),
            t.choice("tier", Tier.class, Tier::word).orElse(Tier.NEAR_TERM),
            t.choice("track", Track.class, Track::word).orElse(Track.OPEN),
            layers(t),
            t.texts("capabilities"),
            t.flag("gui", false),
            hours(t),
            t.texts("software"),
            t.choice("pool", Pool.class, Pool::word).orElse(Pool.PUBLIC),
            steps,
            services,
            t.text("twin").filter(w -> !w.isBlank()));
    t.nothingElse();
    return ale;
  }

  private static String subfield(TomlTable t) {
    String subfield = t.needed("subfield");
    if (!subfield.isEmpty()) {
      try {
        return Taxonomy.standard().subfield(subfield).key();
      } catch (InputException e) {
        t.problem("subfield", "is unknown: " + e.getMessage());
      }
    }
    return subfield;
  }

  private static Set<Layer> layers(TomlTable t) {
    Set<Layer> layers = EnumSet.noneOf(Layer.class);
    for (String word : t.texts("layers")) {
      if (!layers.addAll(
          EnumSet.allOf(Layer.class).stream().filter(l -> l.word().equals(word)).toList())) {
        t.problem("layers", "must hold each of brain, eyes, body, hands, feet at most once");
      }
    }
    return layers;
  }

  private static double hours(TomlTable t) {
    double hours = t.number("expert_hours").orElse(0.0);
    if (hours < 0) {
      t.problem("expert_hours", "must not be negative");
    }
    return hours;
  }
}
