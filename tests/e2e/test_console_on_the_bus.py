"""A whole call at the console by somebody who hears it: key events go in, and all that comes out is the bus.

The program is ``helpdesk`` in a process of its own, on a screen with a window manager; its cases lie in a folder.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from secinfo_desktop.domain.calls import OutcomeCode
from tests.helpers.accessibility_bus import AccessibilityBus, Seen, findings
from tests.helpers.clock import FrozenClock
from tests.helpers.pseudo_words import plain_words
from tests.helpers.screen import own_screen

pytestmark = [pytest.mark.real_part("accessibility bus", "window manager", "xvfb"), pytest.mark.timeout(300)]

APP: Final = (sys.executable, "-m", "secinfo_desktop", "helpdesk")
BUTTON, CHOICE, FIELD, HEADING, LABEL, PART = "push button", "radio button", "text", "heading", "label", "panel"
WINDOW, DIALOG, ROW = "frame", "dialog", "list item"
NOTE: Final = "calls from the car"
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
say = plain_words(FrozenClock()).say


@pytest.fixture
def screen(home: Path) -> Iterator[Mapping[str, str]]:
    """Where programs are shown and read; ``home`` is the agent's."""
    with own_screen() as environment:
        yield {**environment, "HOME": str(home), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


class Agent:
    """Somebody who has a keyboard and a screen reader."""

    def __init__(self, bus: AccessibilityBus) -> None:
        self.bus = bus

    def comes_to_step(self, key: str) -> tuple[str, Seen]:
        """What a key leads to: the step is announced, is a heading of its part, and its first answer has the focus."""
        self.bus.spoken.clear()
        self.bus.strike(key)
        return self.bus.until(self._step_told)  # type: ignore[no-any-return]  # it is what it waits for

    def _step_told(self) -> tuple[str, Seen] | None:
        part, focused = self.bus.find(PART, say("helpdesk_window.step")), self._focused()
        if part is None or focused is None:
            return None
        inside = self.bus.below(part)
        titles = [one.name for one in inside if one.role == HEADING]
        told = [title for title in titles if any(words.startswith(title) for words in self.bus.spoken)]
        return (told[0], focused) if told and focused in inside else None

    def answers(self) -> list[Seen]:
        """The answers of the step: each says where it leads or how often it is so."""
        return [one for one in self.bus.shown() if one.description and one.role == BUTTON]

    def _focused(self) -> Seen | None:
        """What has the keyboard: it is one thing, or it is not known what."""
        having = [one for one in self.bus.shown() if "focused" in one.states]
        return having[0] if len(having) == 1 else None

    def hears(self, words: str) -> None:
        """Something is announced."""
        self.bus.until(lambda: any(words in one for one in self.bus.spoken))

    def has(self, role: str, name: str) -> Seen:
        """What has the keyboard, as soon as it is this."""

        def found() -> Seen | None:
            one = self._focused()
            return one if one is not None and (one.role, one.name) == (role, name) else None

        seen = self.bus.until(found)
        assert isinstance(seen, Seen)
        return seen

    def writes(self, field: Seen, words: str) -> None:
        """Types where the keyboard is, and hears it there: a key that is held too early would swallow the last one."""
        for letter in words:
            self.bus.strike("Space" if letter == " " else letter)
        self.bus.until(lambda: self.bus.text(field) == words)

    def finds_nothing_wrong(self) -> None:
        """Nothing is without a name or without a role."""
        assert findings(self.bus.shown()) == []


@pytest.fixture
def agent(screen: Mapping[str, str]) -> Iterator[Agent]:
    """The console is open, and nobody has called yet."""
    with _at_the_console(screen) as its:
        yield its


@contextmanager
def _at_the_console(screen: Mapping[str, str]) -> Iterator[Agent]:
    bus = AccessibilityBus(screen["DBUS_SESSION_BUS_ADDRESS"])
    with bus, subprocess.Popen(APP, env=screen, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            yield Agent(bus)
        finally:
            program.terminate()


def test_a_whole_call_is_taken_by_ear_and_with_keys_alone(agent: Agent) -> None:
    opens(agent)
    first = takes_a_call(agent)
    answers_and_takes_it_back(agent, first)
    goes_on(agent)
    writes_a_note(agent)
    looks_who_could_take_it(agent)
    wraps_up(agent)
    closes(agent)


def opens(agent: Agent) -> None:
    """Window, parts and headings have their names, and the keyboard is where a call begins."""
    agent.bus.wait_for(WINDOW, say("helpdesk_window.app"))
    agent.has(BUTTON, say("helpdesk_window.empty.new"))
    assert agent.bus.find(HEADING, say("helpdesk_window.empty.title"))
    for part in ("list", "step", "caller"):
        assert agent.bus.find(PART, say(f"helpdesk_window.{part}")), part
    agent.finds_nothing_wrong()


def takes_a_call(agent: Agent) -> str:
    """One key: the first question and what to say are heard, its answers can be read, and nobody is verified."""
    title, first = agent.comes_to_step("N")
    assert first.role == BUTTON
    answers = agent.answers()
    assert first in answers
    assert len({one.name for one in answers}) == len(answers) >= 2
    assert agent.bus.find(LABEL, say("helpdesk_window.unverified"))
    agent.finds_nothing_wrong()
    agent.bus.strike("U")
    agent.hears(say("helpdesk_window.leave_unverified.detail"))
    agent.bus.wait_for(LABEL, say("helpdesk_window.unverified.public"))
    return title


def answers_and_takes_it_back(agent: Agent, first: str) -> None:
    """An answer leads on; Z leads back to the question."""
    second, _ = agent.comes_to_step("1")
    assert second != first
    assert agent.comes_to_step("Z")[0] == first


def goes_on(agent: Agent) -> None:
    """Two answers and a step that is left out: each leads to another step."""
    titles = [agent.comes_to_step(key)[0] for key in ("1", "2", "S")]
    titles.append(agent.comes_to_step("3" if len(agent.answers()) > 2 else "2")[0])
    assert len(set(titles)) == len(titles), titles
    row = agent.bus.until(lambda: next((one for one in agent.bus.shown() if one.role == ROW), None))
    assert not any(title in row.name for title in titles[:-1]), row
    agent.finds_nothing_wrong()


def writes_a_note(agent: Agent) -> None:
    """A sheet with a named field that has the keyboard; afterwards the note is read beside the step."""
    agent.bus.strike("T")
    agent.bus.wait_for(DIALOG, say("helpdesk_window.note.title"))
    field = agent.has(FIELD, say("helpdesk_window.note.name"))
    agent.finds_nothing_wrong()
    agent.writes(field, NOTE)
    agent.bus.strike("Ctrl+Return")
    agent.bus.until(lambda: any(NOTE in one.name for one in agent.bus.shown() if one.role == LABEL))


def looks_who_could_take_it(agent: Agent) -> None:
    """The ways to hand over are heard; Esc leaves everything as it is."""
    agent.bus.strike("H")
    agent.bus.wait_for(DIALOG, say("helpdesk_window.hand_over.title"))
    agent.has(BUTTON, say("helpdesk_window.hand_over.second_line"))
    agent.finds_nothing_wrong()
    agent.bus.strike("Escape")
    agent.bus.until(lambda: agent.bus.find(DIALOG, say("helpdesk_window.hand_over.title")) is None)


def wraps_up(agent: Agent) -> None:
    """The outcome by arrows, the day is proposed in its field; that the case waits is told, and one key takes it."""
    _opens_wrap_up(agent)
    for code in tuple(OutcomeCode)[1 : tuple(OutcomeCode).index(OutcomeCode.WAITS_A_DAY) + 1]:
        agent.bus.strike("Down")
        agent.has(CHOICE, say(f"helpdesk_window.outcome.{code}"))
    assert DAY.fullmatch(_closes(agent))
    agent.hears(say("helpdesk_window.waits.until", day=""))
    agent.has(BUTTON, say("helpdesk_window.take"))
    agent.comes_to_step("Y")


def closes(agent: Agent) -> None:
    """Nobody has to be called back: the case is closed, that is told, and the next call is one key away."""
    _opens_wrap_up(agent)
    assert _closes(agent) == ""
    agent.hears(say("helpdesk_window.closed.title"))
    assert agent.bus.find(HEADING, say("helpdesk_window.closed.title"))
    agent.has(BUTTON, say("helpdesk_window.empty.new"))
    agent.finds_nothing_wrong()


def _opens_wrap_up(agent: Agent) -> None:
    agent.bus.strike("W")
    agent.bus.wait_for(DIALOG, say("helpdesk_window.wrap_up.title"))
    agent.has(CHOICE, say(f"helpdesk_window.outcome.{next(iter(OutcomeCode))}"))
    agent.finds_nothing_wrong()


def _closes(agent: Agent) -> str:
    """Chooses the outcome that has the keyboard and presses Enter; the day of the call back."""
    agent.bus.strike("Space")
    agent.bus.strike("Tab")
    day = agent.bus.text(agent.has(FIELD, say("helpdesk_window.wrap_up.call_back")))
    agent.bus.spoken.clear()
    agent.bus.strike("Return")
    return day
