package ale.exam.ward;

import ale.exam.ward.Chart.Allergy;
import ale.exam.ward.Chart.HomeMedication;
import ale.exam.ward.Chart.Result;
import ale.exam.ward.Draft.Medicine;
import ale.exam.ward.Interruption.News;
import java.util.Optional;

/** Errors that admissions are full of: each would reach the patient if nobody looked. */
final class Discrepancies {
  private Discrepancies() {}

  static void wrongUnit(Draft d) {
    String[] c =
        d.pickParts(
            "digoxin 125 micrograms OD>125 mg OD",
            "levothyroxine 75 micrograms OD>75 mg OD",
            "levothyroxine 100 micrograms OD>100 mg OD",
            "methotrexate 10 mg WEEKLY>10 mg OD",
            "methotrexate 15 mg WEEKLY>15 mg OD",
            "insulin glargine 8 units OD>80 units OD");
    d.misordered(c[0], c[1]);
    d.expect(Medicine.of(c[0]).drug(), Reason.HOME_DOSE);
  }

  static void allergy(Draft d) {
    String[] c =
        d.pickParts(
            "Penicillin>co-amoxiclav 625 mg TDS>Anaphylaxis",
            "Penicillin>amoxicillin 500 mg TDS>Facial swelling",
            "Macrolides>clarithromycin 500 mg BD>Generalised urticaria",
            "NSAIDs>diclofenac 50 mg TDS>Bronchospasm",
            "Opioids>tramadol 50 mg QDS>Anaphylaxis",
            "ACE inhibitor>perindopril 4 mg OD>Angioedema",
            "ACE inhibitor>ramipril 5 mg OD>Angioedema",
            "Sulfonamides>co-trimoxazole 960 mg BD>Stevens-Johnson");
    d.ordered(c[1]);
    d.claim("allergy " + c[0]);
    d.allergies.add(new Allergy(c[0], "Allergy", c[2], "Active"));
    d.expect(Medicine.of(c[1]).drug(), Reason.ALLERGY);
  }

  static void labHold(Draft d) {
    String[] c =
        d.pickParts(
            "spironolactone 25 mg OD>Potassium>5.8",
            "ramipril 5 mg OD>Potassium>6.0",
            "losartan 50 mg OD>Potassium>5.9",
            "potassium chloride 600 mg BD>Potassium>6.2",
            "furosemide 40 mg BD>Potassium>2.7",
            "warfarin 4 mg OD>INR>5.8",
            "warfarin 3 mg OD>INR>7.1",
            "citalopram 20 mg OD>Sodium>121",
            "bendroflumethiazide 2.5 mg OD>Sodium>119",
            "clopidogrel 75 mg OD>Platelets>38");
    d.both(c[0]);
    d.lab(c[1], c[2]);
    d.expect(Medicine.of(c[0]).drug(), Reason.LAB);
  }

  static void interaction(Draft d) {
    String[] c =
        d.pickParts(
            "warfarin 4 mg OD>diclofenac 50 mg TDS>diclofenac",
            "apixaban 5 mg BD>ibuprofen 400 mg TDS>ibuprofen",
            "clopidogrel 75 mg OD>omeprazole 20 mg OD>omeprazole",
            "isosorbide mononitrate 30 mg OD>sildenafil 50 mg OD>sildenafil",
            "lithium carbonate 400 mg OD>ibuprofen 400 mg TDS>ibuprofen",
            "methotrexate 7.5 mg WEEKLY>trimethoprim 200 mg BD>trimethoprim",
            "methotrexate 7.5 mg WEEKLY>co-trimoxazole 960 mg BD>co-trimoxazole",
            "spironolactone 25 mg OD>potassium chloride 600 mg BD>potassium chloride",
            "simvastatin 40 mg OD>clarithromycin 500 mg BD>simvastatin",
            "sertraline 50 mg OD>tramadol 50 mg QDS>tramadol");
    d.both(c[0]);
    d.ordered(c[1]);
    d.expect(c[2], Reason.INTERACTION);
  }

  static void renal(Draft d) {
    String[] drugs = {
      "allopurinol 300 mg OD", "gabapentin 300 mg TDS", "levetiracetam 1000 mg BD",
      "metformin 1000 mg BD", "dabigatran 150 mg BD", "nitrofurantoin 100 mg BD",
      "enoxaparin 40 mg OD", "digoxin 125 micrograms OD"
    };
    String one = d.pick(drugs);
    if (one.startsWith("enox") || one.startsWith("nitro")) {
      d.ordered(one);
    } else {
      d.both(one);
    }
    d.both(d.pick(drugs));
    d.renal = true;
  }

  static void timeCritical(Draft d) {
    String text =
        d.pick(
            "co-careldopa 125 mg TDS",
            "co-careldopa 250 mg QDS",
            "levetiracetam 500 mg BD",
            "carbamazepine 200 mg BD",
            "prednisolone 10 mg OD",
            "insulin glargine 14 units OD");
    d.atHome(text);
    HomeMedication h = d.home.getLast();
    int hours = h.dose().frequency().hours();
    boolean due = d.random.nextInt(3) != 0;
    int ago = due ? hours + 2 + d.random.nextInt(4) : Math.max(1, hours / 4);
    d.amend(
        new HomeMedication(
            "",
            h.name(),
            h.dose(),
            h.source(),
            "Yes",
            d.now.minusHours(ago).minusMinutes(10),
            Optional.empty(),
            h.remark()));
    d.expect(Medicine.of(text).drug(), Reason.OMISSION);
  }

  static void notTaken(Draft d) {
    String text =
        d.pick(
            "simvastatin 40 mg OD",
            "amlodipine 10 mg OD",
            "furosemide 40 mg OD",
            "sertraline 50 mg OD",
            "ibuprofen 400 mg TDS",
            "solifenacin 5 mg OD",
            "tramadol 50 mg QDS");
    if (d.random.nextBoolean()) {
      d.both(text);
    } else {
      d.atHome(text);
    }
    HomeMedication h = d.home.getLast();
    String why =
        d.pick(
            "stopped by the GP three weeks ago",
            "stopped in clinic last month",
            "not collected since the summer");
    d.amend(
        new HomeMedication(
            "",
            h.name(),
            h.dose(),
            h.source(),
            "No, " + why,
            d.now.minusDays(22).withMinute(0),
            Optional.empty(),
            "None"));
    d.expect(Medicine.of(text).drug(), Reason.NOT_TAKEN);
  }

  static void criticalResult(Draft d) {
    String[] c =
        d.pickParts(
            "spironolactone 25 mg OD>Potassium>6.4>mmol/L>H",
            "ramipril 5 mg OD>Potassium>6.6>mmol/L>H",
            "furosemide 40 mg OD>Potassium>2.4>mmol/L>L",
            "warfarin 5 mg OD>INR>8.2>ratio>H",
            "apixaban 5 mg BD>Platelets>31>10^9/L>L");
    d.both(c[0]);
    d.claim("lab " + c[1]);
    Result result = new Result(d.now.minusMinutes(25), c[1], c[2], c[3], c[4], "");
    d.news =
        Optional.of(
            new News(
                0,
                "The laboratory has telephoned a critical result.",
                Optional.of(result),
                Optional.empty()));
    d.expect(Medicine.of(c[0]).drug(), Reason.LAB);
  }

  static void callBack(Draft d) {
    String[] c =
        d.pickParts(
            "levothyroxine 100 micrograms OD>25 micrograms OD",
            "bisoprolol 10 mg OD>1.25 mg OD",
            "prednisolone 30 mg OD>5 mg OD",
            "warfarin 8 mg OD>3 mg OD",
            "insulin glargine 40 units OD>14 units OD");
    String drug = Medicine.of(c[0]).drug();
    d.both(c[0]);
    d.news =
        Optional.of(
            new News(
                0,
                "The community pharmacy has called back about a home medication.",
                Optional.empty(),
                Optional.of(
                    new Interruption.Verification(
                        drug, Dose.of(c[1]), "Pharmacy call-back this morning"))));
    d.expect(drug, Reason.HOME_DOSE);
  }

  static void omission(Draft d) {
    String text =
        d.pick(
            "bisoprolol 2.5 mg OD",
            "levothyroxine 50 micrograms OD",
            "tamsulosin 400 micrograms OD",
            "sertraline 100 mg OD",
            "amlodipine 5 mg OD",
            "finasteride 5 mg OD");
    d.atHome(text);
    d.expect(Medicine.of(text).drug(), Reason.OMISSION);
  }

  static void wrongDose(Draft d) {
    String[] c =
        d.pickParts(
            "bisoprolol 2.5 mg OD>5 mg OD",
            "amlodipine 5 mg OD>10 mg OD",
            "sertraline 100 mg OD>50 mg OD",
            "furosemide 40 mg OD>40 mg BD",
            "atorvastatin 80 mg OD>40 mg OD");
    d.misordered(c[0], c[1]);
    d.expect(Medicine.of(c[0]).drug(), Reason.HOME_DOSE);
  }
}
