package ale.exam.ward;

import ale.exam.ward.Chart.Allergy;
import ale.exam.ward.Draft.Medicine;

/** Lines that a second look decides differently from the first, or that only look wrong. */
final class Subtleties {
  private Subtleties() {}

  static void mereIntolerance(Draft d) {
    String[] c =
        d.pickParts(
            "Penicillin>amoxicillin 500 mg TDS>Rash as a child>Allergy>Refuted",
            "Penicillin>co-amoxiclav 625 mg TDS>Diarrhoea>Intolerance>Active",
            "Opioids>tramadol 50 mg QDS>Nausea>Intolerance>Active",
            "Macrolides>clarithromycin 500 mg BD>Nausea>Intolerance>Active",
            "ACE inhibitor>ramipril 5 mg OD>Dry cough>Intolerance>Active");
    d.ordered(c[1]);
    d.claim("allergy " + c[0]);
    d.allergies.add(new Allergy(c[0], c[3], c[2], c[4]));
    d.expect(Medicine.of(c[1]).drug(), Reason.UNCHANGED);
  }

  static void spoiltSpecimen(Draft d) {
    String drug = d.pick("spironolactone 25 mg OD", "ramipril 5 mg OD", "losartan 50 mg OD");
    d.both(drug);
    if (d.random.nextBoolean()) {
      d.lab("Potassium", "4.4");
      d.spoilt.put("Potassium", "6.3");
      d.expect(Medicine.of(drug).drug(), Reason.UNCHANGED);
    } else {
      d.lab("Potassium", "5.9");
      d.spoilt.put("Potassium", "4.6");
      d.expect(Medicine.of(drug).drug(), Reason.LAB);
    }
  }

  static void sameClassOrdered(Draft d) {
    String[] c =
        d.pickParts(
            "atorvastatin 40 mg OD>simvastatin 20 mg OD",
            "apixaban 5 mg BD>enoxaparin 40 mg OD",
            "omeprazole 20 mg OD>pantoprazole 40 mg OD",
            "ibuprofen 400 mg TDS>diclofenac 50 mg TDS",
            "losartan 50 mg OD>ramipril 2.5 mg OD");
    d.both(c[0]);
    Medicine second = Medicine.of(c[1]);
    d.claim(second.drug());
    d.order(second, true);
    d.expect(second.drug(), Reason.DUPLICATE);
  }

  static void sameClassSwapped(Draft d) {
    String[] c =
        d.pickParts(
            "pantoprazole 40 mg OD>esomeprazole 40 mg OD",
            "losartan 50 mg OD>candesartan 8 mg OD",
            "citalopram 20 mg OD>escitalopram 10 mg OD",
            "atorvastatin 20 mg OD>rosuvastatin 10 mg OD",
            "lansoprazole 30 mg OD>omeprazole 20 mg OD");
    d.ordered(c[0]);
    Medicine second = Medicine.of(c[1]);
    d.claim(second.drug());
    d.takes(second);
    d.expect(second.drug(), Reason.DUPLICATE);
  }

  static void procedureSoon(Draft d) {
    procedure(d, 22 + d.random.nextInt(2), Reason.PROCEDURE);
  }

  static void procedureLater(Draft d) {
    procedure(d, 24 * 6 + d.random.nextInt(5), Reason.UNCHANGED);
  }

  private static void procedure(Draft d, int hours, Reason reason) {
    boolean contrast = d.random.nextBoolean();
    String drug =
        contrast
            ? d.pick("metformin 500 mg BD", "metformin 1000 mg BD")
            : d.pick("apixaban 5 mg BD", "warfarin 3 mg OD", "dabigatran 110 mg BD");
    String what =
        contrast
            ? d.pick("CT pulmonary angiogram", "coronary angiography", "CT abdomen")
            : d.pick("colonoscopy with polypectomy", "liver biopsy", "pleural drain");
    d.both(drug);
    Notes.Risk risk = contrast ? Notes.Risk.CONTRAST : Notes.Risk.BLEEDING;
    d.claim("procedure " + risk);
    d.note(Notes.booked(what, risk, d.now.plusHours(hours).withMinute(0)));
    d.expect(Medicine.of(drug).drug(), reason);
  }

  static void offFormulary(Draft d) {
    String text =
        d.pick(
            "rosuvastatin 10 mg OD",
            "rosuvastatin 20 mg OD",
            "escitalopram 10 mg OD",
            "esomeprazole 20 mg OD",
            "candesartan 16 mg OD",
            "perindopril 8 mg OD");
    if (d.random.nextBoolean()) {
      d.both(text);
    } else {
      d.atHome(text);
    }
    d.expect(Medicine.of(text).drug(), Reason.FORMULARY);
  }

  static void intendedChange(Draft d) {
    String[] c =
        d.pickParts(
            "bisoprolol 2.5 mg OD>5 mg OD>rate control",
            "amlodipine 5 mg OD>10 mg OD>blood pressure above target",
            "furosemide 40 mg OD>80 mg OD>fluid overload",
            "prednisolone 5 mg OD>30 mg OD>exacerbation of COPD");
    d.misordered(c[0], c[1]);
    String drug = Medicine.of(c[0]).drug();
    d.note(Notes.changed(drug, Dose.of(c[1]), c[2]));
    d.expect(drug, Reason.UNCHANGED);
  }

  static void verifiedDose(Draft d) {
    String[] c =
        d.pickParts(
            "amlodipine 10 mg OD>5 mg OD",
            "ramipril 10 mg OD>2.5 mg OD",
            "levothyroxine 125 micrograms OD>50 micrograms OD",
            "sertraline 150 mg OD>50 mg OD");
    boolean copied = d.random.nextBoolean();
    d.misordered(c[0], copied ? Medicine.of(c[0]).dose().toString() : c[1]);
    d.amend(d.home.getLast().withVerified(Dose.of(c[1]), "Box seen by the pharmacist"));
    d.expect(Medicine.of(c[0]).drug(), copied ? Reason.HOME_DOSE : Reason.UNCHANGED);
  }

  static void plain(Draft d) {
    String text =
        d.pick(
            "atorvastatin 20 mg OD",
            "paracetamol 1 g QDS",
            "amlodipine 5 mg OD",
            "tamsulosin 400 micrograms OD",
            "bisoprolol 5 mg OD",
            "lansoprazole 15 mg OD",
            "finasteride 5 mg OD",
            "levothyroxine 50 micrograms OD",
            "solifenacin 5 mg OD",
            "doxycycline 100 mg BD",
            "allopurinol 100 mg OD",
            "furosemide 20 mg OD");
    if (text.startsWith("doxy")) {
      d.ordered(text);
    } else {
      d.both(text);
    }
    d.expect(Medicine.of(text).drug(), Reason.UNCHANGED);
  }
}
