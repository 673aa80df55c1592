"""The accessibility bus: reads the tree of a program and does what a screen reader may do with a node of it.

Speaks org.a11y.atspi itself, all questions of one depth of the tree at once: libatspi waits for every single answer,
which took five times as long on a tree of 200 nodes. Names of roles and states are libatspi's own.

Must not know: what any node is for, or how long anybody is willing to wait.
"""

from dataclasses import dataclass

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  (the version has to be asked for first)

ACCESSIBLE = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"
# In milliseconds. A program that is busy drawing answers late.
ANSWER = 10_000

ROLES = {}
TEXTS = ("entry", "text", "password text")


@dataclass
class Seen:
    """A node as it was when the tree was read. What it is asked for later is so by then."""

    bus: "Bus"
    place: tuple
    parent: "Seen | None"
    role: str = ""
    name: str = ""
    ident: str = ""
    description: str = ""
    count: int = 0

    def inside(self, group):
        """Whether it lies in this node."""
        around = self.parent
        while around is not None and around is not group:
            around = around.parent
        return around is group

    def states(self):
        """What it is now, in libatspi's words."""
        low, high = self.bus.ask(self.place, ACCESSIBLE, "GetState")[0]
        bits = low | high << 32
        known = (Atspi.StateType(place) for place in range(64) if bits >> place & 1)
        return {state.value_nick for state in known}

    def attributes(self):
        return self.bus.ask(self.place, ACCESSIBLE, "GetAttributes")[0]

    def value(self):
        """The text in a field; of anything else its name."""
        if self.role not in TEXTS:
            return self.name
        return self.bus.ask(self.place, "org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, -1)))[0]

    def act(self):
        """Does the first thing that it offers: presses, ticks, chooses, opens."""
        return self.bus.ask(self.place, "org.a11y.atspi.Action", "DoAction", GLib.Variant("(i)", (0,)))[0]

    def set_text(self, text):
        """Replaces its text."""
        wanted = GLib.Variant("(s)", (text,))
        return self.bus.ask(self.place, "org.a11y.atspi.EditableText", "SetTextContents", wanted)[0]

    def focus(self):
        """Gives it the keyboard."""
        return self.bus.ask(self.place, "org.a11y.atspi.Component", "GrabFocus")[0]

    def extents(self):
        """Where it lies on the screen: left, top, width, height."""
        return self.bus.ask(self.place, "org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (0,)))[0]

    def line(self):
        return f"{self.role} {self.name!r}" + (f" [{self.ident}]" if self.ident else "")


class Bus:
    """A connection of its own to the accessibility bus of this session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        found = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, ANSWER)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(found.unpack()[0], flags)

    def ask(self, place, interface, method, arguments=None):
        return self.connection.call_sync(*place, interface, method, arguments, None, 0, ANSWER).unpack()

    def programs(self):
        """Every program on the bus: its process and its place."""
        registry = ("org.a11y.atspi.Registry", ROOT)
        daemon = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
        for place in self.ask(registry, ACCESSIBLE, "GetChildren")[0]:
            name = GLib.Variant("(s)", (place[0],))
            yield self.ask(daemon, "org.freedesktop.DBus", "GetConnectionUnixProcessID", name)[0], place

    def listen(self):
        """What is announced from now on, in a list that grows while the window is looked at."""
        heard = []

        def announced(_connection, _sender, _path, _interface, _signal, arguments):
            heard.append(arguments.unpack()[3])

        signal = ("org.a11y.atspi.Event.Object", "Announcement", None, None, Gio.DBusSignalFlags.NONE)
        self.connection.signal_subscribe(None, *signal, announced)
        return heard

    def tree(self, root):
        """Every node from here on, in the order of the tree, each before what lies in it."""
        top = Seen(self, root, None)
        inner, level = {}, [top]
        while level:
            self._describe(level)
            parents = [seen for seen in level if seen.count > 0]
            answers = self._ask_all([(seen.place, ACCESSIBLE, "GetChildren", None) for seen in parents])
            for seen, (children,) in zip(parents, answers, strict=True):
                inner[id(seen)] = [Seen(self, place, seen) for place in children]
            level = [child for seen in parents for child in inner[id(seen)]]

        def flat(seen):
            yield seen
            for child in inner.get(id(seen), []):
                yield from flat(child)

        return list(flat(top))

    def _describe(self, level):
        """Asks these nodes what each is."""
        of_all = GLib.Variant("(s)", (ACCESSIBLE,))
        questions = [(seen.place, PROPERTIES, "GetAll", of_all) for seen in level]
        questions += [(seen.place, ACCESSIBLE, "GetRole", None) for seen in level]
        answers = self._ask_all(questions)
        for seen, (known,), (role,) in zip(level, answers[: len(level)], answers[len(level) :], strict=True):
            seen.name, seen.description = known["Name"], known["Description"]
            seen.ident, seen.count = known.get("AccessibleId", ""), known["ChildCount"]
            seen.role = ROLES.get(role) or ROLES.setdefault(role, Atspi.role_get_name(Atspi.Role(role)))

    def _ask_all(self, questions):
        """The answers to all of these. Raises where one of the nodes is gone."""
        answers, waiting = [None] * len(questions), len(questions)

        def answered(connection, result, at):
            nonlocal waiting
            waiting -= 1
            try:
                answers[at] = connection.call_finish(result).unpack()
            except GLib.Error as error:
                answers[at] = error

        for at, (place, interface, method, arguments) in enumerate(questions):
            self.connection.call(*place, interface, method, arguments, None, 0, ANSWER, None, answered, at)
        while waiting:
            GLib.MainContext.default().iteration(True)
        for error in (it for it in answers if isinstance(it, GLib.Error)):
            raise error
        return answers
