"""The palette by the keyboard alone: one key and some letters lead to a case, to a step, to another case.

Must not know: what else the palette offers, or in which order.
"""

from desk_at import until
from desk_bus import TEXTS
from desk_keys import Typist
from desk_pathways import NURSE

PALETTE = "What do you want to do?"


def goes_by(typist, words, offered):
    """Types words into the palette, waits until it offers this first, and takes it."""
    typist.presses("ctrl+k")
    typist.is_at(PALETTE)
    typist.workstation.type(words)

    def first():
        return typist.window.control(TEXTS, PALETTE).description

    until(lambda: offered in first(), lambda: f"{first()!r} is offered first, not {offered!r}", PALETTE)
    typist.presses("Return")
    typist.window.see_no_more(PALETTE)


def is_open(reviewer, case):
    until(lambda: reviewer.case() == case, lambda: f"case {reviewer.case()} is open, not {case}", "Case")


def palette(workstation):
    workstation.take_from_feed("sample-01", "2026-9001")
    workstation.take_from_feed("sample-12", "2026-9002")
    workstation.start()
    typist = Typist(workstation)
    goes_by(typist, "beispiel 1968", "Testa Beispiel")
    is_open(typist.reviewer, "2026-9001")
    goes_by(typist, "conserv", "Conservative care")
    until(lambda: typist.reviewer.step() == "Conservative care", "the step is not shown", "Conservative care")
    is_open(typist.reviewer, "2026-9001")
    goes_by(typist, "persona-b", "Fake Persona-B")
    is_open(typist.reviewer, "2026-9002")


ALL = [(palette, NURSE)]
