package ale.cli;

import ale.runner.plan.Basis;
import ale.runner.plan.Estimate;
import ale.runner.plan.Forecast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run will probably take, as text. */
final class ForecastTable {
  private ForecastTable() {}

  static String of(Forecast forecast) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Screen.table(
            List.of("agent", "instance", "times", "work", "dollars", "estimated from"),
            forecast.rows().stream().map(ForecastTable::row).toList()));
    lines.add("");
    lines.add(
        forecast.trials()
            + " trials, "
            + forecast.atOnce()
            + " at once: "
            + (forecast.atMost() ? "at most " : "about ")
            + time(forecast.seconds())
            + ", "
            + dollars(Optional.of(forecast.dollars()))
            + (forecast.dollarsUnknown() == 0
                ? ""
                : " and what " + forecast.dollarsUnknown() + " trials cost that nobody can say"));
    if (!forecast.waits().isEmpty()) {
      lines.add("");
      lines.add("what would wait, or go without:");
      lines.add(
          forecast.waits().stream()
              .map(w -> "  " + w.kind() + ": " + Screen.plain(w.what()))
              .collect(Collectors.joining("\n")));
    }
    return String.join("\n", lines);
  }

  private static List<String> row(Forecast.Row row) {
    Estimate estimate = row.estimate();
    return List.of(
        row.agent(),
        row.instance(),
        Integer.toString(row.repetitions()),
        time(estimate.workSeconds()),
        dollars(estimate.dollars()),
        estimate.basis() == Basis.LIMIT
            ? estimate.basis().word()
            : estimate.basis().word() + ", n = " + estimate.n());
  }

  private static String dollars(Optional<Double> dollars) {
    return dollars.map(d -> String.format(Locale.ROOT, "$%.2f", d)).orElse("unknown");
  }

  private static String time(double seconds) {
    Duration time = Duration.ofSeconds(Math.round(seconds));
    return time.toMinutes() == 0
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : time.toHours() == 0
            ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
            : time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
