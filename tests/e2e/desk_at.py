"""Finding things in the window as a screen reader does, by role and name, and waiting for them to come.

Must not know: any label, any pathway, how the program is started, or that there is such a thing as a case.
"""

import os
import time

from desk_bus import TEXTS, Bus
from gi.repository import GLib

# The machine may be busy with other work; what takes longer than this is wrong on any.
PATIENCE = float(os.environ.get("MEDNEC_PATIENCE", "20"))
# Between two looks at the window; a look takes about as long.
PAUSE = 0.03

PRESSED = ("push button", "toggle button", "page tab", "list item", "check box")


class Missed(Exception):
    """Something did not come, or was not as it should be. `near` is the name of what was looked for."""

    def __init__(self, sentence, near=""):
        super().__init__(sentence)
        self.near = near


class Absent(Missed):
    """The program cannot be found by a screen reader at all: nothing else is worth trying."""


def until(done, sentence, near="", patience=PATIENCE):
    """What `done` gives as soon as it gives something, asked again and again until the patience is over."""
    end = time.monotonic() + patience
    while True:
        gone = None
        try:
            result = done()
            if result:
                return result
        except GLib.Error as error:
            # A node can go away while the tree is read. What really does not answer runs into the deadline.
            gone = error.message
        if time.monotonic() > end:
            said = sentence() if callable(sentence) else sentence
            raise Missed(said + (f" ({gone})" if gone else ""), near)
        time.sleep(PAUSE)


class Window:
    """The window of one running program."""

    def __init__(self, pid, is_alive):
        self.bus = Bus()
        self.root = None

        def there():
            if not is_alive():
                raise Absent("the program ended before it was on the accessibility bus")
            self.root = next((place for process, place in self.bus.programs() if process == pid), None)
            # The program, its frame, and something in it.
            return self.root is not None and len(self.bus.tree(self.root)) > 3

        try:
            until(there, "the program never appeared on the accessibility bus")
        except Missed as missed:
            raise Absent(str(missed)) from None

    def read(self):
        """Every node, in the order of the tree. Where one goes while it is read, it is read again."""
        return until(lambda: self.bus.tree(self.root), "the window never stood still while it was read")

    def lines(self):
        return [it.line() for it in self.read() if it.name or it.ident]

    def named(self, roles, name, group=None):
        """All nodes of one of these roles that are called so; in a group of this name, where one is given."""
        nodes = self.read()
        found = [it for it in nodes if it.role in roles and it.name == name]
        if group is None:
            return found
        groups = [it for it in nodes if it.role == "panel" and it.name == group]
        return [it for it in found if any(it.inside(around) for around in groups)]

    def control(self, roles, name, place=0, group=None):
        """Waits for a control; of several of one name, such as the same cell of each row, the one at `place`."""

        def there():
            found = self.named(roles, name, group)
            return found[place] if place < len(found) else None

        where = f" in {group!r}" if group else ""
        return until(there, f"no {' or '.join(roles)} {name!r}{where} at {place}", name)

    def usable(self, roles, name, place=0, group=None):
        """The same, once it can be used: a button may wait for what was typed just before."""

        def there():
            found = self.control(roles, name, place, group)
            return found if "enabled" in found.states() else None

        return until(there, f"{name!r} cannot be used", name)

    def by_id(self, ident):
        """The node with this accessible id, if it is there."""
        return next((it for it in self.read() if it.ident == ident), None)

    def with_role(self, role):
        return [it for it in self.read() if it.role == role]

    def says(self, text):
        """Whether anything says this: by its name, its description, or the text in it."""
        return any(
            text in it.name or text in it.description or (it.role in TEXTS and text in it.value()) for it in self.read()
        )

    def see(self, text):
        until(lambda: self.says(text), f"{text!r} is nowhere", text)

    def see_no_more(self, text):
        until(lambda: not self.says(text), f"{text!r} is still there", text)

    def focus(self):
        """What has the keyboard, with its group where it is an option of an answer."""
        for it in self.read():
            if it.role not in ("application", "frame") and "focused" in it.states():
                return f"{it.parent.name} > {it.name}" if it.role == "radio button" else it.name
        return "nothing"
