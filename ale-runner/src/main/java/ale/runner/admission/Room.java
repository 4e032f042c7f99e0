package ale.runner.admission;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What is left of a machine beside what others have taken.
 *
 * @param now how the machine is
 * @param settings what a person says of it
 * @param taken the sum of what trials have
 * @param young the memory that was given to trials so lately that they do not use it yet
 * @param others how many trials have something
 */
record Room(Machine.Reading now, Settings settings, Demand taken, long young, int others) {
  private static final double PRESSED = 0.10;

  /** Why a trial can never begin here, however long it waits. */
  Optional<String> never(Demand wanted) {
    if (wanted.memoryMegabytes() > now.memoryMegabytes()) {
      return Optional.of(
          "it needs "
              + gigabytes(wanted.memoryMegabytes())
              + " of memory, and this machine has "
              + gigabytes(now.memoryMegabytes())
              + "; run it on a larger one");
    }
    if (wanted.displays() > settings.screens()) {
      return Optional.of("it needs a display, and admission.json allows " + settings.screens());
    }
    return lacking("licence", wanted.licences(), settings::licences)
        .or(() -> lacking("place at the model", wanted.models(), settings::model))
        .map(why -> why + "; allow more in admission.json");
  }

  private static Optional<String> lacking(
      String kind, Map<String, Integer> wanted, ToIntFunction<String> there) {
    return wanted.entrySet().stream()
        .filter(e -> e.getValue() > there.applyAsInt(e.getKey()))
        .map(e ->
            "it needs "
                + e.getValue()
                + " "
                + kind
                + " "
                + e.getKey()
                + ", and this machine has "
                + there.applyAsInt(e.getKey()))
        .findFirst();
  }

  /**
   * Why a trial cannot begin now; a clause that names the thing, what it needs and what there is.
   */
  Optional<String> lacks(Demand wanted) {
    return licences(wanted)
        .or(() -> memory(wanted))
        .or(() -> disk(wanted))
        .or(() -> processors(wanted));
  }

  private Optional<String> licences(Demand wanted) {
    if (taken.displays() + wanted.displays() > settings.screens()) {
      return Optional.of("a display: all " + settings.screens() + " are in use");
    }
    return used("a licence of ", wanted.licences(), taken.licences(), settings::licences)
        .or(() -> used("a place at ", wanted.models(), taken.models(), settings::model));
  }

  private static Optional<String> used(
      String what,
      Map<String, Integer> wanted,
      Map<String, Integer> taken,
      ToIntFunction<String> there) {
    return wanted.entrySet().stream()
        .filter(e ->
            (long) e.getValue() + taken.getOrDefault(e.getKey(), 0) > there.applyAsInt(e.getKey()))
        .map(e -> what + e.getKey() + ": all " + there.applyAsInt(e.getKey()) + " are in use")
        .findFirst();
  }

  /** A trial that is alone may have less than it could use, so that small machines run at all. */
  private Optional<String> memory(Demand wanted) {
    long whole = now.memoryMegabytes() - settings.memoryReserve();
    long need = Math.min(wanted.memoryMegabytes(), others == 0 ? whole / 2 : whole);
    long promised = Math.max(0, whole - taken.memoryMegabytes());
    long there = Math.max(0, now.availableMegabytes() - settings.memoryReserve() - young);
    if (need > Math.min(promised, there)) {
      return Optional.of(
          "memory: it needs "
              + gigabytes(need)
              + ", and of "
              + gigabytes(now.memoryMegabytes())
              + " there are "
              + gigabytes(Math.min(promised, there))
              + " free beside "
              + trials(others));
    }
    return now.memoryPressure() > PRESSED
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "memory: programs of this machine have waited for it %.0f%% of the time",
                100 * now.memoryPressure()))
        : Optional.empty();
  }

  private Optional<String> disk(Demand wanted) {
    long there = now.diskFreeMegabytes() - settings.diskReserve() - taken.diskMegabytes();
    return wanted.diskMegabytes() > there
        ? Optional.of(
            "disk: it needs "
                + gigabytes(wanted.diskMegabytes())
                + " for its run folder, and "
                + gigabytes(Math.max(0, there))
                + " are free; ale runs rm or archive makes room")
        : Optional.empty();
  }

  private Optional<String> processors(Demand wanted) {
    if (others == 0 || wanted.cpus() == 0) {
      return Optional.empty();
    }
    if (taken.cpus() + wanted.cpus() > now.processors()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "processors: it needs %.1f, and %s have %.1f of %d",
              wanted.cpus(),
              trials(others),
              taken.cpus(),
              now.processors()));
    }
    double most = settings.load() * now.processors();
    return now.load() > most
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "processors: the load of this machine is %.1f, and above %.1f nothing begins",
                now.load(),
                most))
        : Optional.empty();
  }

  private static String trials(int count) {
    return count == 1 ? "1 other trial" : count + " other trials";
  }

  private static String gigabytes(long megabytes) {
    return String.format(Locale.ROOT, "%.1f GB", megabytes / 1024.0);
  }
}
