"""Reminders on the desktop: seen by a double in place of the tray, and by the window where there is none."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from secinfo_desktop.domain.security_info import VerificationNotice
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Notice
from secinfo_desktop.gui.security_info.reminding import DesktopReminders, Tray
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.security_info.acts import SignOut
from secinfo_desktop.security_info.pages import Section, SectionPage
from secinfo_desktop.security_info.said import Does, Opens
from tests.gui.looks import LIGHT
from tests.gui.security_scene import SecurityScene
from tests.helpers.clock import START
from tests.helpers.fake_signed_in import NAME, FakeSignedIn, in_waiting_period

DAY = timedelta(days=1)


class PaperTray:
    """Writes down what a desktop would have shown."""

    def __init__(self, *, there: bool = True) -> None:
        self.there, self.shown = there, list[tuple[str, str]]()

    def show(self, title: str, text: str) -> bool:
        """Only where there is a tray."""
        self.shown += [(title, text)] if self.there else []
        return self.there


class Reminded:
    """Somebody who leaves the window open."""

    def __init__(self, appearance: Appearance, account: FakeSignedIn, tray: PaperTray) -> None:
        self.account, self.tray = account, tray
        self.scene = SecurityScene(appearance, LIGHT, account)
        self.reminders = DesktopReminders(self.scene.window, lambda _: tray)
        self.scene.presenter.shown.connect(self.look)
        self.look()

    def look(self) -> None:
        """Something is shown."""
        self.reminders.see(self.account, self.scene.frame)

    def waits(self, time: timedelta) -> None:
        """Time passes, and the next full hour comes."""
        self.account.clock.advance(seconds=time.total_seconds())
        self.reminders.hourly.timeout.emit()

    @property
    def titles(self) -> list[str]:
        """What the desktop has shown."""
        return [title for title, _ in self.tray.shown]

    @property
    def banners(self) -> list[str]:
        """What stands in the window above the page or in it."""
        return [notice.accessibleName() for notice in self.scene.window.findChildren(Notice) if notice.isVisible()]


def noticed() -> FakeSignedIn:
    """Asked a moment ago."""
    return FakeSignedIn(notice=VerificationNotice(START, START + 7 * DAY))


@pytest.fixture
def opened() -> Iterator[list[SecurityScene]]:
    """What is closed at the end."""
    scenes: list[SecurityScene] = []
    yield scenes
    for scene in scenes:
        scene.close()


def leave_open(
    appearance: Appearance, opened: list[SecurityScene], account: FakeSignedIn, *, tray: bool = True
) -> Reminded:
    """A window over this account."""
    reminded = Reminded(appearance, account, PaperTray(there=tray))
    opened.append(reminded.scene)
    return reminded


SOON, LAST = "Security info: check that a code reaches you", "Security info: last day to check that a code reaches you"
READY = "Security info: enter your new e-mail or phone"


def test_b23_the_first_look_reminds_and_then_every_day(appearance: Appearance, opened: list[SecurityScene]) -> None:
    person = leave_open(appearance, opened, noticed())
    assert person.titles == [SOON]
    person.waits(timedelta(hours=1))
    person.scene.says(Opens(SectionPage(Section.CONTACTS)))
    assert person.titles == [SOON]
    person.waits(timedelta(hours=23))
    assert person.titles == [SOON, SOON]
    person.waits(5 * DAY)
    assert person.titles == [SOON, SOON, LAST]


def test_b13_the_end_of_the_thirty_days_comes_while_the_window_is_open(
    appearance: Appearance, opened: list[SecurityScene]
) -> None:
    person = leave_open(appearance, opened, in_waiting_period())
    assert person.titles == []
    person.waits(30 * DAY)
    assert person.titles == [READY]


def test_others_may_read_it(appearance: Appearance, opened: list[SecurityScene]) -> None:
    person = leave_open(appearance, opened, noticed())
    said = " ".join(map(" ".join, person.tray.shown))
    assert said
    private = [NAME, *(its.contact.mask for its in person.account.contacts)]
    assert not [one for one in private if one in said or "•" in said or "@" in said]


def test_who_has_signed_out_is_not_reminded(appearance: Appearance, opened: list[SecurityScene]) -> None:
    person = leave_open(appearance, opened, noticed())
    person.scene.says(Does(SignOut()))
    assert not person.reminders.hourly.isActive()
    person.waits(2 * DAY)
    assert person.titles == [SOON]


def test_without_a_tray_the_window_says_it(appearance: Appearance, opened: list[SecurityScene]) -> None:
    person = leave_open(appearance, opened, noticed(), tray=False)
    person.scene.says(Opens(SectionPage(Section.ACTIVITY)))
    assert person.banners == []
    person.waits(DAY)
    assert person.banners == [SOON]


def test_the_window_does_not_say_twice_what_the_overview_says(
    appearance: Appearance, opened: list[SecurityScene]
) -> None:
    person = leave_open(appearance, opened, noticed(), tray=False)
    person.waits(DAY)
    assert person.banners == ["Can you still receive a code?"]


def test_a_screen_without_a_tray_is_found_out(appearance: Appearance, opened: list[SecurityScene]) -> None:
    """Offscreen there is none: the real one says so, and leaves nothing behind."""
    scene = SecurityScene(appearance, LIGHT, noticed())
    opened.append(scene)
    assert isinstance(scene.window, Window)
    assert not Tray(scene.window).show("title", "text")
