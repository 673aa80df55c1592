"""Runs the journeys one after the other, each on a workstation of its own, and says how each went and how long it took.

Must not know: what any journey does.
"""

import os
import sys
import time
import traceback
from difflib import get_close_matches
from pathlib import Path
from subprocess import CalledProcessError

import desk_department
import desk_keys
import desk_palette
import desk_pathways
import desk_record
import desk_return
import desk_spoken
from desk_at import Absent, Missed
from desk_program import Workstation
from gi.repository import GLib

MODULES = (desk_pathways, desk_department, desk_return, desk_keys, desk_palette, desk_spoken, desk_record)
JOURNEYS = [journey for module in MODULES for journey in module.ALL]


def tell(workstation, journey, near):
    """What the window says, what is called nearly as what was looked for, and where the picture of it is."""
    window = workstation.window
    try:
        lines = window.lines() if window else []
    except GLib.Error as error:
        lines = [f"(the tree cannot be read: {error.message})"]
    called = {line: (line.split("'") + [line])[1] for line in lines if not line.startswith(("image", "label"))}
    close = get_close_matches(near, set(called.values()), n=5, cutoff=0.4) if near else []
    print(f"  near {near!r}:", *[line for line in called if called[line] in close] or ["nothing"], sep="\n    ")
    kept = Path(os.environ["MEDNEC_KEPT"])
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{journey}.txt").write_text("\n".join(lines), encoding="utf-8")
    print(f"  all that the window says: {kept / journey}.txt")
    try:
        workstation.picture(kept / f"{journey}.png")
        print(f"  picture: {kept / journey}.png")
    except (OSError, CalledProcessError) as error:
        print(f"  no picture: {error}")


def goes_well(journey, settings):
    """Runs a journey and says how it went."""
    name, begun = journey.__name__, time.monotonic()
    with Workstation(settings) as workstation:
        try:
            journey(workstation)
        except Exception as error:  # whatever it is, the others are still run
            print(f"FAILED {name} {time.monotonic() - begun:.1f} s: {error}")
            if not isinstance(error, Missed):
                traceback.print_exc(file=sys.stdout)
            place = traceback.extract_tb(error.__traceback__)
            print("  at", " > ".join(f"{it.name}:{it.lineno}" for it in place[1:]))
            tell(workstation, name, getattr(error, "near", ""))
            if isinstance(error, Absent):
                sys.exit("Without the interface of screen readers nothing else is tried.")
            sys.stdout.flush()
            return False
    print(f"passed {name} {time.monotonic() - begun:.1f} s", flush=True)
    return True


def main(wanted):
    known = {journey.__name__ for journey, _ in JOURNEYS}
    if unknown := set(wanted) - known:
        sys.exit(f"no journey {', '.join(sorted(unknown))}; there are: {', '.join(sorted(known))}")
    begun = time.monotonic()
    chosen = [journey for journey in JOURNEYS if not wanted or journey[0].__name__ in wanted]
    passed = sum([goes_well(*journey) for journey in chosen])
    seconds = time.monotonic() - begun
    print(f"{passed} of {len(chosen)} journeys passed, {seconds:.0f} s")
    sys.exit(0 if passed == len(chosen) else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
