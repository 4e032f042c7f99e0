package ale.cli;

import ale.core.InputException;
import ale.stats.ItemModel;
import ale.stats.Responses;
import ale.stats.TierRule;
import ale.stats.Traits;
import ale.stats.Trials;
import ale.store.Source;
import ale.store.Store;
import ale.tasks.Families;
import ale.tasks.FamilyCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the rule of tiers knows: the cards of the families, and who passed them in some sources.
 *
 * @param sources that were read
 * @param agents that count
 */
record TierEvidence(
    List<String> sources,
    List<String> agents,
    List<TierRule.Evidence> families,
    Map<String, FamilyCard> cards) {
  /** Those of an import that have no model: they are no frontier. */
  private static final Set<String> REFERENCES = Set.of("oracle", "noop");

  /** All runs, or one source. */
  private static List<Source> chosen(Results results, Optional<String> only) {
    List<Source> chosen =
        results.store().sources().stream()
            .filter(s -> only.map(s.name()::equals).orElse(s.kind().equals("run")))
            .toList();
    if (only.isPresent() && chosen.isEmpty()) {
      throw new InputException(
          "there is no source " + only.get() + " in the store; ale store list shows them");
    }
    return chosen;
  }

  /** The trials of all runs, or of one source, without those of agents that have no model. */
  static Trials trials(Results results, Optional<String> only, Traits traits) {
    Trials.Builder trials = Trials.builder();
    for (Source source : chosen(results, only)) {
      add(results, source, trials, new TreeMap<>());
      results
          .store()
          .traits(
              source.name(),
              (task, dimension, word) -> traits.add(source.name() + "/" + task, dimension, word));
    }
    return trials.build();
  }

  /** Reads all runs, or one source. */
  static TierEvidence of(Results results, Optional<String> only) {
    List<Source> chosen = chosen(results, only);
    Trials.Builder trials = Trials.builder();
    Map<String, String> subfields = new TreeMap<>();
    for (Source source : chosen) {
      add(results, source, trials, subfields);
    }
    Map<String, FamilyCard> cards =
        Families.installed().all().stream()
            .collect(
                Collectors.toMap(f -> f.card().name(), f -> f.card(), (a, b) -> a, TreeMap::new));
    Trials all = trials.build();
    if (only.isPresent()) {
      cards.keySet().retainAll(all.families());
    }
    return of(chosen.stream().map(Source::name).toList(), all, subfields, cards);
  }

  private static void add(
      Results results, Source source, Trials.Builder trials, Map<String, String> subfields) {
    Store store = results.store();
    Set<String> left = source.kind().equals("run") ? results.noMeasure(source) : REFERENCES;
    Map<String, String> families = new TreeMap<>();
    store.cells(
        source.name(),
        c -> {
          if (!left.contains(c.agent())) {
            // Runs may give one name to different instances; families are what counts here.
            String task = source.name() + "/" + c.task();
            String family = c.family().isEmpty() ? c.task() : c.family();
            families.put(c.task(), family);
            trials.addSums(
                c.agent(),
                task,
                family,
                c.trials(),
                c.passed(),
                c.unscored(),
                c.invalid(),
                c.sum(),
                c.squares());
          }
        });
    store.traits(
        source.name(),
        (task, dimension, word) -> {
          if (dimension.equals("subfield") && families.containsKey(task)) {
            subfields.put(families.getOrDefault(task, task), word);
          }
        });
  }

  static TierEvidence of(
      List<String> sources,
      Trials trials,
      Map<String, String> subfields,
      Map<String, FamilyCard> cards) {
    Map<String, TierRule.Evidence> found = new TreeMap<>();
    cards.forEach((name, card) ->
        found.put(
            name,
            TierRule.Evidence.design(
                name,
                card.subfield(),
                card.essentialSteps().size(),
                card.software().size(),
                card.layers().size())));
    for (String family : trials.families()) {
      found.computeIfAbsent(
          family, f -> TierRule.Evidence.design(f, subfields.getOrDefault(f, ""), 0, 0, 0));
    }
    if (trials.agents().size() >= TierRule.V1.leastAgents()) {
      fit(trials, found);
    }
    return new TierEvidence(
        sources, trials.agents(), List.copyOf(found.values()), Map.copyOf(cards));
  }

  private static void fit(Trials trials, Map<String, TierRule.Evidence> found) {
    Responses responses = Responses.byFamily(trials);
    ItemModel model = ItemModel.fit(responses, ItemModel.Prior.WEAK);
    TierRule.Frontier frontier = TierRule.Frontier.of(model);
    for (int i = 0; i < responses.items().size(); i++) {
      int agents = 0;
      int scored = 0;
      for (int a = 0; a < trials.agents().size(); a++) {
        agents += responses.trials()[a][i] > 0 ? 1 : 0;
        scored += (int) responses.trials()[a][i];
      }
      int sat = agents;
      int all = scored;
      var item = model.items().get(i);
      found.computeIfPresent(responses.items().get(i), (f, e) -> e.with(item, frontier, sat, all));
    }
  }

  /** The families with their tiers, by name. */
  List<TiersCommand.Line> lines() {
    Map<String, TierRule.Decision> decided = TierRule.V1.decide(families);
    List<TiersCommand.Line> lines = new ArrayList<>();
    for (TierRule.Evidence e : families) {
      TierRule.Decision d = decided.get(e.family());
      if (d != null) {
        boolean data = e.trials() > 0;
        lines.add(
            new TiersCommand.Line(
                e.family(),
                e.subfield(),
                Optional.ofNullable(cards.get(e.family())).map(FamilyCard::tier),
                d.tier(),
                d.provisional(),
                e.steps(),
                e.tools(),
                e.layers(),
                e.designPoints(),
                e.agents(),
                e.trials(),
                data ? Optional.of(e.chance()) : Optional.empty(),
                data ? Optional.of(e.interval()) : Optional.empty(),
                d.reasons()));
      }
    }
    return lines;
  }
}
