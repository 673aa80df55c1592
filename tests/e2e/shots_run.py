"""Pictures of every place of the window, in one size and one size of text, in each look: for people to look at.

Must not know: what is right in a picture. That a place is there before its picture is taken, it does check.
"""

import sys
from contextlib import contextmanager
from pathlib import Path

from desk_at import until
from desk_department import NURSE, NURSE_PHRASE, PHYSICIAN, PHYSICIAN_PHRASE
from desk_program import Workstation, feed, received_on
from desk_record import chooses_files, fax, goes_to_page, marks, reads_page
from desk_reviewer import Reviewer

LOOKS = {"light": "", "dark": "dark", "contrast": "high-contrast"}
# A sample with treatments, pain scores and something left to review, under the number that it gets here.
CASE = "2026-0413"
# Requests of the last two weeks. The latest came the day before yesterday: at any time of day, in any zone of the samples,
# nothing in it lies ahead, also when midnight passes while the pictures are taken.
DAYS = 14
LATEST = 2
# Far enough down a page that its second half is in sight, whatever the size.
WHEEL = 8


class Album:
    """A folder of pictures of one look and one size."""

    def __init__(self, folder, look, size, percent):
        self.folder, self.look = Path(folder), look
        self.size = size if percent == 100 else f"{size}-text{percent}"
        self.taken = []

    def take(self, workstation, place):
        name = f"{place}-{self.look}-{self.size}.png"
        workstation.parks_pointer()
        workstation.still_picture(self.folder / name)
        self.taken.append(name)


def settings(look, percent, name=""):
    return {
        "look": LOOKS[look],
        "text_percent": percent,
        "reviewer_name": name,
        "reviewer_credential": "RN" if name else "",
    }


def first_start(album, percent):
    with Workstation(settings(album.look, percent)) as workstation:
        workstation.start()
        workstation.window.see("Who reviews on this workstation?")
        album.take(workstation, "first-start")


def overlay(album, workstation, place, keys, says):
    """Opens a page by its key, takes it and leaves it."""
    workstation.keys(keys)
    workstation.window.see(says)
    album.take(workstation, place)
    # In a field the first Escape only leaves the field.
    workstation.keys("Escape", "Escape")
    until(lambda: not workstation.window.says(says), f"Escape does not leave {place}", says)


@contextmanager
def in_department(look, percent):
    """A department with a nurse, a physician and the samples' requests, as if they came in the last two weeks."""
    with Workstation(settings(look, percent, NURSE)) as workstation:
        roster = ("roster", "init", "--name", NURSE, "--credential", "RN")
        workstation.command(*roster, passphrases=[("--new-passphrase-fd", NURSE_PHRASE)])
        phrases = [("--passphrase-fd", NURSE_PHRASE), ("--new-passphrase-fd", PHYSICIAN_PHRASE)]
        colleague = ("--name", PHYSICIAN, "--credential", "MD", "--as", f"{NURSE}, RN")
        workstation.command("roster", "add", *colleague, passphrases=phrases)
        came = [line for line in feed() if received_on(line["actions"])]
        for line in came:
            number = int(line["case"].removeprefix("sample-"))
            workstation.take_from_feed(line["case"], f"2026-{400 + number:04}", days=LATEST + number % DAYS)
        chooses_files(workstation, fax(workstation))
        workstation.start()
        reviewer = Reviewer(workstation)
        workstation.window.see(f"{len(came)} cases")
        yield workstation, reviewer


def department(album, percent):
    """Everything else, in a department."""
    with in_department(album.look, percent) as (workstation, reviewer):
        album.take(workstation, "worklist")
        overlay(album, workstation, "new-case", "ctrl+n", "New case: which pathway?")
        overlay(album, workstation, "settings", "ctrl+comma", "Plan or organization")
        overlay(album, workstation, "shortcuts", "ctrl+F1", "Move within an answer group; Space chooses")
        overlay(album, workstation, "guide", "F1", "For policy authors")
        overlay(album, workstation, "trash", "ctrl+shift+t", "The trash is empty.")
        overlay(album, workstation, "overview", "ctrl+shift+d", "Department overview")
        overlay(album, workstation, "messages", "ctrl+shift+m", "No messages since the window was opened.")
        overlay(album, workstation, "about", "shift+F1", "Comes with the program")
        overlay(album, workstation, "palette", "ctrl+k", "What do you want to do?")
        workstation.keys("ctrl+shift+u")
        workstation.window.see("Your passphrase")
        album.take(workstation, "sign-in")
        reviewer.sign_in(f"{NURSE}, RN", NURSE_PHRASE)
        case(album, workstation, reviewer)


def case(album, workstation, reviewer):
    """Each step of a case, its upper and its lower part, and what lies over it."""
    # In large text only a part of the list is drawn, and only what is drawn can be opened.
    reviewer.set("Search cases", CASE)
    reviewer.open_case([CASE])
    until(reviewer.steps, "the case has no steps", CASE)
    for step in reviewer.steps():
        place = step.lower().replace(" ", "-")
        reviewer.goes_to(step)
        album.take(workstation, f"step-{place}")
        workstation.scrolls(WHEEL)
        album.take(workstation, f"step-{place}-below")
    reviewer.goes_to("Pump placement")
    workstation.keys("F7", "o")
    workstation.window.see("How it is decided")
    album.take(workstation, "policy-beside")
    workstation.keys("F7", "o")
    overlay(album, workstation, "switch-pathway", "ctrl+shift+p", "Switch to which pathway?")
    overlay(album, workstation, "papers", "ctrl+e", "Which paper")
    record(album, workstation, reviewer)
    workstation.keys("ctrl+d")
    reviewer.press("Pend for information…")
    workstation.window.see("Pend for information and sign")
    album.take(workstation, "decision-pend")


def record(album, workstation, reviewer):
    """A fax beside the checklist, or in its place: a page, a photo, a search, a page that is turned and seen whole."""
    workstation.keys("ctrl+o")
    reads_page(reviewer, 1)
    goes_to_page(reviewer, 73)
    marks(workstation, workstation.window.by_id("record-page-73"))
    reviewer.window.see("Cite the mark on page 73…")
    album.take(workstation, "record")
    goes_to_page(reviewer, 41)
    workstation.keys("ctrl+0", "ctrl+r", "ctrl+f")
    field = "Find in the record"
    until(lambda: workstation.window.focus() == field, "the keyboard is not where words are looked for", field)
    workstation.type("pain")
    workstation.keys("Return")
    workstation.window.see("The pages are pictures")
    album.take(workstation, "record-find")
    workstation.keys("F8")


# The pictures of the README: a look, a case, a step of it, and how far down.
README = {
    "checklist": ("light", "2026-0404", "Conservative care", 0),
    "pump": ("dark", CASE, "Pump placement", WHEEL),
    "department": ("light", None, None, 0),
    "record": ("light", "2026-0404", "Indication", 0),
}


def readme(folder):
    """The pictures that the README shows."""
    for name, (look, wanted, step, wheel) in README.items():
        with in_department(look, 100) as (workstation, reviewer):
            if wanted:
                reviewer.set("Search cases", wanted)
                reviewer.open_case([wanted])
                reviewer.set("Search cases", "")
                reviewer.goes_to(step)
                if wheel:
                    workstation.scrolls(wheel)
            if name == "record":
                workstation.keys("ctrl+o")
                reads_page(reviewer, 1)
                goes_to_page(reviewer, 73)
                marks(workstation, workstation.window.by_id("record-page-73"))
            workstation.parks_pointer()
            workstation.still_picture(Path(folder) / f"{name}.png")


def main(folder, size, percent, *looks):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for look in looks or LOOKS:
        album = Album(folder, look, size, int(percent))
        first_start(album, int(percent))
        department(album, int(percent))
        print(f"{len(album.taken)} pictures: {look}, {album.size}", flush=True)


if __name__ == "__main__":
    readme(sys.argv[2]) if sys.argv[1] == "--readme" else main(*sys.argv[1:])
