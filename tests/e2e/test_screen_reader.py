"""The app as a screen reader has it: everything is read, pressed and typed through the accessibility bus.

The program is the real one with its embedded backend, in a process of its own, on a screen with a window manager.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from secinfo_desktop.domain.code_text import code_in
from tests.helpers.accessibility_bus import AccessibilityBus, Seen, findings
from tests.helpers.clock import FrozenClock
from tests.helpers.pseudo_words import plain_words
from tests.helpers.screen import own_screen

pytestmark = pytest.mark.real_part("accessibility bus", "window manager", "xvfb")

APP: Final = (sys.executable, "-m", "secinfo_desktop", "window")
ADDRESS: Final = "tomasz.w@example.com"
SENDER: Final = "Example"
"""How the name of the one who sends the codes begins."""
PASSWORD: Final = "four red boats at noon"
BUTTON, CHOICE, FIELD, HEADING, LABEL, PAGE = "push button", "radio button", "text", "heading", "label", "panel"
SECRET_FIELD, WINDOW = "password text", "frame"
LONGEST_SENTENCE: Final = 100
BROKEN: Final = """
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
application = QApplication([])
window = QWidget()
layout = QVBoxLayout(window)
for part in (QLabel("A broken page"), QPushButton(""), QLineEdit(), QPushButton("Named")):
    layout.addWidget(part)
window.show()
application.exec()
"""
say = plain_words(FrozenClock()).say


@pytest.fixture
def screen(home: Path) -> Iterator[Mapping[str, str]]:
    """Where programs are shown and read; ``home`` is the person's."""
    with own_screen() as environment:
        yield {**environment, "HOME": str(home), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}


class Listener:
    """A person who hears a program and sees nothing; every page that comes is listened to as a whole."""

    def __init__(self, bus: AccessibilityBus) -> None:
        self.bus = bus

    def comes_to(self, heading: str) -> Seen:
        """The page with this heading: said aloud, with the keyboard on a control of it, and nothing wrong in it."""
        self.bus.until(lambda: any(one.startswith(heading) for one in self.bus.spoken))
        self.bus.spoken.clear()
        first = self.bus.until(lambda: self._focused_on(heading))
        assert isinstance(first, Seen)
        assert first.role in {BUTTON, CHOICE, FIELD, SECRET_FIELD}, first
        assert self.bus.find(HEADING, heading), "the heading is none"
        assert findings(self.bus.shown()) == []
        return first

    def _focused_on(self, page: str) -> Seen | None:
        place = self.bus.find(PAGE, page)
        inside = self.bus.below(place) if place is not None else []
        return next((one for one in inside if "focused" in one.states), None)

    def presses(self, name: str) -> None:
        """Presses what has this name, as soon as it can be pressed."""
        self.bus.press(self.bus.until(lambda: self._enabled(name)))

    def hears_of_code(self) -> str:
        """The code in the message that is open."""
        found = self.bus.until(lambda: [code for one in self.bus.shown() if (code := _code(one)) is not None])
        return str(found[-1])

    def _enabled(self, name: str) -> Seen | None:
        found = self.bus.find(BUTTON, name)
        return found if found is not None and "enabled" in found.states else None


def _code(seen: Seen) -> str | None:
    """Messages are long; what else has six digits is not."""
    return code_in(seen.name) if seen.role == LABEL and len(seen.name) > LONGEST_SENTENCE else None


@contextmanager
def listening(screen: Mapping[str, str], *command: str) -> Iterator[Listener]:
    """A program on the screen, and who listens to it."""
    bus = AccessibilityBus(screen["DBUS_SESSION_BUS_ADDRESS"])
    with bus, subprocess.Popen(command, env=screen, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            yield Listener(bus)
        finally:
            program.terminate()


def test_a_whole_recovery_is_done_by_ear(screen: Mapping[str, str]) -> None:
    with listening(screen, *APP) as person:
        begins_practice(person)
        wrong_then_right_address(person)
        person.comes_to(say("page.waiting.title.email"))
        finds_the_code_in_junk(person)
        field = person.comes_to(say("page.enter_code.title"))
        person.bus.type(field, person.hears_of_code())
        person.presses(say("page.code.use"))
        field = person.comes_to(say("page.new_password.title"))
        assert field.role == SECRET_FIELD
        person.bus.type(field, PASSWORD)
        person.presses(say("page.new_password.set"))
        person.comes_to(say("page.done.got_in.title"))


def begins_practice(person: Listener) -> None:
    """The first page is there before a screen reader is: its window's name is read, and the first answer."""
    bus = person.bus
    assert bus.wait_for(WINDOW, say("page.shell.app")).states >= {"showing"}
    first = bus.until(bus.focused)
    assert (first.role, first.name) == (BUTTON, say("page.start.no_code"))
    person.presses(say("page.start.practice"))
    person.comes_to(say("page.stories.title"))
    person.presses(say("practice.scenario.mail-junk.title"))
    person.comes_to(say("practice.scenario.mail-junk.title"))
    person.presses(say("page.account_name.go"))


def wrong_then_right_address(person: Listener) -> None:
    """What has to be put right is told where the keyboard is: as the field's description."""
    field = person.comes_to(say("page.contact.title"))
    assert field.name == say("page.contact.email.label")
    person.bus.type(field, "somebody.else@example.net")
    person.presses(say("page.contact.send"))
    problem = say("failure.contradicts_mask")
    field = person.comes_to(say("page.contact.title"))
    assert problem in field.description
    assert field.role == FIELD
    person.bus.type(field, ADDRESS)
    person.presses(say("page.contact.send"))


def finds_the_code_in_junk(person: Listener) -> None:
    """Chooses the step, and looks into the made-up person's mailbox beside the page."""
    person.presses(say("page.code.did_not_come"))
    person.presses(say("page.step.other"))
    person.comes_to(say("page.other_steps.title"))
    person.presses(say("checklist.action.look_in_junk.title"))
    person.comes_to(say("checklist.action.look_in_junk.title"))
    person.presses(say("page.practice.folder.filled", name=say("practice.folder.junk"), n=1))
    person.presses(SENDER)
    person.hears_of_code()
    person.presses(say("checklist.action.look_in_junk.done"))


@dataclass(frozen=True)
class GoodDay:
    """A made-up person who knows their password."""

    story: str
    account_name: str
    password: str


BENNO: Final = GoodDay("notice-since-six-days", "benno@example.org", "a green bicycle in march")
OSKAR: Final = GoodDay("one-outdated-phone", "oskar@example.org", "blue kettle on the roof")
NEW_ADDRESS: Final = "oskar@mail.example"


def signs_in(person: Listener, who: GoodDay) -> None:
    """From the first page to the security info of a made-up person."""
    bus = person.bus
    bus.wait_for(WINDOW, say("page.shell.app"))
    bus.until(bus.focused)
    person.presses(say("page.start.security_info"))
    person.comes_to(say("page.whose_account.title"))
    person.presses(say("page.start.practice"))
    person.comes_to(say("security_info.stories"))
    person.presses(say(f"security_info.story.{who.story}"))
    person.comes_to(say("security_info.sign_in.title"))
    bus.type(bus.wait_for(FIELD, say("security_info.sign_in.name")), who.account_name)
    bus.type(bus.wait_for(SECRET_FIELD, say("security_info.sign_in.password")), who.password)
    person.presses(say("security_info.sign_in.go"))


def test_b23_whether_one_could_get_back_in_and_what_is_asked_is_heard(screen: Mapping[str, str]) -> None:
    with listening(screen, *APP) as person:
        signs_in(person, BENNO)
        person.comes_to(say("security_info.verdict.yes"))
        person.bus.wait_for(LABEL, say("security_info.notice"))
        person.presses(say("security_info.notice.skip"))
        put_off = say("security_info.notice.put_off", time="", n=1)
        person.bus.until(lambda: person.bus.find(LABEL, put_off))


def test_b7_an_e_mail_is_added_by_ear(screen: Mapping[str, str]) -> None:
    with listening(screen, *APP) as person:
        signs_in(person, OSKAR)
        person.comes_to(say("security_info.verdict.one"))
        person.presses(say("security_info.add"))
        person.comes_to(say("security_info.add.page.title"))
        person.bus.press(person.bus.wait_for(CHOICE, say("security_info.type.email")))
        person.bus.type(person.bus.wait_for(FIELD, say("security_info.type.email.label")), NEW_ADDRESS)
        person.presses(say("security_info.add.send"))
        field = person.comes_to(say("security_info.code.title.email"))
        person.presses(say("page.practice.tab.mailbox"))
        person.presses(SENDER)
        person.bus.type(field, person.hears_of_code())
        person.presses(say("security_info.code.use"))
        person.comes_to(say("security_info.verdict.yes"))
        person.bus.wait_for(LABEL, say("security_info.told.code.verify"))


def test_a_button_without_a_name_is_found_out(screen: Mapping[str, str]) -> None:
    """The control: what the test above would not forgive."""
    with listening(screen, sys.executable, "-c", BROKEN) as person:
        person.bus.wait_for(LABEL, "A broken page")
        assert [finding.split(":")[0] for finding in findings(person.bus.shown())] == ["no name", "no name", "no role"]
