package ale.cli;

import ale.core.InputException;
import ale.core.Taxonomy;
import ale.interop.AlePackage;
import ale.interop.PackageSettings;
import ale.interop.PackageSettings.Gap;
import ale.interop.TaskCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      shown.remove("unsupported"); // the same in more detail
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
      return lacking(shown, List.of(new Gap("task_card.json", "", String.valueOf(e.getMessage()))));
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
    return lacking(shown, settings.gaps(card));
  }

  /** What cannot be had, by the kind of provider, as for every kind of task. */
  private static Map<String, Object> lacking(Map<String, Object> shown, List<Gap> gaps) {
    Map<String, List<Gap>> unsupported = new LinkedHashMap<>();
    unsupported.put("local", gaps);
    unsupported.put("container", gaps);
    shown.put("not_supported", gaps.stream().map(Gap::toString).toList());
    shown.put("unsupported", unsupported);
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
              lack(one)));
    }
    Screen.out(Screen.table(List.of("task", "subfield", "track", "snapshot", "cannot run"), rows));
  }

  private static String lack(Map<String, Object> one) {
    return one.get("not_supported") instanceof List<?> gaps && !gaps.isEmpty()
        ? String.valueOf(gaps.getFirst())
        : "";
  }

  private static String word(Map<String, Object> one, String key) {
    return String.valueOf(one.getOrDefault(key, ""));
  }
}
