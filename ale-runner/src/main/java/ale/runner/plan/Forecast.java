package ale.runner.plan;

import ale.agents.Agent;
import ale.agents.Bundled;
import ale.gateway.PriceBook;
import ale.runner.InstancePlan;
import ale.runner.Inventory;
import ale.runner.Models;
import ale.runner.RunPlan;
import ale.tasks.Instance;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What a run will probably take, and what it would wait for.
 *
 * @param trials how many there are
 * @param atOnce how many run at a time
 * @param rows one for each agent and instance
 * @param seconds from begin to end, if no trial waits for anything but a place
 * @param atMost whether some of it is a limit, so that it may well take less
 * @param dollars the sum of what is known
 * @param dollarsUnknown trials of which nobody knows what they cost
 * @param prices day and digest of the price book
 * @param waits what is missing, in words
 */
public record Forecast(
    int trials,
    @JsonProperty("at_once") int atOnce,
    List<Row> rows,
    double seconds,
    @JsonProperty("at_most") boolean atMost,
    double dollars,
    @JsonProperty("dollars_unknown") int dollarsUnknown,
    String prices,
    List<Wait> waits) {
  /**
   * One cell of the matrix.
   *
   * @param digest of the instance
   */
  public record Row(
      String agent,
      String instance,
      String family,
      String digest,
      int repetitions,
      Estimate estimate) {}

  /**
   * What a run waits for or does without.
   *
   * @param kind image, bundle, model, price, task, place or disk
   * @param what in words
   */
  public record Wait(String kind, String what) {}

  public Forecast {
    rows = List.copyOf(rows);
    waits = List.copyOf(waits);
  }

  /**
   * Forecasts a run.
   *
   * @param runs where earlier runs are
   * @param disk what is wrong with the disk
   */
  public static Forecast of(
      RunPlan plan,
      Path runs,
      Inventory inventory,
      Models models,
      int atOnce,
      Optional<String> disk) {
    History history = History.of(runs);
    Map<String, Row> rows = new LinkedHashMap<>();
    List<Double> seconds = new ArrayList<>();
    for (RunPlan.TrialSpec trial : plan.trials()) {
      Row row =
          rows.computeIfAbsent(
              trial.agent().name() + "\0" + trial.instance().id(), k -> row(trial, plan, history));
      seconds.add(row.estimate().seconds());
    }
    List<Row> all = List.copyOf(rows.values());
    List<Wait> waits = new ArrayList<>(missing(plan, inventory));
    waits.addAll(asked(plan, models));
    if (plan.trials().size() > atOnce) {
      waits.add(
          new Wait(
              "place",
              (plan.trials().size() - atOnce) + " trials, for one of " + atOnce + " places"));
    }
    disk.ifPresent(d -> waits.add(new Wait("disk", d)));
    return new Forecast(
        plan.trials().size(),
        atOnce,
        all,
        span(seconds, atOnce),
        all.stream().anyMatch(r -> r.estimate().basis() == Basis.LIMIT),
        all.stream().mapToDouble(r -> r.estimate().dollars().orElse(0.0) * r.repetitions()).sum(),
        all.stream().filter(r -> r.estimate().dollars().isEmpty()).mapToInt(Row::repetitions).sum(),
        models.prices().asOf() + " " + models.prices().digest(),
        waits);
  }

  private static Row row(RunPlan.TrialSpec trial, RunPlan plan, History history) {
    RunPlan.PlannedInstance instance = trial.instance();
    Agent agent = trial.agent().agent();
    Estimate estimate =
        instance.problem().isEmpty()
            ? history.estimate(trial).orElseGet(() -> limits(agent, instance, plan))
            : new Estimate(Basis.LIMIT, 0, 0, 0, Optional.of(0.0));
    if (agent.model().isEmpty()) {
      estimate = estimate.costing(Optional.of(0.0));
    }
    return new Row(
        agent.name(),
        instance.id(),
        instance.family(),
        instance.digest(),
        plan.repetitions(),
        estimate);
  }

  private static Estimate limits(Agent agent, RunPlan.PlannedInstance instance, RunPlan plan) {
    InstancePlan limits = InstancePlan.of(Instance.load(Path.of(instance.path())), plan);
    double work = seconds(limits.workLimit());
    return new Estimate(
        Basis.LIMIT,
        0,
        Math.min(work, agent.budget().wallSeconds().orElse(work)),
        seconds(limits.gradingLimit()),
        agent.budget().dollars());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** When the last one ends if each begins as soon as a place is free, in the order of the plan. */
  static double span(List<Double> seconds, int places) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    double last = 0;
    for (double one : seconds) {
      double begin = free.size() < places ? 0 : free.remove();
      free.add(begin + one);
      last = Math.max(last, begin + one);
    }
    return last;
  }

  private static List<Wait> missing(RunPlan plan, Inventory inventory) {
    List<Wait> waits = new ArrayList<>();
    for (RunPlan.PlannedInstance instance : plan.instances()) {
      if (!instance.problem().isEmpty()) {
        waits.add(
            new Wait(
                "task",
                instance.id() + " cannot be used and ends unscored: " + instance.problem()));
      }
    }
    for (String image : plan.frozen().images().keySet().stream().sorted().toList()) {
      if (inventory.images().digest(image).isEmpty()) {
        waits.add(new Wait("image", image + " does not exist; its trials end unscored"));
      } else if (inventory.images().find(image).isEmpty()) {
        waits.add(new Wait("image", image + " must be built first"));
      }
    }
    for (String name : plan.frozen().harnesses().keySet().stream().sorted().toList()) {
      if (inventory.harnesses().named(name) instanceof Bundled bundled
          && !Files.isDirectory(bundled.wanted(inventory.bundles()).folder())) {
        waits.add(new Wait("bundle", "the program of " + name + " must be fetched first"));
      }
    }
    return waits;
  }

  private static List<Wait> asked(RunPlan plan, Models models) {
    List<Wait> waits = new ArrayList<>();
    PriceBook prices = models.prices();
    for (RunPlan.PlannedAgent planned : plan.agents()) {
      Agent agent = planned.agent();
      models.lacking(agent).ifPresent(what -> waits.add(new Wait("model", what)));
      agent
          .model()
          .filter(m -> !prices.has(m))
          .ifPresent(m ->
              waits.add(
                  new Wait(
                      "price",
                      "the price of "
                          + m
                          + " is unknown, so "
                          + agent.name()
                          + " costs what nobody can say")));
    }
    return waits;
  }
}
