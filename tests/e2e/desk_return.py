"""Journeys of coming back: cases are found in the worklist, changes go back and forth, and all is there after the
program was stopped by the system, or closed half way.

Must not know: how anything is kept on the disk.
"""

import desk_steps as steps
from desk_at import until
from desk_bus import TEXTS
from desk_pathways import NURSE, begun
from desk_reviewer import Reviewer

SEARCH = "Search cases"


def finds(reviewer, text, count, cases):
    """What is searched for leaves these cases in the worklist."""
    reviewer.set(SEARCH, text)
    reviewer.window.see(count)
    listed = lambda: {it.ident for it in reviewer.rows()}  # noqa: E731
    wanted = {f"case-{case}" for case in cases}
    until(lambda: listed() == wanted, lambda: f"{text!r} finds {listed()}, not {wanted}", SEARCH)


def searches(workstation):
    """Cases are found by words of the name, the member id and the status, in any order; a queue narrows them."""
    for sample, case in (("sample-01", "2026-9001"), ("sample-02", "2026-9002"), ("sample-05", "2026-9003")):
        workstation.take_from_feed(sample, case)
    workstation.start()
    reviewer = Reviewer(workstation)
    reviewer.window.see("3 cases")
    finds(reviewer, "invento FIKTIVA", "1 of 3 cases", ["2026-9003"])
    finds(reviewer, "test-884-0001", "1 of 3 cases", ["2026-9001"])
    finds(reviewer, "not met", "1 of 3 cases", ["2026-9002"])
    finds(reviewer, "nobody of this name", "0 of 3 cases", [])
    finds(reviewer, "", "3 cases", ["2026-9001", "2026-9002", "2026-9003"])
    reviewer.open_case(["2026-9002"])
    reviewer.fill("Owner", NURSE["reviewer_name"])
    reviewer.press("Mine 1")
    until(lambda: [it.ident for it in reviewer.rows()] == ["case-2026-9002"], "her queue is another", "Which cases")


def back_and_forth(workstation):
    """Undo, redo and another pathway lose nothing."""
    reviewer = begun(workstation, steps.CANCER)
    reviewer.fill("Member's name", steps.MEMBER)
    reviewer.goes_to("Confirmations")
    reviewer.choose(steps.CONFLICT, "No conflict")
    reviewer.goes_to("Indication")
    reviewer.choose("What is requested?", "Infusion trial")
    reviewer.choose("What is requested?", "Catheter pump placement")
    reviewer.press("Undo")
    reviewer.is_chosen("What is requested?", "Infusion trial")
    reviewer.press("Redo")
    reviewer.is_chosen("What is requested?", "Catheter pump placement")
    redo = reviewer.window.control(("push button",), "Redo")
    reviewer.must("enabled" not in redo.states(), "there is something to do again after all was", "Redo")

    reviewer.press("Switch pathway…")
    reviewer.press(steps.SPASTICITY)
    reviewer.window.see("Does the record show severe spasticity?")
    reviewer.press("Switch pathway…")
    reviewer.press(steps.CANCER)
    reviewer.goes_to("Indication")
    reviewer.is_chosen("What is requested?", "Catheter pump placement")
    reviewer.goes_to("Confirmations")
    reviewer.is_chosen(steps.CONFLICT, "No conflict")
    reviewer.goes_to("Request")
    reviewer.has("Member's name", steps.MEMBER)


def killed_and_closed(workstation):
    """What was entered is there after the program was stopped by the system, and after somebody closed it half way."""
    reviewer = begun(workstation, steps.TRIAL)
    reviewer.fill("Member's name", steps.MEMBER)
    reviewer.fill("Birth date", steps.BORN)
    reviewer.goes_to("Records")
    reviewer.add("Add a document", "Pain clinic notes")
    reviewer.goes_to("Conservative care")
    reviewer.add("Add a treatment", "Gabapentin")
    reviewer.fill("Start", "2025-01-10")
    reviewer.choose(steps.NO_BARRIER, steps.OTHERWISE)
    reviewer.cite(steps.NO_BARRIER, "3", "2026-02-20", "not treated")
    reviewer.hears("Criteria not met")
    reviewer.waits_until_saved()
    case = reviewer.case()
    workstation.terminate()

    workstation.start()
    reviewer = Reviewer(workstation)
    reviewer.open_case([steps.MEMBER, steps.BORN, "Trial", "not met", case])
    reviewer.hears("Criteria not met")
    reviewer.has("Member's name", steps.MEMBER)
    reviewer.has("Birth date", steps.BORN)
    reviewer.goes_to("Conservative care")
    reviewer.has("Treatment", "Gabapentin")
    reviewer.has("Start", "2025-01-10")
    reviewer.is_chosen(steps.NO_BARRIER, steps.OTHERWISE)
    reviewer.window.see("p. 3 · 2026-02-20 · not treated")

    # A click into a field and some letters: half typed, as somebody leaves it who closes the window.
    reviewer.goes_to("Request")
    reviewer.window.control(TEXTS, "Plan").focus()
    until(lambda: reviewer.window.focus() == "Plan", "the keyboard does not come into the field", "Plan")
    workstation.type("Invented Choice")
    reviewer.has("Plan", "Invented Choice")
    # It is handed over before the window closes.
    workstation.close()

    workstation.start()
    reviewer = Reviewer(workstation)
    reviewer.open_case([case])
    reviewer.has("Plan", "Invented Choice")
    reviewer.has("Member's name", steps.MEMBER)
    workstation.verified()


ALL = [(searches, NURSE), (back_and_forth, NURSE), (killed_and_closed, NURSE)]
