"""Cuts the power right after an edit was acknowledged, and checks that this test would notice a missing fsync. No other
test does, since a killed program loses nothing that it wrote."""

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
    """Makes one edit, cuts the power, and returns the faults."""
    disk.sync_all()
    before = store.latest
    ran = store.edit(under=under)
    if ran.code != 0:
        return [f"an edit on a sound disk was refused: {ran.words}"]
    if commit:
        disk.sync_something_else()
    disk.lose_power()
    return store.judge(ran, before) + store.worklist_faults() + store.audit_faults()


def imported(disk, store, number):
    """Imports a case into a new folder and cuts the power."""
    disk.sync_all()
    case = f"power-{number:02}"
    ran = store.program.import_cases(store.folder, [case], [])
    if ran.code != 0:
        return [f"a new case on a sound disk was refused: {ran.words}"]
    disk.lose_power()
    kept = list((store.folder / "cases").rglob(f"{case}.json"))
    if not kept:
        return ["a new case was acknowledged, and is gone"]
    ran = store.program.run("replay", kept[0])
    return [] if ran.code == 0 else [f"a new case was acknowledged, and does not replay: {ran.words}"]


def exported(disk, store, number):
    """Exports a paper and cuts the power."""
    disk.sync_all()
    paper = disk.point / f"paper-{number}.txt"
    ran = store.program.run("export", store.case, "--format", "text", "--output", paper)
    if ran.code != 0:
        return [f"an export onto a sound disk was refused: {ran.words}"]
    whole = paper.read_bytes()
    disk.lose_power()
    kept = paper.is_file() and paper.read_bytes() == whole
    return [] if kept else ["a paper was acknowledged, and is gone or not whole"]


def rounds(disk, template, count, one_round):
    """Returns the faults of each of `count` power cuts. After a loss a new store is used, so that each loss counts once."""
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
        "at a new case": imported,
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
    """Returns strace options that make these syncs, and later ones if wanted, succeed without effect."""
    numbers = collections.defaultdict(list)
    for sync in syncs:
        numbers[sync.name].append(sync.occurrence)
    ends = {name: "+" if later_too else f"..{found[-1]}" for name, found in numbers.items()}
    return [f"{name}:retval=0:when={found[0]}{ends[name]}" for name, found in numbers.items()]


def baseline_syncs(setting, disk, template):
    """Returns the store of an undisturbed edit, and its syncs in order."""
    store = template.copy(disk.point / "baseline")
    log = setting.scratch / "syncs.trace"
    store.edit(under=tracing.tracing(log))
    return store, [call for call in tracing.calls(log, store.folder) if call.name in SYNCS]


def fsync_matters(kind, of_folder, setting):
    """Edits without the sync of the file or of its folder: power cuts have to lose something."""
    what = "folder" if of_folder else "file"
    template = Store.make(setting, f"matters-{kind}-{what}-store")
    with Disk(kind, setting.scratch) as disk:
        store, syncs = baseline_syncs(setting, disk, template)
        shard = str(store.case.parent)
        of_files = [sync for sync in syncs if sync.path.startswith(f"{shard}/")]
        taken = [sync for sync in syncs if sync.path == shard] if of_folder else of_files
        if not taken:
            return Outcome("no such fsync", [f"an edit makes no fsync of the case's {what}"])
        if of_folder:
            # A later sync commits the same journal, and would hide the missing one.
            taken = syncs[syncs.index(taken[-1]) :]
        log = setting.scratch / "taken.trace"
        under = tracing.injecting(log, *take_away(taken, later_too=of_folder))
        one_round = functools.partial(edited, under=under, commit=not of_folder)
        results = rounds(disk, template, ROUNDS, one_round)
    noticed = sum(map(bool, results))
    faults = [] if noticed else [f"taking out the fsync of the {what} was not noticed"]
    if "(INJECTED)" not in log.read_text():
        faults.append("no fsync was taken out")
    # Without these faults a loss proves nothing.
    faults += sorted({fault for found in results for fault in found if "on a sound disk" in fault})
    examples = sorted({found[0] for found in results if found})
    return Outcome(f"noticed in {noticed} of {ROUNDS} power cuts without it ({'; '.join(examples)})", faults)


POWER = [(kind, functools.partial(power, kind)) for kind in KINDS]
FSYNC_MATTERS = [
    (f"{'the folder' if of_folder else 'the file'} on {kind}", functools.partial(fsync_matters, kind, of_folder))
    for kind, of_folder in itertools.product(KINDS, (False, True))
]
