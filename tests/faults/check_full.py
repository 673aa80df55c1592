"""Full and read-only disks: an edit and an export are refused with a message, and nothing is lost."""

import shutil

import mounts
from outcome import Outcome
from program import Store, files_in


def no_room(setting):
    """Tests a full disk, and one with room for a part of the file, which truncates the write."""
    template = Store.make(setting, "room-store")
    faults, refused, room = [], 0, range(0, 17)
    with mounts.tmpfs(setting.scratch / "room", "size=2m") as point:
        for pages in room:
            store = template.copy(point / f"store-{pages}")
            filler = mounts.fill(point, pages)
            ran = store.edit()
            refused += ran.code != 0
            found = store.judge(ran, template.latest)
            if pages == 0 and ran.code == 0:
                found.append("the edit was acknowledged on a full disk")
            filler.unlink()
            faults += [f"with {pages} pages of room: {fault}" for fault in found + store.recovers()]
            template.program.witness.search(store.folder)
            shutil.rmtree(store.folder)
    return Outcome(f"{refused} of {len(room)} edits refused, with room for 0 to {room[-1]} pages", faults)


def no_names(setting):
    template = Store.make(setting, "names-store")
    with mounts.tmpfs(setting.scratch / "names", "size=4m,nr_inodes=200") as point:
        store = template.copy(point / "store")
        fillers = mounts.use_up_names(point)
        ran = store.edit()
        faults = store.judge(ran, template.latest)
        if ran.code == 0:
            faults.append("the edit was acknowledged on a disk that takes no more files")
        for filler in fillers:
            filler.unlink()
        faults += store.recovers()
    return Outcome("1 edit", faults)


def read_only(setting):
    """Tests a read-only folder: nothing can be saved, everything can be read."""
    template = Store.make(setting, "read-only-store")
    with mounts.read_only(template.folder, setting.scratch / "read-only") as point:
        store = template.at(point)
        ran = store.edit()
        faults = store.judge(ran, template.latest)
        if "the disk is read-only" not in ran.err:
            faults.append(f"it does not say that the disk is read-only: {ran.words}")
        faults += store.worklist_faults()
        for command in (["evaluate", store.case], ["export", store.case, "--format", "text"]):
            ran = store.program.run(*command)
            if ran.code != 0:
                faults.append(f"`{command[0]}` cannot read: {ran.words}")
    # Then the same folder, writable.
    return Outcome("1 edit, 4 ways of reading", faults + template.recovers())


def exports(setting):
    template = Store.make(setting, "export-store")
    arguments = ["export", template.case, "--format", "text", "--output"]
    return written_elsewhere(setting, template, "export", lambda target: [*arguments, target / "paper.txt"])


def backups(setting):
    template = Store.make(setting, "backup-store")
    return written_elsewhere(
        setting, template, "backup", lambda target: ["backup", target / "all.tar", "--store", template.folder]
    )


def written_elsewhere(setting, template, name, command):
    """Writes to a chosen place without room: refused, and nothing is left there."""
    faults = []

    def attempt(target, why):
        before = files_in(target)
        ran = template.program.run(*command(target))
        found = ran.complaints()
        left = [path.name for path in files_in(target) if path not in before]
        if left:
            found.append(f"it left {', '.join(left)}")
        faults.extend(f"onto {why}: {fault}" for fault in found)

    with mounts.tmpfs(setting.scratch / name, "size=64k") as point:
        mounts.fill(point)
        attempt(point, "a full disk")
        mounts.fill(point, 1).rename(point / "other-filler")
        attempt(point, "a disk with room for a part of it")
    with mounts.tmpfs(setting.scratch / name, "size=64k,nr_inodes=20") as point:
        mounts.use_up_names(point)
        attempt(point, "a disk that takes no more files")
    with mounts.read_only(setting.folder(f"{name}-target"), setting.scratch / f"{name}-read-only") as point:
        attempt(point, "a read-only disk")
    return Outcome(f"4 {name}s", faults)


PARTS = [("no room", no_room), ("no more files", no_names), ("read-only", read_only), ("exports", exports), ("backups", backups)]
