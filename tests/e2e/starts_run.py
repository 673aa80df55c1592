"""Starts the program with drivers that work and that do not, and with windows that lay here and there.

Must not know: what the window shows.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desk_at import PATIENCE, Missed, until
from desk_program import Workstation, binary

NOWHERE = "/nonexistent"
NO_OPENGL = {"LIBGL_DRIVERS_PATH": NOWHERE, "__EGL_VENDOR_LIBRARY_DIRS": NOWHERE}
NO_VULKAN = {"VK_DRIVER_FILES": NOWHERE, "VK_ICD_FILENAMES": NOWHERE}
REVIEWER = {"reviewer_name": "Rosa Lind", "reviewer_credential": "RN"}
# What each way to draw has loaded once it draws, without a graphics card.
LOADS = {"glow": "swrast_dri", "wgpu": "libvulkan_lvp"}


def must(true, otherwise):
    if not true:
        raise Missed(otherwise)


def draws_with(workstation):
    try:
        maps = Path(f"/proc/{workstation.program.pid}/maps").read_text()
    except PermissionError as closed:
        raise Missed("the program's memory is closed to other programs of its user: run this as an administrator") from closed
    return [way for way, library in LOADS.items() if library in maps]


def opens(way, arguments=(), lacking=None):
    """A window opens and is drawn in this way."""
    with Workstation(REVIEWER) as workstation:
        workstation.environment.update(lacking or {})
        workstation.start(*arguments)
        must(way in draws_with(workstation), f"it draws with {draws_with(workstation)}, not with {way}")
        picture = workstation.folder / "screen.png"
        workstation.picture(picture)
        count = ["convert", str(picture), "-format", "%k", "info:"]
        colours = int(subprocess.run(count, capture_output=True, text=True, check=True).stdout)
        must(colours > 20, f"the window is blank: {colours} colours")
        must(workstation.close() == 0, "it does not end well")


def says(sentence, arguments, lacking):
    """No window, one sentence of our own, exit 1, and nothing of a panic."""
    with Workstation(REVIEWER) as workstation:
        environment = dict(workstation.environment, **lacking)
        ended = subprocess.run(
            [binary("mednec"), *arguments], env=environment, capture_output=True, text=True, timeout=PATIENCE * 2
        )
        own = [line for line in ended.stderr.splitlines() if line.startswith("mednec: ")]
        must(ended.returncode == 1, f"it ends with {ended.returncode}: {ended.stderr}")
        must(len(own) == 1 and sentence in own[0], f"it says: {ended.stderr}")
        must("panic" not in ended.stderr and "src/" not in ended.stderr, f"it says: {ended.stderr}")


def breaks(library):
    """A folder where this library is found first and is none."""
    folder = tempfile.mkdtemp(prefix="broken-")
    Path(folder, library).touch()
    return {"LD_LIBRARY_PATH": folder}


def geometry():
    """Left, top, width and height of the window's inside."""
    window = ["xdotool", "search", "--onlyvisible", "--name", "^mednec$", "getwindowgeometry", "--shell"]
    said = subprocess.run(window, capture_output=True, text=True, check=True).stdout
    values = dict(line.split("=") for line in said.splitlines())
    return tuple(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))


def rests():
    """The same once it has stopped moving."""
    seen = []

    def still():
        seen.append(geometry())
        return seen[-3:].count(seen[-1]) == 3

    until(still, "the window never rests")
    return seen[-1]


def kept(workstation):
    settings = workstation.folder / "config" / "mednec" / "settings.json"
    return json.loads(settings.read_text(encoding="utf-8"))["window"]


def a_window_stays_where_it_was_put():
    with Workstation(REVIEWER) as workstation:
        workstation.start()
        window = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=True).stdout.strip()
        # It fills a screen that has no room for it at first.
        must(rests()[2] == 1280, f"at first it lies at {geometry()}")
        workstation.keys("super+n")
        subprocess.run(["xdotool", "windowsize", "--sync", window, "900", "500"], check=True)
        subprocess.run(["xdotool", "windowmove", window, "200", "100"], check=True)
        before = rests()
        must(before[2:] == (900, 500), f"it lies at {before}")
        workstation.close()
        must(kept(workstation)["size"] == [900, 500] and not kept(workstation)["maximized"], str(kept(workstation)))
        workstation.start()
        moved = [abs(one - other) for one, other in zip(rests(), before)]
        must(max(moved) <= 2, f"it lay at {before} and lies at {geometry()}")
        workstation.keys("super+m")
        until(lambda: geometry()[2] == 1280, "it does not fill the screen")
        workstation.close()
        must(kept(workstation)["maximized"] and kept(workstation)["size"] == [900, 500], str(kept(workstation)))
        workstation.start()
        until(lambda: geometry()[2] == 1280, "it does not fill the screen again")
        workstation.close()


def a_window_comes_back_from_where_no_screen_is():
    for at, percent in (([9000, 9000], 100), ([-5000, 100], 200), ([100, -5000], 80)):
        window = {"at": at, "size": [900, 500], "scale_percent": 100, "maximized": False}
        with Workstation(dict(REVIEWER, window=window, text_percent=percent)) as workstation:
            workstation.start()
            x, y, width, height = rests()
            # What is measured counts the frame twice.
            inside = 0 <= x and 0 <= y and x + width <= 1280 + 4 and y + height <= 720 + 40
            must(inside and (width, height) == (900, 500), f"from {at} it came to {geometry()}")
            workstation.close()


def damaged_places_are_left_out():
    well = {"at": None, "size": [900, 500], "scale_percent": 100, "maximized": False}
    for window in (dict(well, at=[1e9, 0]), dict(well, size=[0, -4]), dict(well, scale_percent=0), "x"):
        with Workstation(dict(REVIEWER, window=window)) as workstation:
            workstation.start()
            must(rests()[2] > 600, f"it lies at {geometry()}")
            workstation.close()


def closing_changes_nothing_else():
    """What another window wrote into the settings meanwhile stays, and so does a file that somebody damaged."""
    with Workstation(REVIEWER) as workstation:
        settings = workstation.folder / "config" / "mednec" / "settings.json"
        workstation.start()
        settings.write_text(json.dumps(dict(REVIEWER, approval_days=30, letterhead={"plan": "Invented Health"})), encoding="utf-8")
        workstation.close()
        now = json.loads(settings.read_text(encoding="utf-8"))
        must((now["approval_days"], now["letterhead"]["plan"]) == (30, "Invented Health") and now["window"], f"they are {now}")
        damaged = '{"reviewer_name": "Rosa Lind",, }'
        workstation.start()
        settings.write_text(damaged, encoding="utf-8")
        workstation.close()
        must(settings.read_text(encoding="utf-8") == damaged, "a damaged file was replaced")


NOTHING = {**NO_OPENGL, **NO_VULKAN}
INSTALL = "libgl1-mesa-dri"
TRIES = [
    ("OpenGL first", lambda: opens("glow")),
    ("the second way when asked for", lambda: opens("wgpu", ["--renderer", "wgpu"])),
    ("the second way where the first fails", lambda: opens("wgpu", lacking=NO_OPENGL)),
    ("OpenGL where Vulkan fails", lambda: opens("glow", lacking=NO_VULKAN)),
    ("a Wayland display that is gone", lambda: opens("glow", lacking={"WAYLAND_DISPLAY": "wayland-9"})),
    ("neither works", lambda: says(INSTALL, [], NOTHING)),
    ("the first alone does not", lambda: says(INSTALL, ["--renderer", "glow"], NO_OPENGL)),
    ("the second alone does not", lambda: says(INSTALL, ["--renderer", "wgpu"], NOTHING)),
    ("a library of the display is missing", lambda: says("libxcursor1", [], breaks("libXcursor.so.1"))),
    ("a window stays where it was put", a_window_stays_where_it_was_put),
    ("a window comes back", a_window_comes_back_from_where_no_screen_is),
    ("closing changes nothing else", closing_changes_nothing_else),
    ("damaged places are left out", damaged_places_are_left_out),
]


def main():
    failed = 0
    for name, attempt in TRIES:
        begun = time.monotonic()
        try:
            attempt()
        except Missed as missed:
            failed += 1
            print(f"FAILED {name}: {missed}")
        else:
            print(f"passed {name} {time.monotonic() - begun:.1f} s", flush=True)
    print(f"{len(TRIES) - failed} of {len(TRIES)} starts went as they should")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
