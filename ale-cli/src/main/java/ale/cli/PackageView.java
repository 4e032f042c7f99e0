package ale.cli;

import ale.core.InputException;
import ale.core.Taxonomy;
import ale.interop.AlePackage;
import ale.interop.PackageSettings;
import ale.interop.TaskCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Task packages of ALE as their cards tell them; no Python is needed for it. */
final class PackageView {
  private final PackageSettings settings;

  PackageView(PackageSettings settings) {
    this.settings = settings;
  }

  /** All that is known about one. */
  void show(AlePackage one, boolean json) {
    Map<String, Object> shown = of(one);
    if (json) {
      Screen.json(shown);
    } else {
      shown.forEach((key, value) -> Screen.out(key.replace('_', ' ') + ": " + words(value)));
    }
  }

  private static String words(Object value) {
    return value instanceof List<?> list
        ? String.join("", list.stream().map(o -> "\n  " + o).toList())
        : String.valueOf(value);
  }

  private Map<String, Object> of(AlePackage one) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("kind", "ale-package");
    shown.put("name", one.name());
    TaskCard card;
    try {
      card = one.card();
    } catch (InputException e) {
      shown.put("not_supported", List.of(String.valueOf(e.getMessage())));
      return shown;
    }
    String subfield = one.subfield(card).key();
    shown.put("title", card.title());
    shown.put("summary", card.summary().strip());
    shown.put("cluster", Taxonomy.standard().clusterOf(subfield).key());
    shown.put("subfield", subfield);
    shown.put("track", card.licensed() ? "licensed" : "open");
    shown.put("snapshot", card.snapshot());
    shown.put("image", settings.image(card).orElse(""));
    card.timeout().ifPresent(t -> shown.put("seconds", t.toSeconds()));
    shown.put("software", card.software());
    shown.put("essential_steps", card.steps());
    shown.put("inputs", card.inputs().stream().map(TaskCard.Data::name).toList());
    shown.put("references", card.references().stream().map(TaskCard.Data::name).toList());
    Optional<String> obstacle = settings.obstacle(card);
    shown.put("not_supported", obstacle.map(List::of).orElse(List.of()));
    return shown;
  }

  /** A line for each. */
  void list(List<AlePackage> packages, boolean json) {
    List<Map<String, Object>> all = packages.stream().map(this::of).toList();
    if (json) {
      Screen.json(all);
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, Object> one : all) {
      rows.add(
          List.of(
              word(one, "name"),
              word(one, "subfield"),
              word(one, "track"),
              word(one, "snapshot"),
              one.get("not_supported") instanceof List<?> l && !l.isEmpty()
                  ? String.valueOf(l.getFirst())
                  : ""));
    }
    Screen.out(Screen.table(List.of("task", "subfield", "track", "snapshot", "cannot run"), rows));
  }

  private static String word(Map<String, Object> one, String key) {
    return String.valueOf(one.getOrDefault(key, ""));
  }
}
