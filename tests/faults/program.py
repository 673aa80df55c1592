"""The program under test, a store of its cases, and the checks of both after any failure."""

import dataclasses
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import threading

# Part of the member's name and of every edit: a search for this word finds patient data in the wrong place.
CANARY = "Quittenbaum"
MEMBER = f"Kanaria {CANARY}"
EDIT = f"{CANARY} edit"
# The only folders of a store that may hold the content of a case.
CASE_FOLDERS = ("cases", "previous", "conflicts", "trash")
TIMEOUT = 60


@dataclasses.dataclass
class Ran:
    """A finished run. `code` is None after a time-out and -9 after SIGKILL."""

    code: int | None
    out: str
    err: str

    @property
    def words(self):
        return " ".join(self.err.split()) or "nothing"

    @property
    def says_saved(self):
        """True if an error says that it came after the save, as when the folder cannot be synced or the log cannot be
        written."""
        return bool(re.search("(saved|done), but|confirm", self.err))

    def complaints(self):
        """Returns the faults of a failed command's messages and exit code."""
        faults = self.always()
        if faults:
            return faults
        if self.code != 1:
            faults.append(f"it ended with {self.code} instead of 1, saying: {self.words}")
        elif len(self.err.split()) < 5:
            faults.append(f"it failed without a sentence, saying: {self.words}")
        return faults

    def always(self):
        """Returns the faults that no run may have."""
        faults = ["it did not end"] if self.code is None else []
        if "panicked" in self.err + self.out:
            faults.append(f"it panicked: {self.words}")
        return faults


class Witness:
    """Searches everything that the program leaves outside of its cases for the canary."""

    def __init__(self):
        self.streams = self.files = 0
        self.faults = []
        self.lock = threading.Lock()

    def hear(self, arguments, ran):
        # Successful output may name the member; errors must not.
        said = ran.err if ran.code == 0 else ran.out + ran.err
        with self.lock:
            self.streams += 1
            if CANARY.lower() in said.lower():
                self.faults.append(f"`{arguments[0]}` names the member when it ends with {ran.code}: {said.strip()}")

    def search(self, folder):
        """Searches all file names, and file contents outside of the folders for cases."""
        for path in files_in(folder):
            inside = path.relative_to(folder)
            named = CANARY.lower() in str(inside).lower()
            private = inside.parts[0] in CASE_FOLDERS
            held = not private and CANARY.lower().encode() in path.read_bytes().lower()
            with self.lock:
                self.files += 1
                if named or held:
                    self.faults.append(f"the file {inside} has the member in its {'name' if named else 'content'}")


class Program:
    """The binary, with a home folder of its own that can be searched."""

    def __init__(self, binary, scratch, samples, witness):
        self.binary = str(binary)
        feed = (samples / "feed.jsonl").read_text(encoding="utf-8")
        self.sample = json.loads(feed.splitlines()[0])["actions"]
        self.witness = witness
        self.home = scratch / "home"
        self.home.mkdir()
        places = ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        self.environment = {"PATH": os.environ["PATH"], **{name: str(self.home) for name in places}}

    def run(self, *arguments, feed="", under=(), prepare=None):
        """Runs a command `under` another program; `prepare` is called first in the new process."""
        child = subprocess.Popen(
            [*under, self.binary, *map(str, arguments)], env=self.environment, cwd=self.home, preexec_fn=prepare,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )
        try:
            out, err = child.communicate(feed.encode(), TIMEOUT)
            code = child.returncode
        except subprocess.TimeoutExpired:
            out, err, code = b"", b"", None
        finally:
            # The other program may have left it running.
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        ran = Ran(code, out.decode(errors="replace"), err.decode(errors="replace"))
        self.witness.hear(arguments, ran)
        return ran

    def import_cases(self, folder, cases, references):
        """Imports new cases by the intake feed: copies of the first sample, as large as real ones, with the canary as member."""
        actions = self.sample + [answer("member.name", MEMBER)]
        actions += [answer("request.reference", reference) for reference in references]
        feed = "".join(json.dumps({"case": case, "actions": actions}) + "\n" for case in cases)
        return self.run("apply", "--stdin", "--store", folder, feed=feed)


def answer(question, text):
    return {"do": "answer", "question": question, "value": {"text": text}}


class Store:
    """A store with one case that is edited, and a second one that must not change. Edits are numbered from 1; the history
    of the case says which of them it holds."""

    ID, OTHER = "fault-01", "fault-02"

    def __init__(self, program, folder, latest, actions):
        self.program, self.folder, self.latest, self.actions = program, folder, latest, actions
        # Searched for, so that this test does not depend on the folder layout.
        self.case = next((folder / "cases").rglob(f"{self.ID}.json"))
        self.neighbour = next((folder / "cases").rglob(f"{self.OTHER}.json"))
        self.untouched = self.neighbour.read_bytes()
        self.there_before = set(unfinished(folder))

    @classmethod
    def make(cls, setting, name):
        """Makes a store in which one edit was made, so that files of a first edit exist."""
        folder = setting.scratch / name
        ran = setting.program.import_cases(folder, [cls.ID, cls.OTHER], [f"{EDIT} 1"])
        if ran.code != 0:
            raise RuntimeError(f"the store for the test could not be made: {ran.words}")
        store = cls(setting.program, folder, 1, setting.scratch / f"{name}.actions")
        store.edit()
        return store.at(folder)

    def copy(self, folder):
        """Copies the store."""
        shutil.copytree(self.folder, folder)
        return self.at(folder)

    def at(self, folder):
        """Returns the store at another path; its actions are still written next to this one."""
        return Store(self.program, folder, self.latest, self.actions.with_name(f"{self.actions.name}-{folder.name}"))

    def edit(self, **how):
        """Tries the next edit."""
        self.latest += 1
        self.actions.write_text(json.dumps(answer("request.reference", f"{EDIT} {self.latest}")) + "\n")
        return self.program.run("apply", self.case, "--actions", self.actions, **how)

    def last_edit(self):
        """Returns the number of the last edit in the case, or None, and the faults of the case."""
        try:
            text = self.case.read_bytes()
            if not text:
                return None, ["the case file is empty"]
            json.loads(text)
        except (OSError, ValueError) as error:
            return None, [f"the case file is no JSON any more: {type(error).__name__}"]
        ran = self.program.run("replay", self.case)
        if ran.code != 0:
            return None, [f"the case does not replay: {ran.words}"]
        edits = {int(number) for number in re.findall(rf"{EDIT} (\d+)", ran.out)}
        # Numbers of refused edits are missing in between; the caller compares acknowledged ones.
        faults = [] if 1 in edits else ["the first edit is gone from the history"]
        return max(edits, default=None), faults

    def judge(self, ran, before, killed=False):
        """Returns the faults after an edit with an injected failure: the case has to be in the state `before` or after the
        edit, and the program has to say which."""
        last, faults = self.last_edit()
        faults += self.neighbour_faults()
        if last is not None and last not in (before, self.latest):
            faults.append(f"the case ends with edit {last}, not with {before} or {self.latest}")
        if ran.code == 0 and last != self.latest:
            faults.append("the edit was acknowledged, and the case does not have it")
        if killed or ran.code == 0:
            return faults + ran.always()
        # An error that leaves the new revision in place has to say so.
        if last is not None and ran.says_saved != (last == self.latest):
            which = "new" if last == self.latest else "old"
            faults.append(f"the case has the {which} revision, but it said: {ran.words}")
        return faults + ran.complaints()

    def recovers(self):
        """Returns the faults of the store's next use: it opens, shows the case, accepts an edit, and cleans up."""
        faults = self.worklist_faults()
        ran = self.edit()
        if ran.code != 0:
            faults.append(f"the next edit was refused: {ran.words}")
        last, more = self.last_edit()
        if not more and last != self.latest:
            faults.append("the next edit was acknowledged, and the case does not have it")
        # An interrupted save may stay while it continues the case; the next opening removes it.
        faults += self.worklist_faults()
        faults += [f"after the next edit {path} is left over" for path in self.left_over()]
        return faults + more + self.neighbour_faults() + self.audit_faults()

    def left_over(self):
        return [path for path in unfinished(self.folder) if path not in self.there_before]

    def worklist_faults(self):
        ran = self.program.run("worklist", "--store", self.folder)
        if ran.code != 0:
            return [f"the worklist cannot be made: {ran.words}"]
        # A damaged case has a line too, without the member.
        rows = [line for line in ran.out.splitlines() if line.startswith(f"{self.ID},")]
        return [] if len(rows) == 1 and MEMBER in rows[0] else [f"the worklist shows the case as: {rows}"]

    def audit_faults(self):
        """Returns the findings of `verify` on chains, signatures and the station's log. No system failure may look like
        tampering."""
        ran = self.program.run("verify", self.folder)
        return [] if ran.code == 0 else [f"verify finds: {' '.join(ran.out.split())} {ran.words}"]

    def neighbour_faults(self):
        same = self.neighbour.is_file() and self.neighbour.read_bytes() == self.untouched
        return [] if same else ["another case of the store was changed"]


def files_in(folder):
    """Returns every file below a folder, symlinks included."""
    paths = (pathlib.Path(place) / name for place, _, names in os.walk(folder) for name in names)
    return sorted(paths)


def unfinished(folder):
    """Returns the temporary files of saves: hidden files, and files other than cases in the folders of cases."""
    inside = [path.relative_to(folder) for path in files_in(folder)]
    return [path for path in inside if path.name.startswith(".") or path.parts[0] == "cases" and path.suffix != ".json"]
