"""Commands under test: an edit, a new case, an export. Each runs once, is judged, and its store is then used as usual."""

import json

from program import EDIT, MEMBER, Store, answer, files_in, unfinished


class Edit:
    """An edit of an existing case."""

    runs = 900

    def __init__(self, setting, folder, template):
        self.store = template.copy(folder)
        self.before = template.latest
        self.folder = folder

    @staticmethod
    def template(setting):
        return Store.make(setting, "edit-store")

    def act(self, under):
        return self.store.edit(under=under)

    def judge(self, ran, killed):
        return self.store.judge(ran, self.before, killed)

    def recovers(self):
        return self.store.recovers()


class NewCase:
    """The first case of a new folder, so that the whole store is created."""

    runs = 700

    def __init__(self, setting, folder, template):
        self.program, self.folder = setting.program, folder
        self.case, self.other = (folder / inside for inside in template[0])
        self.ordinary = template[1]
        self.actions = folder.with_suffix(".actions")
        lines = [*self.program.sample, answer("member.name", MEMBER), answer("request.reference", f"{EDIT} 1")]
        self.actions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    @staticmethod
    def template(setting):
        """Returns the paths of two cases, and the hidden files of an ordinary store."""
        store = Store.make(setting, "new-case-store")
        return [case.relative_to(store.folder) for case in (store.case, store.neighbour)], store.there_before

    def make(self, case, under=()):
        return self.program.run("apply", case, "--actions", self.actions, under=under)

    def act(self, under):
        return self.make(self.case, under)

    def judge(self, ran, killed):
        there = self.case.exists()
        faults = ["a new case was acknowledged, and is not there"] if ran.code == 0 and not there else []
        if there:
            replayed = self.program.run("replay", self.case)
            if replayed.code != 0 or f"{EDIT} 1" not in replayed.out:
                faults.append(f"the new case is there, but does not replay as a whole: {replayed.words}")
        if killed or ran.code == 0:
            return faults + ran.always()
        if ran.says_saved != there:
            faults.append(f"the case is {'there' if there else 'not there'}, but it said: {ran.words}")
        return faults + ran.complaints()

    def recovers(self):
        wanted = [case for case in (self.case, self.other) if not case.exists()]
        refused = [ran for ran in map(self.make, wanted) if ran.code != 0]
        if refused:
            return [f"afterwards a new case was refused: {ran.words}" for ran in refused]
        listed = self.program.run("worklist", "--store", self.folder)
        left = set(unfinished(self.folder)) - self.ordinary
        faults = [f"afterwards {path} is left over" for path in sorted(left)]
        if listed.code != 0 or listed.out.count(MEMBER) != 2:
            faults.append(f"the worklist does not show the two cases, and ends with {listed.code}: {listed.words}")
        return faults


class Paper:
    """A paper that is written to a file."""

    runs = 180

    def __init__(self, setting, folder, template):
        self.program, self.folder = setting.program, folder
        self.case, self.whole = template
        folder.mkdir()
        self.paper = folder / "paper.txt"

    @staticmethod
    def template(setting):
        case = Store.make(setting, "paper-store").case
        return case, len(setting.program.run("export", case, "--format", "text").out.encode())

    def act(self, under):
        return self.program.run("export", self.case, "--format", "text", "--output", self.paper, under=under)

    def judge(self, ran, killed):
        left = files_in(self.folder)
        faults = []
        # It states the time in a fixed number of characters.
        if self.paper in left and self.paper.stat().st_size != self.whole:
            faults.append("the paper is not whole")
        if ran.code == 0 and self.paper not in left:
            faults.append("the paper was acknowledged, and is not there")
        # A killed program cannot clean up, and this folder is never opened as a store.
        if killed or ran.code == 0:
            return faults + ran.always()
        # The paper is in place if only the folder's sync failed, and the program says so.
        refused = [path for path in left if path != self.paper or not ran.says_saved]
        return faults + [f"refused, it left {path.name}" for path in refused] + ran.complaints()

    def recovers(self):
        self.paper.unlink(missing_ok=True)
        ran = self.act(())
        return self.judge(ran, False) if ran.code == 0 else [f"afterwards a paper was refused: {ran.words}"]
