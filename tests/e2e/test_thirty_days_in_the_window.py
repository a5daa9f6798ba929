"""A trainee lives through the thirty days in the window: the real service in its own process, only time is moved."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.embedded import EmbeddedBackend, practice_settings
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.security_info.door import Door
from secinfo_desktop.gui.security_info.goal import Way
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.recovery.ports import Persona
from secinfo_desktop.texts.words import Words
from tests.gui.awaiting import until

PATIENCE_MS = 60_000
"""The service is started in the test."""
STORY = "one-outdated-phone"
NEW_PHONE = "+49 171 3920062"


class Trainee:
    """Somebody before the window."""

    def __init__(self, window: Window, door: Door, viewer: WorldViewer, accounts: DesktopAccounts) -> None:
        self.window, self.door, self.viewer, self.accounts = window, door, viewer, accounts

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits."""
        until(condition, PATIENCE_MS)

    def presses(self, name: str) -> None:
        """What has this object name, or this name to a reader."""
        self.until(lambda: not self.door.is_busy)
        shown = [one for one in self.window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        fits = [one for one in shown if name in (one.objectName(), one.accessibleName())]
        assert fits, (name, [one.accessibleName() for one in shown])
        fits[0].click()
        self.until(lambda: not self.door.is_busy)

    def types(self, *texts: str) -> None:
        """Into the fields that are seen."""
        assert self.window.page is not None
        fields = [field for field in self.window.page.findChildren(QLineEdit) if field.isVisible()]
        for field, text in zip(fields, texts, strict=False):
            field.setText(text)

    def reads(self) -> str:
        """All that is read."""
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    def begins(self) -> Persona:
        """Chooses the story and signs in."""
        self.door.open()
        self.presses("Try it with a made-up person")
        self.presses(f"story-{STORY}")
        self.until(lambda: self.window.findChild(QAbstractButton, "clock-days-10") is not None)
        persona = self.accounts.practice().persona()
        self.signs_in(persona)
        return persona

    def signs_in(self, persona: Persona) -> None:
        """With what the panel says."""
        self.types(persona.account_name, persona.password or "")
        self.presses("Sign in")

    def days_since(self, before: datetime) -> int:
        """In the story."""
        return (self.viewer.world.now - before).days if self.viewer.world is not None else 0

    def lets_days_pass(self, days: int) -> None:
        """Ten at a press."""
        assert self.viewer.world is not None
        before = self.viewer.world.now
        for passed in range(10, days + 1, 10):
            self.presses("clock-days-10")
            self.until(partial(self._has_come, before, passed))

    def _has_come(self, before: datetime, days: int) -> bool:
        return self.days_since(before) >= days and not self.door.is_busy

    def newest_code(self) -> str:
        """On the practice phone, once it has come."""
        world = self.accounts.practice().move_clock(120)
        texts = sorted((text for phone in world.phones for text in phone.messages), key=lambda text: text.at)
        return [code for text in texts if (code := code_in(text.text))][-1]


@pytest.fixture
def trainee(qapp: QApplication, tmp_path: Path) -> Iterator[Trainee]:
    backend, jobs = EmbeddedBackend(practice_settings(tmp_path)), Jobs()
    accounts = DesktopAccounts((), backend.address, clock.now)
    window = Window(Appearance(qapp), Words(lambda: accounts.clock()))
    viewer = WorldViewer(accounts, jobs, window)
    window.show()
    yield Trainee(window, Door(window, Way(accounts, accounts.signed_in), jobs, viewer), viewer, accounts)
    jobs.shutdown()
    window.leave()
    window.deleteLater()
    backend.stop()


def test_b11_to_b13_the_thirty_days_from_the_request_to_the_new_phone(trainee: Trainee) -> None:
    persona = trainee.begins()
    trainee.presses("section-contacts")
    trainee.presses("lost-all")
    trainee.presses("Start with the new info")
    trainee.types(NEW_PHONE)
    trainee.presses("Go on")
    trainee.presses("begin-replacement")
    assert "Day 1 of 30" in trainee.reads()
    trainee.lets_days_pass(30)
    trainee.signs_in(persona)
    assert "Now show that your new info works" in trainee.reads()
    trainee.presses("at-the-end")
    trainee.types(trainee.newest_code())
    trainee.presses("Use this code")
    trainee.presses("at-the-end")
    assert "Your new security info counts from now on." in trainee.reads()
    assert "Yes, but in one way only" in trainee.reads()
