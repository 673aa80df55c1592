"""What a screen reader is told: every control has a name, what changes is announced, each once and where it belongs.

Must not know: how a tree or an announcement is made.
"""

from collections import Counter

import desk_steps as steps
from desk_at import until
from desk_bus import TEXTS
from desk_pathways import NURSE, begun
from desk_reviewer import Reviewer

CONTROLS = ("push button", "toggle button", "page tab", "list item", "check box", "radio button", "combo box", *TEXTS)
# What is not said by then was not said because of what was done.
SOON = 3.0
OVERLAYS = {
    "ctrl+k": "What do you want to do?",
    "ctrl+shift+d": "Counted from this folder's worklist.",
    "ctrl+n": "New case: which pathway?",
    "ctrl+shift+p": "Switch to which pathway?",
    "ctrl+e": "Which paper",
    "ctrl+comma": "Plan or organization",
    "ctrl+shift+t": "The trash is empty.",
    "ctrl+shift+u": "Who reviews on this workstation?",
    "ctrl+F1": "Move within an answer group; Space chooses",
    "F1": "For policy authors",
}


def tells_apart(reviewer, place):
    """Each control has a name; an accessible id is one control's alone."""
    nodes = reviewer.window.read()
    for it in nodes:
        if it.role in CONTROLS:
            reviewer.must(it.name.strip(), f"on {place!r} a {it.role} has no name: [{it.ident}]", it.ident)
    ids = Counter(it.ident for it in nodes if it.ident)
    twice = [ident for ident, count in ids.items() if count > 1]
    reviewer.must(not twice, f"on {place!r} these ids are not one control's alone: {twice}")


def every_control_has_a_name(workstation):
    workstation.take_from_feed("sample-13", "2026-9001")
    workstation.start()
    reviewer = Reviewer(workstation)
    reviewer.open_case(["2026-9001"])
    until(reviewer.steps, "the case has no steps", "2026-9001")
    for step in reviewer.steps():
        reviewer.goes_to(step)
        tells_apart(reviewer, step)
    for keys, says in OVERLAYS.items():
        workstation.keys(keys)
        reviewer.window.see(says)
        tells_apart(reviewer, says)
        workstation.keys("Escape", "Escape")
        reviewer.window.see_no_more(says)
        reviewer.window.see("Switch pathway…")


def status_is_announced(workstation):
    """Where the case stands is said aloud when it changes."""
    reviewer = begun(workstation, steps.TRIAL)
    reviewer.hears("Review in progress (12 left to review)")
    heard = reviewer.window.bus.listen()
    reviewer.choose(steps.LINE, "UnitedHealthcare Commercial")
    reviewer.hears("Review in progress (11 left to review)")
    is_heard(reviewer, heard, "Review in progress (11 left to review)")


def is_heard(reviewer, heard, start):
    def said():
        reviewer.window.read()
        return any(text.startswith(start) for text in heard)

    until(said, lambda: f"{start!r} was not announced; heard: {heard}", start, SOON)


def a_refusal_is_announced(workstation):
    """The foot says why something was not changed: somebody who does not see it has to hear it."""
    reviewer = begun(workstation, steps.TRIAL)
    reviewer.fill("Date of service", "2026-03-20")
    heard = reviewer.window.bus.listen()
    reviewer.set("Birth date", "2026-03-21")
    reviewer.window.see("Not changed: ")
    is_heard(reviewer, heard, "Not changed: ")


def status_is_said_once(workstation):
    """One change is one announcement, with headline and sentence."""
    reviewer = begun(workstation, steps.TRIAL)
    heard = reviewer.window.bus.listen()
    reviewer.choose(steps.LINE, "UnitedHealthcare Commercial")
    is_heard(reviewer, heard, "Review in progress (11 left to review)")
    said = [text for text in heard if "11 " in text]
    reviewer.must(len(said) == 1, f"it is said {len(said)} times: {said}", "status")


def closing_half_typed_hands_it_over(workstation):
    """A window that is asked to close while something is half typed closes with it, or says why not."""
    reviewer = begun(workstation, steps.TRIAL)
    field = reviewer.window.control(TEXTS, "Birth date")
    field.focus()
    until(lambda: reviewer.window.focus() == "Birth date", "the keyboard does not come into the field", "Birth date")
    workstation.type("2026-02-30")
    until(lambda: reviewer.value("Birth date") == "2026-02-30", "the field is not typed into", "Birth date")
    heard = reviewer.window.bus.listen()
    workstation.keys("alt+F4")
    is_heard(reviewer, heard, "An entry cannot be read")
    workstation.close()


def options_count_from_one(workstation):
    """The first option of an answer is the first of as many as there are."""
    reviewer = begun(workstation, steps.TRIAL)
    first = reviewer.window.control(("radio button",), "UnitedHealthcare Commercial", group=steps.LINE)
    place = first.attributes()
    wanted = {"posinset": "1", "setsize": "4"}
    said = {name: place.get(name) for name in wanted}
    reviewer.must(said == wanted, f"it says {said}, not {wanted}", first.name)


def window_has_a_name(workstation):
    reviewer = begun(workstation, steps.TRIAL)
    [frame] = reviewer.window.with_role("frame")
    reviewer.must(frame.name, "the window itself has no name", "frame")


def a_list_says_what_is_picked(workstation):
    """What was picked from a list that drops down can be read where it was picked."""
    reviewer = begun(workstation, steps.TRIAL)
    reviewer.goes_to("Conservative care")
    reviewer.add("Add a treatment", "Gabapentin")
    reviewer.pick("Outcome", "failed, no safe relief")
    picked = lambda: reviewer.window.says("failed, no safe relief")  # noqa: E731
    until(picked, "the outcome that was picked is nowhere", "Outcome", SOON)


def open_case_is_the_selected_line(workstation):
    """Lines of the worklist are options of one list, and the open case's is the selected one."""
    reviewer = begun(workstation, steps.TRIAL)
    [line] = reviewer.rows()
    reviewer.must(line.parent.role == "list box", f"it lies in {line.parent.line()}", line.name)
    reviewer.must("selected" in line.states(), f"it is {sorted(line.states())}", line.name)


ALL = [
    (every_control_has_a_name, NURSE),
    (status_is_announced, NURSE),
    (status_is_said_once, NURSE),
    (a_refusal_is_announced, NURSE),
    (closing_half_typed_hands_it_over, NURSE),
    (options_count_from_one, NURSE),
    (window_has_a_name, NURSE),
    (a_list_says_what_is_picked, NURSE),
    (open_case_is_the_selected_line, NURSE),
]
