"""Injects a failure or a kill at one system call of a command, and truncates writes."""

import collections
import concurrent.futures
import dataclasses
import functools
import itertools
import os
import resource
import shutil
import signal

import tracing
from outcome import Outcome
from program import Store
from subjects import Edit, NewCase, Paper

LASTING = "EIO from then on"
FAULTS = {
    "ENOSPC": "error=ENOSPC:when={}",
    "EIO": "error=EIO:when={}",
    "EDQUOT": "error=EDQUOT:when={}",
    "EINTR": "error=EINTR:when={}",
    # As of a disk that was disconnected.
    LASTING: "error=EIO:when={}+",
    "SIGKILL": "signal=KILL:when={}",
}


@dataclasses.dataclass(frozen=True)
class Injection:
    """One run: a call and the fault at it."""

    name: str
    occurrence: int
    fault: str


def evenly(items, count):
    """Returns `count` items at even distances, the first and the last among them."""
    if count >= len(items):
        return items
    return [items[round(place * (len(items) - 1) / max(count - 1, 1))] for place in range(count)]


def faults_at(call):
    """Returns the faults to try at a call."""
    faults = set(FAULTS)
    # Error messages are written too, and would fail with every other write.
    if "write" in call.name:
        faults -= {LASTING}
    if call.name == "close":
        faults -= {LASTING}
    return [fault for fault in FAULTS if fault in faults]


def injections(calls, most):
    """Returns every fault at every call or, for the most frequent calls, an even sample."""
    by_name = collections.defaultdict(dict)
    for call in calls:
        by_name[call.name].setdefault(call.occurrence, call)
    each = max(map(len, by_name.values()), default=0)
    while most and each > 1 and len(FAULTS) * sum(min(len(found), each) for found in by_name.values()) > most:
        each -= 1
    chosen = [call for _, found in sorted(by_name.items()) for call in evenly(list(found.values()), each)]
    return [Injection(call.name, call.occurrence, fault) for call in chosen for fault in faults_at(call)]


def attempt(setting, subject, folder, template, injection):
    """Runs one injection on a fresh copy. Returns its result in a word, and the faults."""
    tried = subject(setting, folder, template)
    log = folder.with_suffix(".trace")
    ran = tried.act(tracing.injecting(log, f"{injection.name}:{FAULTS[injection.fault].format(injection.occurrence)}"))
    killed = injection.fault == "SIGKILL" and ran.code == -signal.SIGKILL
    happened = killed or "(INJECTED)" in log.read_text(errors="replace")
    faults = tried.judge(ran, killed) + tried.recovers()
    if subject is not Paper:
        setting.program.witness.search(folder)
    shutil.rmtree(folder, ignore_errors=True)
    came_of = "killed" if killed else "acknowledged" if ran.code == 0 else "refused"
    where = f"{injection.fault} at {injection.name} number {injection.occurrence}"
    return came_of if happened else "not reached", [f"{where}: {fault}" for fault in faults]


def inject(subject, setting):
    folder = setting.scratch / f"inject-{subject.__name__}"
    folder.mkdir()
    template = subject.template(setting)
    baseline = subject(setting, folder / "baseline", template)
    log = folder / "baseline.trace"
    ran = baseline.act(tracing.tracing(log))
    faults = [f"undisturbed: {fault}" for fault in baseline.judge(ran, False) + baseline.recovers()]
    if ran.code != 0:
        faults.append(f"undisturbed, it was refused: {ran.words}")
    calls = tracing.calls(log, baseline.folder)
    tried = injections(calls, None if setting.long else subject.runs)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [pool.submit(attempt, setting, subject, folder / str(n), template, at) for n, at in enumerate(tried)]
        results = [run.result() for run in runs]
    came_of = collections.Counter(result for result, _ in results)
    faults += [fault for _, found in results for fault in found]
    # A few calls vary between runs; if many are not reached, the test proves too little.
    if came_of["not reached"] * 20 > len(tried) or not tried:
        faults.append(f"{came_of['not reached']} of {len(tried)} injections were not reached")
    sizes = ", ".join(f"{count} {word}" for word, count in came_of.most_common())
    return Outcome(f"{len(calls)} calls, {len(tried)} of {len(injections(calls, None))} possible faults ({sizes})", faults)


def short_write(setting):
    """Truncates writes by a limit on the size of files."""
    folder = setting.folder("short")
    template = Store.make(setting, "short-store")
    size = template.case.stat().st_size
    faults, refused = [], 0
    limits = [0, 1, 4096, size // 2, size - 1]
    for limit, ignored in itertools.product(limits, (True, False)):

        def prepare():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN if ignored else signal.SIG_DFL)

        store = template.copy(folder / f"{limit}-{ignored}")
        ran = store.edit(prepare=prepare)
        killed = ran.code == -signal.SIGXFSZ and not ignored
        refused += ran.code != 0
        found = store.judge(ran, template.latest, killed) + store.recovers()
        if ran.code == 0:
            found.append("the edit was acknowledged, though it cannot have been written")
        faults += [f"files of at most {limit} bytes: {fault}" for fault in found]
        store.program.witness.search(store.folder)
    return Outcome(f"{refused} of {2 * len(limits)} edits cut short", faults)


PARTS = [
    ("an edit", functools.partial(inject, Edit)),
    ("a new case in a new folder", functools.partial(inject, NewCase)),
    ("an export", functools.partial(inject, Paper)),
    ("short writes", short_write),
]
