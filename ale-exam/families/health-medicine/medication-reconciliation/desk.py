"""Knows its way around the ward's program."""

import re

from screen import Screen

TIMED_OUT, NOT_FILED, MESSAGE = "SESSION TIMED OUT", "ORDER NOT FILED", "URGENT MESSAGE"
DIALOGS = (TIMED_OUT, NOT_FILED, MESSAGE)
TABS = ("Home medications", "Admission orders", "Results", "Allergies", "Notes", "Reconcile")
LABELS = ("New drug", "Matches", "Dose", "Unit", "Frequency", "First dose", "Reason")


class Desk:
    def __init__(self, user, pin):
        self.screen = Screen()
        self.user = user
        self.pin = pin
        self.news = set()
        """Beds that a message came in about since their chart was last read."""

    def wait(self, fulfilled, what):
        """Looks until the screen is as expected, and deals with whatever gets in the way."""
        while True:
            view = self.screen.until(
                lambda v: any(v.has(d) for d in DIALOGS) or fulfilled(v), what
            )
            if not any(view.has(d) for d in DIALOGS):
                return view
            self.interrupted(view)

    def interrupted(self, view):
        if view.has(TIMED_OUT):
            print("the session timed out: the PIN again")
            self.enter_pin(view, "Unlock", TIMED_OUT)
            return
        title = MESSAGE if view.has(MESSAGE) else NOT_FILED
        if title == MESSAGE:
            bed = int(re.search(r"Bed (\d+):", str(view)).group(1))
            print(f"a message about bed {bed}: keep the order, look at that chart again")
            self.news.add(bed)
        else:
            print("the order was not filed: keep it and file it again")
        self.screen.press(view.first("Keep order"))
        self.screen.until(lambda v: not v.has(title), f"the end of {title}")

    def enter_pin(self, view, button, title):
        label = view.all("PIN")[-1]
        while view.has(title):
            self.screen.enter(label.right + 130, label.y, self.pin)
            self.screen.press(view.first(button))
            view = self.screen.until(
                lambda v: not v.has(title) or v.has("PIN is not accepted."), f"the end of {title}"
            )

    def fill(self, x, label, text):
        """Types into the field beside a label and makes sure that it says so."""
        shown = lambda v: any(t.text == text for t in v.line(label.y, label.right))
        self.screen.enter(x, label.y, text)
        self.wait(shown, f"{text} in the field {label.text}")

    def log_in(self):
        self.screen.until(lambda v: v.has("LOG IN"), "the login", 60)
        # a window manager that is only just starting may still move the window
        self.screen.still()
        view = self.screen.look()
        label = view.first("User")
        self.fill(label.right + 130, label, self.user)
        self.enter_pin(view, "Log in", "LOG IN")
        return self.clock(self.wait(lambda v: v.has("Open chart"), "the patient list"))

    @staticmethod
    def clock(view):
        return next(t.text for t in view.texts if re.fullmatch(r"\d\d \w{3} \d{4} \d\d:\d\d", t.text))

    # the patient list

    def open_chart(self, bed):
        view = self.screen.look()
        if view.has("Patient list"):
            self.screen.press(view.first("Patient list"))
        view = self.wait(lambda v: v.has("Open chart"), "the patient list")
        while not self.rows_of(view, "Bed", str(bed)):
            page = view.starting("Page ")[0].text
            self.screen.press(view.first("Next page"))
            view = self.wait(lambda v: v.starting("Page ") and not v.has(page), "the next page")
        row = self.rows_of(view, "Bed", str(bed))[0]
        self.screen.click(view.first("MRN").x - 50, row.y)
        self.screen.press(view.first("Open chart"))
        return self.wait(lambda v: v.starting(f"BED {bed}") and v.has("Reconcile"), "the chart")

    @staticmethod
    def rows_of(view, column, text):
        head = view.first(column)
        return [t for t in view.all(text) if abs(t.x - head.x) < 4 and t.y > head.y]

    # a chart's pages

    def turn_to(self, tab, mark):
        view = self.screen.look()
        self.screen.press(view.first(tab))
        return self.wait(lambda v: v.has(mark), tab)

    @staticmethod
    def table(view, columns, bottom):
        """Rows of cells by column, with the height at which each stands."""
        heads = [view.first(c) for c in columns]
        end = view.first(bottom).y - 12
        rows = []
        texts = [t for t in view.texts if heads[0].y + 10 < t.y < end]
        while texts:
            y = min(t.y for t in texts)
            line = sorted((t for t in texts if t.y - y < 14), key=lambda t: t.x)
            texts = [t for t in texts if t.y - y >= 14]
            row = {c: "" for c in columns}
            for t in line:
                column = [c for c, h in zip(columns, heads) if t.x > h.x - 8][-1]
                row[column] = (row[column] + " " + t.text).strip()
            row["y"] = line[0].y
            row["x"] = heads[1].x - 50
            rows.append(row)
        return rows

    def details(self, row, title):
        """What the details window says, by label."""
        self.screen.click(row["x"], row["y"])
        self.screen.press(self.screen.look().first("Details"))
        view = self.wait(lambda v: v.starting(title) and v.has("OK"), "the details")
        facts = {}
        for t in view.texts:
            if t.text.endswith(":"):
                rest = [u for u in view.line(t.y, t.right)]
                facts[t.text[:-1]] = rest[0].text if rest else ""
        self.screen.press(view.first("OK"))
        self.wait(lambda v: not v.has("OK"), "the end of the details")
        return facts

    def home_medications(self):
        columns = ("Line", "Medication", "Dose as reported", "Source")
        view = self.turn_to("Home medications", "Dose as reported")
        rows = self.table(view, columns, "Details")
        for row in rows:
            row["details"] = self.details(row, "HOME MEDICATION " + row["Line"])
        return rows

    def orders(self):
        view = self.turn_to("Admission orders", "Ordered by")
        columns = ("Line", "Drug", "Dose", "Route", "Started", "Ordered by")
        return self.table(view, columns, "Orders written on admission")

    def allergies(self):
        view = self.turn_to("Allergies", "Substance")
        columns = ("Substance", "Type", "Reaction", "Status")
        return self.table(view, columns, "Allergies and intolerances")

    def notes(self):
        view = self.turn_to("Notes", "Older notes")
        text = []
        while True:
            text += [t.text for t in view.texts]
            page = view.starting("Page ")[0].text
            _, at, _, pages = page.split()
            if at == pages:
                return " ".join(text)
            self.screen.press(view.first("Older notes"))
            view = self.wait(lambda v: v.starting("Page ") and not v.has(page), "older notes")

    def results(self):
        columns = ("Collected", "Test", "Result", "Unit", "Flag", "Comment")
        view = self.turn_to("Results", "Collected")
        count = int(next(t.text for t in view.texts if re.fullmatch(r"\d+ results", t.text)).split()[0])
        rows = {}
        # a row of which only the upper part can be seen is read after scrolling
        lowest = view.first("Details").y - 36
        while True:
            for row in self.table(view, columns, "Details"):
                key = (row["Collected"], row["Test"])
                whole = row["y"] <= lowest and all(row[c] for c in columns[:4])
                if whole and key not in rows:
                    if row["Comment"] == "yes":
                        row["Comment"] = self.details(row, "RESULT")["Comment"]
                    rows[key] = row
            if len(rows) == count:
                return list(rows.values())
            before = view.texts
            self.screen.scroll(1180, 400, 3)
            view = self.wait(lambda v: v.texts != before, f"more than {len(rows)} of {count} results")

    # orders

    def decisions(self):
        columns = ("Line", "Medication as written", "Decision")
        view = self.turn_to("Reconcile", "Medication as written")
        return {r["Line"]: r for r in self.table(view, columns, self.bottom(view))}

    @staticmethod
    def bottom(view):
        return "Signed off" if view.has("Signed off") else "Continue"

    def withdraw_sign_off(self):
        view = self.screen.look()
        if view.has("Withdraw sign-off"):
            self.screen.press(view.first("Withdraw sign-off"))
            self.wait(lambda v: v.has("Sign off"), "the lines to be open again")

    def file(self, row, action, drug, dose, first_dose, reason):
        self.screen.click(row["x"], row["y"])
        button = next(t for t in self.screen.look().all(action) if t.y > row["y"])
        self.screen.press(button)
        view = self.wait(lambda v: v.has("File order"), "the order entry")
        if action == "Substitute":
            label = view.first("New drug")
            find = view.first("Find")
            self.fill(self.fields_from(view) + 180, label, drug)
            self.screen.press(find)
            field = lambda t: abs(t.y - label.y) < 10
            view = self.wait(lambda v: any(not field(t) for t in v.all(drug)), drug)
            self.screen.press([t for t in view.all(drug) if not field(t)][-1])
        if action in ("Substitute", "Change dose"):
            amount, unit, frequency = dose.split()
            label = self.form_label(view, "Dose")
            self.fill(self.fields_from(view) + 92, label, amount)
            self.choose(view, "Unit", unit)
            self.choose(view, "Frequency", frequency)
        if action not in ("Hold", "Stop") and first_dose != "NEXT":
            self.choose(view, "First dose", first_dose)
        self.choose(view, "Reason", reason)
        while True:
            view = self.wait(lambda v: v.has("File order"), "the order entry")
            self.screen.press(view.first("File order"))
            view = self.screen.until(
                lambda v: not v.has("File order") or any(v.has(d) for d in DIALOGS), "the filing"
            )
            if not any(view.has(d) for d in DIALOGS):
                return
            while any(view.has(d) for d in DIALOGS):
                self.interrupted(view)
                view = self.screen.until(
                    lambda v: v.has("File order") or any(v.has(d) for d in DIALOGS), "the order"
                )

    def fields_from(self, view):
        """Where the labels of the order entry window end."""
        x = view.first("Reason").x
        return max(t.right for t in view.texts if t.text in LABELS and abs(t.x - x) < 6)

    @staticmethod
    def form_label(view, label):
        """The label in the window, not one of the page below it."""
        reason = view.first("Reason")
        return next(t for t in view.all(label) if abs(t.x - reason.x) < 6)

    def choose(self, view, label, item):
        """Picks an item of a drop-down list."""
        at = self.form_label(view, label)
        left = self.fields_from(view)
        spot = lambda t: abs(t.x - left) < 60
        self.screen.click(left + 40, at.y)
        listed = lambda v: [t for t in v.all(item) if spot(t) and abs(t.y - at.y) > 10]
        shown = self.wait(listed, f"{item} in the list of {label}")
        self.screen.press(listed(shown)[0])
        self.wait(
            lambda v: not listed(v) and any(spot(t) and abs(t.y - at.y) <= 10 for t in v.all(item)),
            f"{label} to be {item}",
        )

    def push(self, button, fulfilled, what):
        """Presses a button until something follows: a busy program may have missed a click."""
        answered = lambda v: any(v.has(d) for d in DIALOGS) or fulfilled(v)
        for left in (3, 2, 1, 0):
            view = self.screen.look()
            if view.has(button):
                self.screen.press(view.first(button))
            try:
                self.screen.until(answered, what, 5)
                return self.wait(fulfilled, what)
            except TimeoutError:
                if not left:
                    raise
                print(f"{button} had no effect: again")

    def sign_off(self):
        view = self.push("Sign off", lambda v: v.has("OK"), "the sign-off")
        if not view.has("SIGNED OFF"):
            raise RuntimeError(f"not signed off: {view}")
        self.push("OK", lambda v: not v.has("OK"), "the end of the sign-off")
