"""The journey of a record: a fax of a hundred pages is attached, read, cited, and found again at the page that was cited.

Must not know: how a page is drawn, or where its file is kept.
"""

import os
import subprocess
import time
from pathlib import Path

import desk_steps as steps
from desk_at import until
from desk_bus import TEXTS
from desk_pathways import NURSE, begun
from desk_reviewer import Reviewer

PAGE = "Page of the record"
PAGES = "record-pages"
NOTED = "failed back surgery, imaging of 2025-11-06"


def chooses_files(workstation, chosen):
    """Whoever is asked for a file by the desktop answers with this one. On a bare X server the program asks zenity: in its
    place stands one that does not wait for a person."""
    folder = workstation.folder / "bin"
    folder.mkdir(exist_ok=True)
    stand_in = folder / "zenity"
    stand_in.write_text(f'#!/bin/sh\nsleep 0.4\nprintf "%s\\n" "{chosen}"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    workstation.environment["PATH"] = f"{folder}:{os.environ['PATH']}"


def fax(workstation):
    path = workstation.folder / "fax.pdf"
    font = "assets/fonts/NotoSans-Regular.ttf"
    subprocess.run(["/usr/bin/python3", "tests/e2e/make_fax.py", str(path), "100", font], check=True)
    return path


def reads_page(reviewer, page):
    """Waits until the record is at a page, and until the page is on the screen."""
    at = lambda: (it := reviewer.window.by_id(PAGES)) and it.name.endswith(f"page {page} of 100")  # noqa: E731
    until(at, f"the record is not at page {page}", PAGES)
    until(lambda: reviewer.window.by_id(f"record-page-{page}"), f"page {page} is not in sight", PAGES)


def goes_to_page(reviewer, page):
    """By its number, from wherever the keyboard is."""
    reviewer.workstation.keys("ctrl+g")
    until(lambda: reviewer.window.focus() == PAGE, "the keyboard is not where a page is typed", PAGE)
    reviewer.workstation.type(str(page))
    reviewer.workstation.keys("Return")
    reads_page(reviewer, page)


def marks(workstation, sheet):
    """Draws a rectangle over a part of a page with the pointer, in steps as a hand does."""
    left, top, _, _ = sheet.extents()
    steps_of_hand = [(left + 30 + 50 * at, top + 70 + 12 * at) for at in range(5)]
    for at, (x, y) in enumerate(steps_of_hand):
        subprocess.run(["xdotool", "mousemove", str(x), str(y)], check=True)
        if at == 0:
            subprocess.run(["xdotool", "mousedown", "1"], check=True)
        # A hand takes longer than a frame.
        time.sleep(0.1)
    subprocess.run(["xdotool", "mouseup", "1"], check=True)


def a_fax_is_cited(workstation):
    """Attached, gone to page 73, cited with a mark; after a restart Enter on the source shows that page with its mark."""
    chooses_files(workstation, fax(workstation))
    reviewer = begun(workstation, steps.TRIAL)
    reviewer.fill("Member's name", steps.MEMBER)
    reviewer.goes_to("Records")
    reviewer.press("Attach a file…")
    reads_page(reviewer, 1)
    reviewer.window.see("fax.pdf · PDF · ")

    reviewer.goes_to("Indication")
    reviewer.choose(steps.CAUSE, steps.SUPPORTS)
    goes_to_page(reviewer, 73)
    marks(workstation, reviewer.window.by_id("record-page-73"))
    reviewer.press("Cite the mark on page 73…")
    reviewer.window.see("A place on page 73 is marked.")
    reviewer.has("Page", "73")
    reviewer.fill("Date of the record", "2025-11-06")
    reviewer.set("What it says there", NOTED)
    reviewer.press("Note this source")
    until(lambda: not reviewer.window.named(TEXTS, "Page"), "the source was not noted", "Note this source")
    reviewer.waits_until_saved()
    case = reviewer.case()
    workstation.terminate()

    workstation.start()
    reviewer = Reviewer(workstation)
    reviewer.open_case([case])
    reviewer.goes_to("Indication")
    source = reviewer.window.usable(("push button",), f"fax · p. 73 · 2025-11-06 · {NOTED}")
    source.focus()
    until(lambda: reviewer.window.focus() == source.name, "the keyboard does not come to the source", source.name)
    workstation.keys("Return")
    reads_page(reviewer, 73)
    mark = until(lambda: reviewer.window.by_id("record-mark-73-0"), "page 73 shows no mark", "record-mark")
    reviewer.must(NOTED in mark.name and "selected" in mark.states(), f"the mark is {mark.name!r}", "record-mark")
    workstation.parks_pointer()
    workstation.still_picture(Path(os.environ["MEDNEC_KEPT"]) / "a_fax_is_cited.png")
    reviewer.goes_to("Records")
    reviewer.window.see(f"p. 73 · {steps.CAUSE}")
    reviewer.window.see("Not cited: p. 1 to 72, 74 to 100")
    workstation.verified()


ALL = [(a_fax_is_cited, NURSE)]
