"""The power goes right after an edit was acknowledged. And whether that test would notice a missing fsync: nothing else
does, a killed program loses nothing that it wrote."""

import collections
import functools
import itertools
import pathlib
import tempfile

import tracing
from mounts import Disk
from outcome import Outcome
from program import Store

ROUNDS = 10
KINDS = ("ext4", "xfs")
SYNCS = ("fsync", "fdatasync")


def edited(disk, store, _number, under=(), commit=False):
    """One edit, and the power goes. What is wrong afterwards."""
    disk.settle()
    before = store.latest
    ran = store.edit(under=under)
    if ran.code != 0:
        return [f"an edit on a sound disk was refused: {ran.words}"]
    if commit:
        disk.sync_something_else()
    disk.lose_power()
    return store.judge(ran, before) + store.worklist_faults() + store.audit_faults()


def taken_in(disk, store, number):
    """A new case, whose folder is new as well, and the power goes."""
    disk.settle()
    case = f"power-{number:02}"
    ran = store.program.take_in(store.folder, [case], [])
    if ran.code != 0:
        return [f"a new case on a sound disk was refused: {ran.words}"]
    disk.lose_power()
    kept = list((store.folder / "cases").rglob(f"{case}.json"))
    if not kept:
        return ["a new case was acknowledged, and is gone"]
    ran = store.program.run("replay", kept[0])
    return [] if ran.code == 0 else [f"a new case was acknowledged, and does not replay: {ran.words}"]


def exported(disk, store, number):
    """A paper, and the power goes."""
    disk.settle()
    paper = disk.point / f"paper-{number}.txt"
    ran = store.program.run("export", store.case, "--format", "text", "--output", paper)
    if ran.code != 0:
        return [f"an export onto a sound disk was refused: {ran.words}"]
    whole = paper.read_bytes()
    disk.lose_power()
    kept = paper.is_file() and paper.read_bytes() == whole
    return [] if kept else ["a paper was acknowledged, and is gone or not whole"]


def rounds(disk, template, count, one_round):
    """So many power cuts; the faults of each. What lost something starts anew, so that each loss counts by itself."""
    store, results = None, []
    for number in range(count):
        if store is None:
            store = template.copy(pathlib.Path(tempfile.mkdtemp(dir=disk.point)) / "store")
        faults = one_round(disk, store, number)
        results.append(faults)
        template.program.witness.search(store.folder)
        store = None if faults else store
    return results


def power(kind, setting):
    ways = {
        "at once": edited,
        "after an unrelated fsync": functools.partial(edited, commit=True),
        "at a new case": taken_in,
        "at an export": exported,
    }
    count = ROUNDS * (5 if setting.long else 1)
    template = Store.make(setting, f"power-{kind}-store")
    faults = []
    with Disk(kind, setting.scratch) as disk:
        for way, one_round in ways.items():
            for number, found in enumerate(rounds(disk, template, count, one_round), 1):
                faults += [f"power cut {number} {way}: {fault}" for fault in found]
    return Outcome(f"{count * len(ways)} power cuts", faults)


def take_away(syncs, later_too):
    """Strace's words for: these syncs, and all later ones where that is wanted, report success and do nothing."""
    numbers = collections.defaultdict(list)
    for sync in syncs:
        numbers[sync.name].append(sync.occurrence)
    ends = {name: "+" if later_too else f"..{found[-1]}" for name, found in numbers.items()}
    return [f"{name}:retval=0:when={found[0]}{ends[name]}" for name, found in numbers.items()]


def baseline_syncs(setting, disk, template):
    """The syncs of an undisturbed edit in their order, and the store that it was made in."""
    store = template.copy(disk.point / "baseline")
    log = setting.scratch / "syncs.trace"
    store.edit(under=tracing.tracing(log))
    return store, [call for call in tracing.calls(log, store.folder) if call.name in SYNCS]


def fsync_matters(kind, of_folder, setting):
    """The edit without the sync of its file or of the file's folder: power cuts have to show it."""
    what = "folder" if of_folder else "file"
    template = Store.make(setting, f"matters-{kind}-{what}-store")
    with Disk(kind, setting.scratch) as disk:
        store, syncs = baseline_syncs(setting, disk, template)
        shelf = str(store.case.parent)
        of_files = [sync for sync in syncs if sync.path.startswith(f"{shelf}/")]
        taken = [sync for sync in syncs if sync.path == shelf] if of_folder else of_files
        if not taken:
            return Outcome("no such fsync", [f"an edit makes no fsync of the case's {what}"])
        if of_folder:
            # Whatever is synced after it commits the same journal, and would hide that the folder's was missing.
            taken = syncs[syncs.index(taken[-1]) :]
        log = setting.scratch / "taken.trace"
        under = tracing.injecting(log, *take_away(taken, later_too=of_folder))
        one_round = functools.partial(edited, under=under, commit=not of_folder)
        results = rounds(disk, template, ROUNDS, one_round)
    noticed = sum(map(bool, results))
    faults = [] if noticed else [f"taking out the fsync of the {what} was not noticed"]
    if "(INJECTED)" not in log.read_text():
        faults.append("no fsync was taken out")
    # That the disk is sound and an edit succeeds is what the loss is held against.
    faults += sorted({fault for found in results for fault in found if "on a sound disk" in fault})
    examples = sorted({found[0] for found in results if found})
    return Outcome(f"noticed in {noticed} of {ROUNDS} power cuts without it ({'; '.join(examples)})", faults)


POWER = [(kind, functools.partial(power, kind)) for kind in KINDS]
FSYNC_MATTERS = [
    (f"{'the folder' if of_folder else 'the file'} on {kind}", functools.partial(fsync_matters, kind, of_folder))
    for kind, of_folder in itertools.product(KINDS, (False, True))
]
