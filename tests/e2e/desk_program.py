"""One run of the program on a workstation of its own: a home folder that nobody else uses, the keyboard, pictures.

Must not know: any label or pathway. Nothing of the account that runs the tests is read or written.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path

from desk_at import PATIENCE, Absent, Missed, Window, until


def binary(name):
    """The program under test: from MEDNEC_BIN_DIR, or from where cargo builds it."""
    folder = os.environ.get("MEDNEC_BIN_DIR") or os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), "debug")
    return str(Path(folder, name).resolve())


class Workstation:
    """A home, a store and the window that is open on it."""

    def __init__(self, settings=None):
        self.folder = Path(tempfile.mkdtemp(prefix="desk-"))
        places = {name: self.folder / name for name in ("home", "config", "data", "cache", "state", "tmp")}
        for place in places.values():
            place.mkdir()
        self.store = places["data"] / "mednec"
        if settings is not None:
            (places["config"] / "mednec").mkdir()
            (places["config"] / "mednec" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        self.environment = dict(os.environ, HOME=str(places["home"]), TMPDIR=str(places["tmp"]))
        for name in ("config", "data", "cache", "state"):
            self.environment[f"XDG_{name.upper()}_HOME"] = str(places[name])
        self.program = None
        self.window = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.program is not None and self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *arguments):
        """Starts the program and waits until a screen reader finds it and the keyboard reaches it."""
        with open(self.folder / "errors", "ab") as errors:
            self.program = subprocess.Popen([binary("mednec"), *arguments], env=self.environment, stdout=errors, stderr=errors)
        try:
            self.window = Window(self.program.pid, lambda: self.program.poll() is None)
        except Absent as missed:
            raise Absent(f"{missed}; it said: {(self.folder / 'errors').read_text().strip() or 'nothing'}") from None
        until(self.has_keyboard, "the window never got the keyboard")

    def has_keyboard(self):
        said = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], capture_output=True, text=True)
        return said.stdout.strip() == "mednec"

    def stop(self, how):
        """Ends the program by `how` and waits until it is gone; gives its exit status."""
        how()
        try:
            return self.program.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Missed("the program did not end") from None

    def terminate(self):
        """As a system does that shuts down."""
        return self.stop(self.program.terminate)

    def close(self):
        """As somebody does who closes the window."""
        return self.stop(lambda: self.keys("alt+F4"))

    def keys(self, *keys):
        """Presses keys, one after the other."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "12", *keys], check=True)

    def type(self, text):
        """Types ASCII text into whatever has the keyboard. An accented letter would get lost on the way."""
        assert text.isascii(), text
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "8", text], check=True)

    def picture(self, path):
        """A picture of the whole screen, which the window fills."""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        # Without the time in the file, two pictures of the same are the same.
        of_now = ["-strip", "-define", "png:exclude-chunks=date,time"]
        subprocess.run(["import", "-window", "root", *of_now, str(path)], check=True)

    def still_picture(self, path):
        """A picture once the window has stopped moving: two that follow each other are the same."""
        path = Path(path)

        def still():
            before = path.read_bytes() if path.exists() else b""
            self.picture(path)
            return path.read_bytes() == before

        # One of an earlier run would be taken for the first of the two.
        path.unlink(missing_ok=True)
        until(still, f"the window never stands still for {path.name}")

    def parks_pointer(self):
        """Out of the way: what it lies on would look different and say more."""
        subprocess.run(["xdotool", "mousemove", "9999", "9999"], check=True)

    def scrolls(self, clicks):
        """Turns the wheel down over the middle of the window, where the page of a step is."""
        width, height = subprocess.run(
            ["xdotool", "getdisplaygeometry"], capture_output=True, text=True, check=True
        ).stdout.split()
        middle = ["mousemove", str(int(width) // 2), str(int(height) * 2 // 3)]
        subprocess.run(["xdotool", *middle, "click", "--repeat", str(clicks), "--delay", "20", "5"], check=True)
        self.parks_pointer()

    def command(self, *arguments, passphrases=(), given=""):
        """Runs mednec-cli on this workstation. `passphrases` are options and what each reads from a descriptor, `given`
        is what stands on the standard input."""
        descriptors, options = [], []
        for option, passphrase in passphrases:
            reader, writer = os.pipe()
            os.write(writer, passphrase.encode() + b"\n")
            os.close(writer)
            descriptors.append(reader)
            options += [option, str(reader)]
        try:
            done = subprocess.run(
                [binary("mednec-cli"), *arguments, *options],
                env=self.environment,
                pass_fds=descriptors,
                input=given,
                capture_output=True,
                text=True,
                timeout=PATIENCE * 3,
            )
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        if done.returncode != 0:
            raise Missed(f"mednec-cli {' '.join(arguments)} failed: {done.stderr.strip()}")
        return done.stdout

    def evaluated(self, case):
        """What mednec-cli says of a case by its file."""
        [file] = self.store.glob(f"cases/*/{case}.json")
        return json.loads(self.command("evaluate", str(file)))

    def verified(self):
        """Holds the store against signatures, roster and logs; fails where somebody has to look into something."""
        return self.command("verify", str(self.store))

    def take_from_feed(self, sample, case, days=None):
        """Puts an invented member's request into the store, as an intake does, under a number of its own. `days`: as if it had
        come so many days ago, with every other date of it as far from that day as it was."""
        actions = next(line["actions"] for line in feed() if line["case"] == sample)
        if days is not None:
            actions = as_if_received(actions, date.today() - timedelta(days=days))
        self.command("apply", "--stdin", given=json.dumps({"case": case, "actions": actions}))


def feed():
    """The lines of the samples' feed: a case and the actions that make it."""
    return [json.loads(line) for line in Path("assets/samples/feed.jsonl").read_text(encoding="utf-8").splitlines()]


def received_on(actions):
    """The day on which a request came, where its actions say so."""
    return next((it["value"]["instant"][:10] for it in actions if it.get("question") == "request.received_at"), None)


DAY = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d")


def as_if_received(actions, day):
    """The same request with all its dates moved by as many days, those in its texts too, so that it came on this day."""
    received = received_on(actions)
    by = day - date.fromisoformat(received)
    moved = DAY.sub(lambda found: str(date.fromisoformat(found.group()) + by), json.dumps(actions))
    return json.loads(moved)
