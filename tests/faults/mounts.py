"""Small file systems that are mounted for one test and can simulate a power cut."""

import contextlib
import ctypes
import errno
import fcntl
import functools
import os
import pathlib
import shutil
import struct
import subprocess

from outcome import CannotRun

NEW_MOUNT_NAMESPACE = 0x00020000
# The same ioctl on ext4 and XFS; flag 2 also drops the part of the journal in memory.
SHUTDOWN, WITHOUT_FLUSH = 0x8004587D, 2
SIZES = {"ext4": "64M", "xfs": "320M"}
# Without it ext4 writes a file's data before a rename by itself, which hides a missing fsync.
OPTIONS = {"ext4": "loop,noauto_da_alloc", "xfs": "loop"}


@functools.cache
def require_mounting():
    """Enters a mount namespace, so that mounts and loop devices end with this process."""
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_MOUNT_NAMESPACE) != 0:
        raise CannotRun("mount", f"mounting is refused: {os.strerror(ctypes.get_errno())} (it needs root)")
    tool("mount", "mount", "--make-rprivate", "/")


def tool(lacking, *command):
    """Runs a system tool; raises CannotRun with `lacking` where it fails."""
    if not shutil.which(command[0]):
        raise CannotRun(lacking, f"{command[0]} is missing")
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise CannotRun(lacking, f"`{' '.join(command[:1])}` was refused: {' '.join(ran.stderr.split())}")


@contextlib.contextmanager
def mounted(lacking, point, *options):
    """Mounts a file system for the length of a block."""
    require_mounting()
    point.mkdir(parents=True, exist_ok=True)
    tool(lacking, "mount", *options, str(point))
    try:
        yield point
    finally:
        subprocess.run(["umount", str(point)], capture_output=True, check=False)


def tmpfs(point, options):
    return mounted("mount", point, "-t", "tmpfs", "-o", options, "tmpfs")


@contextlib.contextmanager
def read_only(folder, point):
    """Mounts a folder read-only at another place."""
    with mounted("mount", point, "--bind", str(folder)):
        tool("mount", "mount", "-o", "remount,bind,ro", str(point))
        yield point


class Disk:
    """A file system in a file."""

    def __init__(self, kind, folder):
        require_mounting()
        self.kind = kind
        self.image = folder / f"{kind}.image"
        self.point = folder / f"{kind}-mounted"
        self.point.mkdir(parents=True, exist_ok=True)
        tool(kind, "truncate", "-s", SIZES[kind], str(self.image))
        tool(kind, f"mkfs.{kind}", "-q", *(["-F"] if kind == "ext4" else ["-f"]), str(self.image))

    def __enter__(self):
        self._mount()
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", str(self.point)], capture_output=True, check=False)
        self.image.unlink()

    def _mount(self):
        tool(self.kind, "mount", "-t", self.kind, "-o", OPTIONS[self.kind], str(self.image), str(self.point))

    def sync_all(self):
        """Syncs everything to the disk."""
        tool(self.kind, "sync", "-f", str(self.point))

    def sync_something_else(self):
        """Commits the journal with every rename so far, but no other file's data."""
        with open(self.point / "unrelated", "ab") as file:
            file.write(b"something else\n")
            file.flush()
            os.fsync(file.fileno())

    def lose_power(self):
        """Drops everything that was not synced, and mounts the file system again."""
        folder = os.open(self.point, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", WITHOUT_FLUSH))
        except OSError as error:
            raise CannotRun(self.kind, f"{self.kind} cannot lose power here: {error.strerror}") from error
        finally:
            os.close(folder)
        tool(self.kind, "umount", str(self.point))
        self._mount()


def fill(folder, pages_left=0):
    """Fills a file system up to `pages_left` pages. Returns the file that fills it."""
    filler = pathlib.Path(folder) / "filler"
    page = os.sysconf("SC_PAGE_SIZE")
    with open(filler, "ab", buffering=0) as file:
        with no_space():
            while True:
                file.write(bytes(page))
        file.truncate(max(0, file.tell() - pages_left * page))
    return filler


def use_up_names(folder):
    """Creates files until no more can be created. Returns them."""
    made = []
    with no_space():
        for number in range(1_000_000):
            path = pathlib.Path(folder) / f"filler-{number}"
            path.touch()
            made.append(path)
    return made


@contextlib.contextmanager
def no_space():
    """Ends a block where the file system is full; other errors are raised."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
