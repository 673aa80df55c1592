"""Somebody who works with a screen reader: presses, chooses, types, cites a source, and hears where the case stands.

Must not know: any pathway's content, and nothing that cannot be had from the window.
"""

from desk_at import PRESSED, Missed, until
from desk_bus import TEXTS

STATUS = "status"
SAVED = "saved"


def plain(step):
    """The name of a step without how many things are on it."""
    return step.rstrip("0123456789 ")


class Reviewer:
    """Works at the window of a workstation."""

    def __init__(self, workstation):
        self.workstation = workstation

    @property
    def window(self):
        return self.workstation.window

    # What there is to do.

    def press(self, name, place=0):
        """Presses a button, a tab, a line of a list or a box."""
        self.window.usable(PRESSED, name, place).act()

    def choose(self, group, option):
        """Chooses an option of an answer, and waits until it is the chosen one."""
        self.window.usable(("radio button",), option, group=group).act()
        self.is_chosen(group, option)

    def is_chosen(self, group, option):
        def chosen():
            return any("checked" in it.states() for it in self.window.named(("radio button",), option, group))

        until(chosen, f"{option!r} is not the choice in {group!r}", group)

    def pick(self, listed, option, place=0, group=None):
        """Picks from a list that drops down."""
        self.window.usable(("combo box",), listed, place, group).act()
        # The same words may stand elsewhere: an option is what lies in the opened list.
        lists = ("combo box", "list box")
        inside = lambda it: it.parent is not None and it.parent.role in lists  # noqa: E731
        found = lambda: [it for it in self.window.named(PRESSED, option) if inside(it)]  # noqa: E731
        until(found, f"no {option!r} in {listed!r}", option)[0].act()
        until(lambda: not found(), f"{listed!r} stays open", listed)

    def set(self, label, text, place=0):
        """Replaces the text of a field. Where the keyboard is in it, it stays half typed."""
        self.window.usable(TEXTS, label, place).set_text(text)

    def fill(self, label, text, place=0, becomes=None):
        """Replaces the text of a field and hands it over; then it says `becomes`, which is the text unless told."""
        field = self.window.usable(TEXTS, label, place)
        typing = "focused" in field.states()
        field.set_text(text)
        wanted = text if becomes is None else becomes
        if typing:
            # A field that has the keyboard waits for Enter; any other hands over at once.
            until(lambda: field.value() == text, f"{label!r} does not say {text!r}", label)
            self.workstation.keys("Return")
        until(lambda: self.value(label, place) == wanted, f"{label!r} does not say {wanted!r}", label)

    def add(self, label, text):
        """Adds to a list by its field, which is empty again afterwards."""
        self.fill(label, text, becomes="")

    def value(self, label, place=0):
        return self.window.control(TEXTS, label, place).value()

    def has(self, label, text):
        """Waits until a field says this."""
        until(lambda: self.value(label) == text, lambda: f"{label!r} says {self.value(label)!r}, not {text!r}", label)

    def open_case(self, words):
        """Opens the case whose line in the worklist says all of these words."""

        def found():
            return next((it for it in self.rows() if all(word in it.name for word in words)), None)

        until(found, f"no case with {words} in the worklist", words[0]).act()

    # What there is to hear.

    def rows(self):
        return self.window.with_role("list item")

    def hears(self, headline):
        """Waits until the announced status of the case begins so."""

        def said():
            now = self.window.by_id(STATUS)
            return now is not None and now.name.startswith(headline)

        until(said, lambda: f"the status is {self.status()!r}, not {headline!r}", STATUS)

    def status(self):
        now = self.window.by_id(STATUS)
        return now.name if now else "not there"

    def waits_until_saved(self):
        def kept():
            now = self.window.by_id(SAVED)
            return now is not None and now.name.startswith(("Saved at ", "Unchanged"))

        until(kept, "the case was not saved", SAVED)

    def case(self):
        """The number of the open case, as the bar above says it."""

        def said():
            heads = [it.name for it in self.window.with_role("label") if it.name.startswith("Case ")]
            return heads and heads[0].split(" ")[1]

        return until(said, "no case is open", "Case")

    def step(self):
        """The step that is shown."""
        return next((it.name for it in self.step_tabs() if "selected" in it.states()), "")

    def steps(self):
        return [plain(it.name) for it in self.step_tabs()]

    def step_tabs(self):
        """The tabs of the case; the worklist and the status have tabs of their own."""
        return [it for it in self.window.with_role("page tab") if it.ident.startswith("step-")]

    def goes_to(self, step):
        """Shows a step of the case; its name may end in a number."""
        tabs = lambda: [it for it in self.step_tabs() if plain(it.name) == step]  # noqa: E731
        until(tabs, f"no step {step!r}", step)[0].act()
        shown = lambda: any("selected" in it.states() for it in tabs())  # noqa: E731
        until(shown, f"the step {step!r} is not shown", step)

    # What is done again and again.

    def introduce(self, name, credential):
        self.set("Your name", name)
        self.choose("Your credential", credential)
        self.press("Continue without signing in")
        self.window.see(f"{name}, {credential} (")

    def sign_in(self, who, passphrase):
        if not self.window.says("Who reviews on this workstation?"):
            self.press("Sign in or switch reviewer…")
        self.choose("Reviewer", who)
        self.set("Your passphrase", passphrase)
        self.press("Sign in")
        self.window.see(f"{who} (")
        until(lambda: self.window.says(", signed in)"), f"{who} is not signed in", "Sign in")
        self.window.see_no_more("Who reviews on this workstation?")

    def begin(self, pathway):
        before = {it.ident for it in self.rows()}
        self.press("New case…")
        self.press(pathway)
        self.window.see("Switch pathway…")
        until(lambda: {it.ident for it in self.rows()} - before, "the new case is not in the worklist", "New case…")

    def cite(self, what, page, on, passage):
        """Notes a source of an answer or of a row, in the document at hand."""
        self.press(f"Add a source: {what}")
        self.fill("Page", page)
        self.fill("Date of the record", on)
        self.set("What it says there", passage)
        self.press("Note this source")
        closed = lambda: not self.window.named(TEXTS, "Page")  # noqa: E731
        until(closed, f"the source of {what!r} was not noted", "Note this source")

    def answer(self, question, option, page):
        self.choose(question, option)
        self.cite(question, page, "2026-02-20", "as the clinic writes")

    def must(self, truth, sentence, near=""):
        if not truth:
            raise Missed(sentence, near)
