package ale.runner.entrance;

import ale.core.Layer;
import ale.runner.entrance.ProbePanel.Chart;
import ale.runner.entrance.ProbePanel.Plate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The small jobs of one entrance check, fresh from a seed; a layer stands if all of its jobs do.
 */
final class Probes {
  private static final int PAGES = 10;
  private static final int LINES = 160;
  private static final List<String> SYLLABLES =
      List.of("ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu");

  private final Path home;
  private final RandomGenerator random;

  private Probes(Path home, RandomGenerator random) {
    this.home = home;
    this.random = random;
  }

  /** Writes them as task folders below a folder. */
  static List<Probe> in(Path home, RandomGenerator random) {
    Probes probes = new Probes(home, random);
    return List.of(
        probes.brain(),
        probes.eyes(),
        probes.body(),
        probes.handsInTheShell(),
        probes.handsOnTheScreen(),
        probes.feet());
  }

  private int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  private Probe brain() {
    int boxes = between(21, 59);
    int each = between(31, 79);
    int faulty = between(40, 160);
    int bag = between(7, 13);
    int bags = (boxes * each - faulty) / bag;
    return Probe.asking(
        home,
        "brain",
        Layer.BRAIN,
        "A store has %d boxes with %d parts each. %d of all these parts are faulty and are thrown away. The others are put into bags of %d; parts that do not fill a bag are left over. Every third bag goes to a customer, the first such bag being the third. How many bags go to the customer?"
            .formatted(boxes, each, faulty, bag),
        Integer.toString(bags / 3));
  }

  private Probe eyes() {
    String code = digits(6);
    Chart chart = new Chart(List.of(new Plate(code, between(40, 600), between(40, 480))));
    return Probe.showing(
        home,
        "eyes",
        Layer.EYES,
        "A window on the screen shows a number of six digits in large blocks. Which number?",
        code,
        chart,
        false);
  }

  private Probe handsOnTheScreen() {
    List<Plate> plates = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    while (codes.size() < 6) {
      String code = digits(3);
      if (!codes.contains(code)) {
        codes.add(code);
        int column = plates.size() % 3;
        int row = plates.size() / 3;
        plates.add(
            new Plate(code, 40 + column * 320 + between(0, 120), 60 + row * 280 + between(0, 120)));
      }
    }
    String wanted = codes.get(between(0, codes.size() - 1));
    return Probe.showing(
        home,
        "hands-screen",
        Layer.HANDS,
        "A window on the screen shows six plates with a number on each. Click on the plate with the number "
            + wanted
            + ", and on no other; it gets a green frame when it has noticed.",
        wanted,
        new Chart(plates),
        true);
  }

  private Probe handsInTheShell() {
    StringBuilder log = new StringBuilder("machine,minutes,state\n");
    int sum = 0;
    for (int i = 0; i < 400; i++) {
      int machine = between(1, 9);
      int minutes = between(1, 90);
      boolean stopped = random.nextInt(4) == 0;
      sum += machine == 4 && stopped ? minutes : 0;
      log.append("M%d,%d,%s%n".formatted(machine, minutes, stopped ? "stopped" : "running"));
    }
    return Probe.asking(
            home,
            "hands-shell",
            Layer.HANDS,
            "log.csv in your work directory lists machines, minutes and states. How many minutes was machine M4 stopped in all?",
            Integer.toString(sum))
        .input("log.csv", log.toString());
  }

  /**
   * Pages that can be read once: what is not kept is gone. Each has a call of its own, since some
   * programs stop a model that makes the same call again and again.
   */
  private Probe body() {
    String word = word() + word();
    int sum = 0;
    List<String> pages = new ArrayList<>();
    for (int page = 1; page <= PAGES; page++) {
      int number = between(100, 999);
      sum += number;
      int at = between(10, LINES - 10);
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < LINES; line++) {
        text.append(word()).append(' ').append(word()).append(' ').append(word());
        for (int i = 0; i < 8; i++) {
          text.append(' ').append(word()).append(word());
        }
        text.append(page == 1 && line == LINES / 2 ? "\nThe watchword is " + word + ".\n" : "\n");
        text.append(line == at ? "The number of this page is " + number + ".\n" : "");
      }
      pages.add(text.toString());
    }
    Probe probe =
        Probe.asking(
                home,
                "body",
                Layer.BODY,
                "`sh next.sh 1` in your work directory shows page 1 of a book and then burns it, `sh next.sh 2` page 2, and so on; there are "
                    + PAGES
                    + " pages. Read all of them in order, one call for each. The answer is the watchword, which one page tells, then a hyphen, then the sum of the numbers of all pages, for instance bakelo-5050.",
                word + "-" + sum)
            .input(
                "next.sh",
                """
                #!/bin/sh
                cd "$(dirname "$0")" || exit 1
                page=$(ls pages 2>/dev/null | head -n 1)
                [ -n "$page" ] || { echo "There is no page left."; exit 0; }
                [ "${page%.txt}" -eq "${1:-0}" ] || { echo "The next page is $((1${page%.txt} - 100))."; exit 64; }
                cat "pages/$page"
                rm -f "pages/$page"
                """);
    for (int page = 1; page <= PAGES; page++) {
      probe.input("pages/%02d.txt".formatted(page), pages.get(page - 1));
    }
    return probe;
  }

  /** A tool that fails until its trouble is understood. */
  private Probe feet() {
    String code = digits(5);
    String hidden = Integer.toOctalString(Integer.parseInt(code));
    return Probe.asking(
            home,
            "feet",
            Layer.FEET,
            "`sh measure.sh` in your work directory prints a measured value. Which value?",
            code)
        .input(
            "measure.sh",
            """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 1
            if [ ! -e .used ]; then
              : > .used
              echo 99999 > measure.lock
              sleep 20
              echo "measure: no answer from the device" >&2
              exit 75
            fi
            if [ -e measure.lock ]; then
              echo "measure: measure.lock is held by process $(cat measure.lock), which is dead" >&2
              exit 73
            fi
            printf 'value: %%d\\n' 0%s
            """
                .formatted(hidden));
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder().append(between(1, 9));
    while (digits.length() < count) {
      digits.append(between(0, 9));
    }
    return digits.toString();
  }

  private String word() {
    return SYLLABLES.get(random.nextInt(SYLLABLES.size()))
        + SYLLABLES.get(random.nextInt(SYLLABLES.size()));
  }
}
