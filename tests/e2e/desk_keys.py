"""One whole case with the keyboard alone, from the first start to criteria met. What a screen reader sees is read to
know where the keyboard is and what came of it; nothing is done through it.

Must not know: how the window looks; it knows the keys, and the order that the window promises.
"""

import desk_steps as steps
from desk_at import Missed, until
from desk_bus import TEXTS
from desk_reviewer import Reviewer

# More stops than any page has: whoever does not come by in one round never does.
ROUND = 60


class Typist:
    """Somebody without a pointer."""

    def __init__(self, workstation):
        self.workstation = workstation
        self.reviewer = Reviewer(workstation)

    @property
    def window(self):
        return self.workstation.window

    def presses(self, *keys):
        self.workstation.keys(*keys)

    def is_at(self, place):
        now = self.window.focus
        until(lambda: now() == place, lambda: f"the keyboard is at {now()!r}, not {place!r}", place)

    def goes_to(self, place, key="Tab"):
        """Presses a key until the keyboard is at a place, each time waiting until it has moved."""
        now = self.window.focus()
        for _ in range(ROUND):
            if now == place:
                return
            now = self.moves_on(now, key)
        raise Missed(f"{ROUND} times {key} do not lead to {place!r}", place)

    def moves_on(self, before, key):
        """Presses a key that moves the keyboard, and gives the place that it is at then."""
        self.presses(key)

        def moved():
            now = self.window.focus()
            # Between two pages nothing has the keyboard for a moment.
            return now if now not in (before, "nothing") else None

        return until(moved, f"{key} leaves the keyboard at {before!r}", before)

    def field_says(self, label, text):
        until(lambda: self.here() == text, lambda: f"{label!r} says {self.here()!r}, not {text!r}", label)

    def writes(self, label, text, becomes=None):
        """Types into the field that the keyboard is in and hands it over; the field is left by Escape."""
        self.is_at(label)
        self.workstation.type(text)
        self.presses("Return")
        self.field_says(label, text if becomes is None else becomes)
        self.is_at(label)

    def here(self):
        """The text in the field that has the keyboard."""
        for it in self.window.read():
            if it.role in TEXTS and "focused" in it.states():
                return it.value()
        return None

    def next_item(self, place):
        """The next thing that is open. In a field the letter would be text: Escape leaves it first."""
        if self.here() is not None:
            self.presses("Escape")
            until(lambda: self.here() is None, "Escape does not leave the field", place)
        self.presses("j")
        self.is_at(place)

    def cites(self, back_at, page, on, passage):
        """Notes the source of the answer just given; the document is the one at hand."""
        self.presses("a")
        self.is_at("Page")
        # What was noted last is at hand: it is replaced.
        for label, text in (("Page", page), ("Date of the record", on), ("What it says there", passage)):
            self.is_at(label)
            self.presses("ctrl+a")
            self.workstation.type(text)
            self.field_says(label, text)
            self.presses("Return" if label == "What it says there" else "Tab")
        self.is_at(back_at)

    def answers(self, question, page):
        """The keyboard is at the question: S, and where the record supports it."""
        self.is_at(f"{question} > {steps.SUPPORTS}")
        self.presses("s")
        self.reviewer.is_chosen(question, steps.SUPPORTS)
        self.cites(f"{question} > {steps.SUPPORTS}", page, "2026-02-20", "as the clinic writes")


def introduces(typist):
    typist.writes("Your name", "Nora Nobody")
    typist.goes_to("Your credential > RN")
    typist.presses("space")
    typist.reviewer.is_chosen("Your credential", "RN")
    typist.goes_to("Continue without signing in")
    typist.presses("Return")
    typist.window.see("Nora Nobody, RN (nurse reviewer, not signed in)")


def requests(typist):
    typist.presses("ctrl+n")
    typist.is_at(steps.CANCER)
    typist.goes_to(steps.TRIAL)
    typist.presses("Return")
    typist.reviewer.hears("Review in progress (12 left to review)")
    typist.presses("ctrl+5")
    typist.window.see("Add a document")
    typist.goes_to("Add a document")
    typist.writes("Add a document", "Pain clinic notes", becomes="")
    typist.presses("Escape", "ctrl+1")
    typist.window.see("Member's name")
    typist.next_item(f"{steps.LINE} > UnitedHealthcare Commercial")
    typist.presses("space")
    typist.reviewer.is_chosen(steps.LINE, "UnitedHealthcare Commercial")
    typist.next_item("Birth date")
    typist.writes("Birth date", steps.BORN)
    typist.goes_to("Member's name", "shift+Tab")
    typist.writes("Member's name", steps.MEMBER)
    typist.goes_to("Member id")
    typist.writes("Member id", steps.MEMBER_ID)
    typist.next_item("Received: date")
    typist.writes("Received: date", "2026-03-10")
    typist.goes_to("Received: time")
    typist.workstation.keys("ctrl+a")
    typist.writes("Received: time", "09:15")
    typist.goes_to("Date of service")
    typist.writes("Date of service", "2026-03-20")
    typist.window.see(f"{steps.MEMBER} · born {steps.BORN} · member {steps.MEMBER_ID}")


def treats(typist):
    """A treatment with its dates, its outcome and its source."""
    typist.next_item("Add a treatment")
    typist.writes("Add a treatment", "Gabapentin", becomes="")
    typist.next_item("Start")
    typist.writes("Start", "2025-01-10")
    typist.next_item("End")
    typist.writes("End", "2025-09-30")
    typist.next_item("Outcome")
    typist.presses("space")
    typist.window.see("failed, no safe relief")
    typist.goes_to("failed, no safe relief")
    typist.presses("Return")
    typist.window.see_no_more("failed, side effects")
    typist.next_item("Add a source: Gabapentin")
    typist.cites("Outcome", "4", "2025-10-02", "stopped, no relief")


def keyboard_alone(workstation):
    workstation.start()
    typist = Typist(workstation)
    introduces(typist)
    requests(typist)
    for page, question in enumerate((steps.CHRONIC, steps.CAUSE, steps.NOT_INDICATED), 1):
        typist.next_item(f"{question} > {steps.SUPPORTS}")
        typist.answers(question, str(page))
    treats(typist)
    typist.next_item(f"Did conservative care fail by intolerable side effects? > {steps.SUPPORTS}")
    typist.next_item(f"{steps.NO_RELIEF} > {steps.SUPPORTS}")
    typist.answers(steps.NO_RELIEF, "5")
    typist.next_item(f"{steps.NO_BARRIER} > {steps.SUPPORTS}")
    typist.answers(steps.NO_BARRIER, "6")
    typist.next_item(f"{steps.CONFLICT} > No conflict")
    typist.presses("space")
    typist.reviewer.hears("Criteria met. Every criterion of this pathway is met")
    typist.reviewer.waits_until_saved()
    line = workstation.evaluated(typist.reviewer.case())
    typist.reviewer.must(line["status"] == "criteria-met", f"mednec-cli says {line['status']} of it")


ALL = [(keyboard_alone, None)]
