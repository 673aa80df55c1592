"""Starts two programs in turns and looks at one point of the screen until something was drawn there.

Must not know: what either of them draws."""

import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time

X11 = ctypes.CDLL("libX11.so.6")
X11.XOpenDisplay.restype = ctypes.c_void_p
X11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
X11.XDefaultRootWindow.restype = ctypes.c_ulong
X11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 2 + [ctypes.c_ulong, ctypes.c_int]
X11.XGetImage.restype = ctypes.c_void_p
X11.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
X11.XGetPixel.restype = ctypes.c_ulong
X11.XDestroyImage.argtypes = [ctypes.c_void_p]
ALL_PLANES, Z_PIXMAP = 0xFFFFFFFF, 2
LONGEST_SECONDS = 30


class Screen:
    """The middle of the top edge: every window has drawn there once it has drawn at all."""

    def __init__(self):
        self.display = X11.XOpenDisplay(None)
        if not self.display:
            sys.exit("there is no display")
        self.root = X11.XDefaultRootWindow(self.display)
        self.bare = self.colour()

    def colour(self):
        image = X11.XGetImage(self.display, self.root, 640, 4, 1, 1, ALL_PLANES, Z_PIXMAP)
        colour = X11.XGetPixel(image, 0, 0) & 0xFFFFFF
        X11.XDestroyImage(image)
        return colour

    def wait(self, shows, process):
        began = time.monotonic()
        while (self.colour() != self.bare) != shows:
            if time.monotonic() - began > LONGEST_SECONDS:
                sys.exit("nothing was drawn" if shows else "the window stayed")
            if shows and process.poll() is not None:
                sys.exit("the program ended before it drew anything")
            time.sleep(0.0005)


def first_frame(screen, command):
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    screen.wait(True, process)
    took = time.monotonic() - began
    process.terminate()
    process.wait()
    screen.wait(False, process)
    return took * 1000


def main():
    target, runs = sys.argv[1], int(sys.argv[2])
    screen = Screen()
    with tempfile.TemporaryDirectory() as folder:
        settings = os.path.join(folder, "settings.json")
        with open(settings, "w", encoding="utf-8") as file:
            file.write('{"reviewer_name": "Rosa Lind", "reviewer_credential": "RN"}\n')
        new, cases = os.path.join(folder, "new"), os.path.join(folder, "cases")
        with open("assets/samples/feed.jsonl", "rb") as feed:
            applied = [os.path.join(target, "mednec-cli"), "--store", cases, "apply", "--stdin"]
            subprocess.run(applied, stdin=feed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        program = os.path.join(target, "mednec")
        commands = {
            "an empty window": [os.path.join(target, "examples", "empty_window")],
            "mednec on a new folder": [program, "--store", new, "--settings", os.path.join(folder, "none.json")],
            "mednec on the samples": [program, "--store", cases, "--settings", settings],
        }
        took = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, command in commands.items():
                milliseconds = first_frame(screen, command)
                # The first start of each reads its file from the disk.
                if run > 0:
                    took[name].append(milliseconds)
    base = statistics.median(took["an empty window"])
    for name, times in took.items():
        median = statistics.median(times)
        print(f"{name}: {median:.0f} ms (from {min(times):.0f} to {max(times):.0f}), {median / base:.2f} x")


main()
