"""What a screen reader has of a program: the accessibility bus (AT-SPI 2), and nothing else.

Names, roles, states and descriptions are read from the bus; pressing and typing goes through its interfaces Action and
EditableText, or as key events, which its registry gives to the screen. Nothing here knows Qt, so what it finds is what
a person hears.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

from jeepney import (  # type: ignore[import-untyped]  # it has no types
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]  # it has no types

PATIENCE_S: Final = 30.0
GLANCE_S: Final = 0.1
"""So long is waited for the next event before one looks again: not everything that changes is an event."""
_REGISTRY: Final = "org.a11y.atspi.Registry"
_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_ACTION: Final = "org.a11y.atspi.Action"
_ROOT: Final = "/org/a11y/atspi/accessible/root"
_KEYS_AT: Final = "/org/a11y/atspi/registry/deviceeventcontroller"
_KEYS: Final = "org.a11y.atspi.DeviceEventController"
_DOWN, _UP, _STRUCK = 0, 1, 3
"""How a key is moved; one that is struck is told by its sign, the others by their place on a usual keyboard."""
_HELD: Final = {"Ctrl": 37, "Shift": 50, "Alt": 64}
_SIGNS: Final = {
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Escape": 0xFF1B,
    "Up": 0xFF52,
    "Down": 0xFF54,
    "F1": 0xFFBE,
    "F6": 0xFFC3,
    "Space": 0x20,
}
"""X's names of the keys that are no letter."""
_EVENTS: Final = ("object:announcement", "object:state-changed:focused")
_STATES: Final = {1: "active", 8: "enabled", 12: "focused", 25: "showing"}
"""Bits of AT-SPI's StateType that are looked at."""


class GoneError(Exception):
    """What was asked for is no longer there, or can't do what it was asked."""


@dataclass(frozen=True)
class Seen:
    """One object as a screen reader knows it; ``place`` is where it is asked for more."""

    place: tuple[str, str]
    role: str
    name: str
    description: str
    states: frozenset[str]

    def __str__(self) -> str:
        return f"{self.role} {self.name!r} ({self.description!r})"


_PASSWORD_TEXT, _SECRET = 40, "password text"
"""A role that Qt tells by its number only; its name is that of any field."""
_CONTROLS: Final = frozenset(
    {
        "check box",
        "combo box",
        "link",
        "menu item",
        "password text",
        "push button",
        "radio button",
        "slider",
        "text",
        "toggle button",
    }
)
_NO_ROLES: Final = frozenset({"filler", "unknown", "invalid"})


def findings(shown: Iterable[Seen]) -> list[str]:
    """What a person who only hears would stumble over: a control without a name, a name without a role."""
    nameless = [f"no name: {one}" for one in shown if one.role in _CONTROLS and not one.name.strip()]
    return nameless + [f"no role: {one}" for one in shown if one.role in _NO_ROLES and one.name]


class AccessibilityBus:
    """A screen reader's connection. ``spoken`` is what programs announced since it was emptied."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(bus=session) as asked:
            (address,) = _ask(asked, ("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus", "GetAddress")
        self._bus = open_dbus_connection(bus=address)
        self.spoken: list[str] = []
        rule = MatchRule(interface="org.a11y.atspi.Event.Object", type="signal")
        self._events: deque[Message] = deque()
        self._bus.filter(rule, queue=self._events).__enter__()  # it ends with the connection
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        for event in _EVENTS:
            self._ask((_REGISTRY, "/org/a11y/atspi/registry"), _REGISTRY, "RegisterEvent", "sass", (event, [], ""))

    def __enter__(self) -> "AccessibilityBus":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bus.close()

    # -- reading

    def shown(self) -> list[Seen]:
        """Everything of every program that is shown now, in the order of the tree."""
        return list(self._below((_REGISTRY, _ROOT)))

    def below(self, seen: Seen) -> list[Seen]:
        """Everything that is shown inside something."""
        return list(self._below(seen.place))

    def find(self, role: str, name: str) -> Seen | None:
        """The first shown object of a role whose name begins so."""
        return next((one for one in self.shown() if one.role == role and one.name.startswith(name)), None)

    def focused(self) -> Seen | None:
        """What has the keyboard."""
        return next((one for one in self.shown() if "focused" in one.states), None)

    def text(self, seen: Seen) -> str:
        """What stands in a field."""
        (text,) = self._ask(seen.place, "org.a11y.atspi.Text", "GetText", "ii", (0, -1))
        return str(text)

    def _below(self, place: tuple[str, str]) -> Iterator[Seen]:
        """What is hidden hides all that is in it; what goes away meanwhile is left out."""
        try:
            (children,) = self._ask(place, _ACCESSIBLE, "GetChildren")
            found = [self._read(child) for child in children]
        except GoneError:
            return
        for one in found:
            if "showing" in one.states:
                yield one
                yield from self._below(one.place)

    def _read(self, place: tuple[str, str]) -> Seen:
        (role,), (number,) = self._ask(place, _ACCESSIBLE, "GetRoleName"), self._ask(place, _ACCESSIBLE, "GetRole")
        role = _SECRET if number == _PASSWORD_TEXT else role
        (bits,) = self._ask(place, _ACCESSIBLE, "GetState")
        held = bits[0] | bits[1] << 32
        states = frozenset(name for bit, name in _STATES.items() if held >> bit & 1)
        return Seen(place, role, self._property(place, "Name"), self._property(place, "Description"), states)

    def _property(self, place: tuple[str, str], name: str) -> str:
        (value,) = self._ask(place, "org.freedesktop.DBus.Properties", "Get", "ss", (_ACCESSIBLE, name))
        return str(value[1])

    # -- doing

    def press(self, seen: Seen) -> None:
        """Presses a button or chooses a choice, as a screen reader's own key does."""
        self._act(seen, {"press", "toggle"})

    def type(self, seen: Seen, words: str) -> None:
        """Puts words into a field."""
        (done,) = self._ask(seen.place, "org.a11y.atspi.EditableText", "SetTextContents", "s", (words,))
        if not done:
            raise GoneError(f"nothing can be typed: {seen}")

    def _act(self, seen: Seen, wanted: set[str]) -> None:
        (actions,) = self._ask(seen.place, _ACTION, "GetActions")
        names = [name.casefold() for name, *_ in actions]
        index = next((index for index, name in enumerate(names) if name in wanted), None)
        if index is None:
            raise GoneError(f"{seen} has only the actions {names}")
        self._ask(seen.place, _ACTION, "DoAction", "i", (index,))

    def strike(self, keys: str) -> None:
        """A key of the keyboard, wherever that is now; others may be held, as in "Ctrl+Return"."""
        *held, last = keys.split("+")
        for one in held:
            self._move_key(_HELD[one], _DOWN)
        self._move_key(_SIGNS.get(last) or ord(last.lower()), _STRUCK)
        for one in reversed(held):
            self._move_key(_HELD[one], _UP)

    def _move_key(self, key: int, how: int) -> None:
        self._ask((_REGISTRY, _KEYS_AT), _KEYS, "GenerateKeyboardEvent", "isu", (key, "", how))

    # -- waiting

    def until(self, condition: Callable[[], Any]) -> Any:
        """What the condition comes to as soon as it is true; it is looked at again with every event.

        Raises:
            TimeoutError: it does not become true.
        """
        ends = time.monotonic() + PATIENCE_S
        while not (found := condition()):
            if time.monotonic() > ends:
                raise TimeoutError("\n".join(map(str, self.shown())))
            self._hear()
        return found

    def wait_for(self, role: str, name: str) -> Seen:
        """The object as soon as it is shown."""
        found = self.until(lambda: self.find(role, name))
        assert isinstance(found, Seen)
        return found

    def _hear(self) -> None:
        """The next event, and those that have come already."""
        try:
            event = self._bus.recv_until_filtered(self._events, timeout=GLANCE_S)
        except TimeoutError:
            return
        for one in (event, *self._events):
            if one.header.fields[HeaderFields.member] == "Announcement":
                self.spoken.append(str(one.body[3][1]))
        self._events.clear()

    def _ask(
        self, place: tuple[str, str], interface: str, method: str, signature: str = "", values: tuple[Any, ...] = ()
    ) -> tuple[Any, ...]:
        return _ask(self._bus, place, interface, method, signature, values)


def _ask(
    bus: DBusConnection,
    place: tuple[str, str],
    interface: str,
    method: str,
    signature: str = "",
    values: tuple[Any, ...] = (),
) -> tuple[Any, ...]:
    """Calls a method; the values of its answer.

    Raises:
        GoneError: nobody is there to answer, or it is refused.
    """
    name, path = place
    where = DBusAddress(path, bus_name=name, interface=interface)
    answer = bus.send_and_get_reply(new_method_call(where, method, signature or None, values), timeout=PATIENCE_S)
    if answer.header.message_type is MessageType.error:
        raise GoneError(f"{interface}.{method} at {path}: {answer.body}")
    body: tuple[Any, ...] = answer.body
    return body
