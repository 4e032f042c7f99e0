package ale.stats;

import static org.assertj.core.api.Assertions.assertThat;

import ale.core.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TierRuleTest {
  private static TierRule.Evidence sat(String family, double chance, double low, double high) {
    return new TierRule.Evidence(
        family, "accounting", 5, 1, 3, 10, 100, chance, new Interval(low, high));
  }

  private static TierRule.Decision of(Map<String, TierRule.Decision> tiers, String family) {
    return Optional.ofNullable(tiers.get(family)).orElseThrow();
  }

  @Test
  void a_family_that_the_best_agents_certainly_fail_is_last_exam() {
    Map<String, TierRule.Decision> tiers =
        TierRule.V1.decide(List.of(sat("hard", 0.02, 0.01, 0.06), sat("open", 0.3, 0.2, 0.5)));
    assertThat(of(tiers, "hard").tier()).isEqualTo(Tier.LAST_EXAM);
    assertThat(of(tiers, "hard").provisional()).isFalse();
    assertThat(of(tiers, "open").tier()).isEqualTo(Tier.FULL_SPECTRUM);
  }

  @Test
  void the_median_of_a_subfield_stands_for_it() {
    Map<String, TierRule.Decision> tiers =
        TierRule.V1.decide(
            List.of(sat("a", 0.9, 0.8, 0.95), sat("b", 0.5, 0.4, 0.6), sat("c", 0.3, 0.2, 0.4)));
    assertThat(of(tiers, "b").tier()).isEqualTo(Tier.FULL_SPECTRUM);
    assertThat(of(tiers, "a").tier()).isEqualTo(Tier.NEAR_TERM);
    assertThat(of(tiers, "c").reasons()).last().asString().contains("is b");
  }

  @Test
  void the_design_decides_while_the_data_cannot() {
    TierRule.Evidence unsat = TierRule.Evidence.design("new", "law", 9, 3, 4);
    TierRule.Evidence unsure =
        new TierRule.Evidence("unsure", "art", 4, 1, 3, 10, 50, 0.12, new Interval(0.02, 0.4));
    Map<String, TierRule.Decision> tiers = TierRule.V1.decide(List.of(unsat, unsure));
    assertThat(of(tiers, "new").tier()).isEqualTo(Tier.LAST_EXAM);
    assertThat(of(tiers, "new").provisional()).isTrue();
    assertThat(of(tiers, "new").reasons())
        .contains(
            "9 essential steps, 3 tools and 4 layers make 15 design points; Last-Exam begins at 14");
    assertThat(of(tiers, "unsure").tier()).isEqualTo(Tier.FULL_SPECTRUM);
    assertThat(of(tiers, "unsure").reasons()).anyMatch(r -> r.contains("inside the interval"));
  }

  @Test
  void evidence_comes_from_the_item_model() {
    ItemModel model =
        ItemModel.fit(
            Responses.byFamily(new Simulation(8, 2, 12, 6, 2, 0).run(1).trials()),
            ItemModel.Prior.WEAK);
    TierRule.Frontier frontier = TierRule.Frontier.of(model);
    TierRule.Evidence e =
        TierRule.Evidence.design("f", "s", 3, 1, 3)
            .with(model.items().getFirst(), frontier, 16, 192);
    assertThat(e.interval().contains(e.chance())).isTrue();
    assertThat(frontier.ability()).isPositive();
  }

  @Test
  void what_is_not_known_makes_no_family_harder() {
    TierRule.Evidence stranger = TierRule.Evidence.design("stranger", "", 0, 0, 0);
    Map<String, TierRule.Decision> tiers = TierRule.V1.decide(List.of(stranger));
    assertThat(of(tiers, "stranger").tier()).isEqualTo(Tier.NEAR_TERM);
    assertThat(of(tiers, "stranger").reasons())
        .contains(
            "its design is not known, so it is not Last-Exam",
            "its subfield is not known, so it stands for none");
  }
}
