"""Traces the system calls of a command, and injects faults into them with strace."""

import collections
import dataclasses
import functools
import re
import shutil
import subprocess

from outcome import CannotRun

CALL = re.compile(r"^(?P<task>\d+) +(?P<name>\w+)\((?P<rest>.*)")
DESCRIPTOR = re.compile(r"^\d+<(?P<path>[^>]*)>")
# Calls on files and descriptors; memory and waiting do not fail with a disk.
TRACED = "trace=%file,%desc,sync,syncfs"
NOT_FILES = {"execve", "mmap", "poll", "ppoll"}


@dataclasses.dataclass(frozen=True)
class Call:
    """The `occurrence`th call of that name, from 1; `path` is the path of its descriptor, if any."""

    name: str
    occurrence: int
    path: str


@functools.cache
def require_strace():
    if not shutil.which("strace"):
        raise CannotRun("strace", "strace is missing (Debian: strace)")
    tried = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        raise CannotRun("strace", f"strace may not trace here: {tried.stderr.strip()}")


def tracing(log):
    """Returns a command line that writes every call on files into `log`."""
    require_strace()
    return ["strace", "-f", "-qq", "-y", "-o", str(log), "-e", TRACED]


def injecting(log, *injections):
    """Returns a command line with injections in strace's syntax; `log` then has the calls that they hit."""
    require_strace()
    names = ",".join(injection.split(":")[0] for injection in injections)
    options = [word for injection in injections for word in ("-e", f"inject={injection}")]
    # With --seccomp-bpf it would be faster, but strace 6.1 then sends no signals.
    return ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={names}", *options]


def calls(log, folder):
    """Returns the calls of a trace from the first one on the folder. Strace counts calls per thread, so an injection can
    name only those of the first thread; others are skipped."""
    seen = collections.Counter()
    found, touched, first = [], False, None
    for line in log.read_text(errors="replace").splitlines():
        match = CALL.match(line)
        first = first or match and match["task"]
        if not match or match["task"] != first:
            continue
        name, rest = match["name"], match["rest"]
        seen[name] += 1
        touched = touched or (str(folder) in rest and name not in NOT_FILES)
        if touched and name not in NOT_FILES:
            path = DESCRIPTOR.match(rest)
            found.append(Call(name, seen[name], path["path"] if path else ""))
    return found
