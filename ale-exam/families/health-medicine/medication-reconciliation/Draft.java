package ale.exam.ward;

import ale.exam.ward.Chart.Allergy;
import ale.exam.ward.Chart.HomeMedication;
import ale.exam.ward.Chart.Note;
import ale.exam.ward.Chart.Order;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A chart in the making. Stories are told into it one after the other; where two of them want the
 * same drug, class or test, the draft has clashed and is thrown away.
 */
final class Draft {
  final RandomGenerator random;
  final LocalDateTime now;
  final boolean frail;
  final List<HomeMedication> home = new ArrayList<>();
  final List<Order> orders = new ArrayList<>();
  final List<Allergy> allergies = new ArrayList<>();
  final List<Note> notes = new ArrayList<>();

  /** Latest value by test, where a story asks for one. */
  final Map<String, String> latest = new LinkedHashMap<>();

  /** Value that is shown as the latest but is not valid, by test. */
  final Map<String, String> spoilt = new LinkedHashMap<>();

  /** The reason for which a drug's line must come to be decided. */
  final Map<String, Reason> expected = new LinkedHashMap<>();

  /** Whether some dose must turn on how kidney function is estimated. */
  boolean renal;

  Optional<Interruption.News> news = Optional.empty();
  private final Formulary formulary;
  private final Set<String> claims = new HashSet<>();
  private boolean clashed;

  Draft(RandomGenerator random, LocalDateTime now, boolean frail, Formulary formulary) {
    this.random = random;
    this.now = now;
    this.frail = frail;
    this.formulary = formulary;
  }

  /** A drug with its dose, written in one text. */
  record Medicine(String drug, Dose dose) {
    static Medicine of(String text) {
      String[] words = text.split(" ");
      int cut = words.length - 3;
      return new Medicine(
          String.join(" ", List.of(words).subList(0, cut)),
          Dose.of(String.join(" ", List.of(words).subList(cut, words.length))));
    }
  }

  boolean clashed() {
    return clashed;
  }

  void claim(String what) {
    clashed |= !claims.add(what);
  }

  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One of some choices, each of parts with {@code >} between them. */
  String[] pickParts(String... choices) {
    return pick(choices).split(">");
  }

  /** Claims the drug, and its class if a patient takes only one of that. */
  void claimDrug(String drug) {
    Formulary.Drug known = formulary.drug(drug);
    claim(known.generic());
    if (known.onePerClass()) {
      claim(known.family());
    }
  }

  /** A home medication that goes on as an order of the same dose. */
  void both(String text) {
    Medicine m = Medicine.of(text);
    claimDrug(m.drug());
    takes(m);
    order(m, false);
  }

  /** A treatment that began on admission. */
  void ordered(String text) {
    Medicine m = Medicine.of(text);
    claimDrug(m.drug());
    order(m, true);
  }

  /** A home medication that nobody ordered. */
  void atHome(String text) {
    Medicine m = Medicine.of(text);
    claimDrug(m.drug());
    takes(m);
  }

  /** A home medication that was ordered in another dose. */
  void misordered(String text, String dose) {
    Medicine m = Medicine.of(text);
    claimDrug(m.drug());
    takes(m);
    order(new Medicine(m.drug(), Dose.of(dose)), false);
  }

  void takes(Medicine m) {
    home.add(
        new HomeMedication(
            "",
            name(m.drug(), 3),
            m.dose(),
            pick("Patient", "GP letter", "Daughter", "Own supply", "Referral"),
            pick("Yes", "Yes", "Yes, forgets it now and then"),
            now.toLocalDate().atTime(8, 0).minusDays(1).plusMinutes(5L * random.nextInt(12)),
            Optional.empty(),
            pick("Own supply brought in", "Repeat prescription", "Blister pack", "None")));
  }

  void order(Medicine m, boolean fresh) {
    orders.add(
        new Order(
            "",
            name(m.drug(), fresh ? 1 : 2),
            m.dose(),
            switch (m.drug()) {
              case "enoxaparin", "insulin glargine" -> "SC";
              default -> "PO";
            },
            now.toLocalDate().atTime(fresh ? 20 : 16, 5 + 3 * orders.size()).minusDays(1),
            pick("Dr Okafor", "Dr Lindqvist", "Dr Marsh", "Dr Petrou")));
  }

  /** Generic or brand: the brand in so many of five cases. */
  private String name(String drug, int brandInFive) {
    Formulary.Drug known = formulary.drug(drug);
    if (random.nextInt(5) < brandInFive) {
      return known.brands().getFirst();
    }
    return known.generic().substring(0, 1).toUpperCase(Locale.ROOT) + known.generic().substring(1);
  }

  /** Replaces the last home medication that was told. */
  void amend(HomeMedication changed) {
    home.set(home.size() - 1, changed);
  }

  void note(String text) {
    String author = pick("Dr Okafor", "Dr Lindqvist", "Sr Whelan", "Pharm. Adeyemi");
    notes.add(new Note(now.minusMinutes(20L + random.nextInt(540)), author, text));
  }

  void expect(String drug, Reason reason) {
    expected.put(drug, reason);
  }

  void lab(String test, String value) {
    claim("lab " + test);
    latest.put(test, value);
  }
}
