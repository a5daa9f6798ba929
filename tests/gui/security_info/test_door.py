"""The way from the wizard into My security info and back, in the one window that there is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Answer
from secinfo_desktop.gui.practice.panel import PracticePanel
from secinfo_desktop.gui.security_info.doorkeeper import Doorkeeper
from secinfo_desktop.gui.security_info.goal import Way
from secinfo_desktop.gui.shell.page_view import PageView
from secinfo_desktop.recovery import pages as wizard
from secinfo_desktop.recovery.ports import RefusedError
from secinfo_desktop.security_info import pages
from tests.gui import ways
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import MICROSOFT, ORGANISATION
from tests.helpers.fake_signed_in import FakeSignedIn
from tests.helpers.walk import Walk


class House:
    """The whole window: the wizard, the door, and an account behind it."""

    def __init__(self, appearance: Appearance, walk: Walk) -> None:
        self.account = FakeSignedIn(walk.accounts.clock)
        self.account.fresh_until = walk.accounts.clock() + timedelta(minutes=5)
        self.scene = Scene(appearance, LIGHT, walk)
        self.failure: Failure | None = None
        way = Way(walk.accounts, self._signed_in)
        scene = self.scene
        self.keeper = Doorkeeper(scene.window, way, scene.jobs, scene.viewer, scene.presenter, scene.conductor)

    def _signed_in(self, _choice: str) -> FakeSignedIn:
        if self.failure is not None:
            raise RefusedError(self.failure)
        return self.account

    def settles(self) -> None:
        """Until nothing is awaited."""
        self.scene.until(lambda: not self.keeper.door.is_busy and not self.scene.is_busy)

    def clicks(self, name: str) -> None:
        """Presses what has this name or these words."""
        found = [one for one in self.scene.window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        fits = [one for one in found if name in (one.objectName(), one.accessibleName())]
        assert fits, [one.accessibleName() for one in found]
        fits[0].click()
        self.settles()

    @property
    def page(self) -> PageView:
        """The page that is seen."""
        assert self.scene.window.page is not None
        return self.scene.window.page

    @property
    def heading(self) -> str:
        """What it is called."""
        return self.page.heading

    def reads(self) -> str:
        """All that is read."""
        return "\n".join(label.text() for label in self.scene.window.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def at_start(appearance: Appearance) -> Iterator[House]:
    """Before the first page."""
    house = House(appearance, Walk(StoryAccounts(connected=True)))
    yield house
    house.scene.close()


@pytest.fixture
def at_step(appearance: Appearance) -> Iterator[House]:
    """Before the step that replaces everything."""
    walk = Walk(StoryAccounts(connected=True))
    ways.finds_out(walk, "replace_all_info")
    house = House(appearance, walk)
    yield house
    house.scene.close()


def test_the_first_page_leads_to_the_account_of_an_organisation_and_back(at_start: House) -> None:
    at_start.clicks("security-info")
    assert at_start.heading == "Whose account is it?"
    at_start.clicks(ORGANISATION.name)
    assert at_start.heading == "Yes, in more than one way"
    at_start.clicks("Back")
    assert isinstance(at_start.scene.conductor.frame().page, wizard.StartPage)
    assert at_start.heading == "What is the trouble?"


def test_by_hand_the_providers_own_page_is_opened(at_start: House) -> None:
    at_start.clicks("security-info")
    at_start.clicks(MICROSOFT.name)
    accounts = at_start.scene.walk.accounts
    assert accounts.by_hand_pack.by_hand is not None
    assert accounts.web.shown == [accounts.by_hand_pack.by_hand.pages[ProviderPage.SECURITY_INFO]]
    assert "The page is open in your browser" in at_start.reads()
    assert at_start.heading == "Whose account is it?"


def test_an_account_that_can_t_be_reached_is_said_and_the_page_stays(at_start: House) -> None:
    at_start.failure = Failure.UNREACHABLE
    at_start.clicks("security-info")
    at_start.clicks(ORGANISATION.name)
    assert "We can’t reach the account service." in at_start.reads()
    assert at_start.heading == "Whose account is it?"


def test_a_good_day_is_practised_with_the_clock_moved_by_days(at_start: House) -> None:
    world, window = at_start.scene.walk.accounts.world, at_start.scene.window
    world.days = tuple(world.stories())
    at_start.account.signed_in = False
    at_start.clicks("security-info")
    at_start.clicks("Try it with a made-up person")
    at_start.page.findChildren(Answer)[0].click()
    at_start.settles()
    at_start.scene.until(lambda: window.findChild(QAbstractButton, "clock-days-10") is not None)
    assert at_start.heading == "Sign in to see your security info"
    before = world.look().now
    at_start.clicks("clock-days-10")
    at_start.scene.until(lambda: (world.look().now - before).days == 10)
    at_start.clicks("Back")
    assert not [panel for panel in window.findChildren(PracticePanel) if panel.isVisible()]


def test_the_stories_of_locked_out_people_lead_to_those_of_good_days(at_start: House) -> None:
    world = at_start.scene.walk.accounts.world
    world.days = tuple(world.stories())
    at_start.clicks("Try it with a made-up person")
    at_start.clicks("good-days")
    assert at_start.heading == "Whose security info do you want to look after?"
    at_start.clicks("Back")
    assert at_start.heading == "Which story do you want to try?"


def test_b9_the_step_that_replaces_everything_begins_it_here_and_is_done_then(at_step: House) -> None:
    at_step.clicks("replace-here")
    assert at_step.keeper.door.inside is not None
    assert at_step.keeper.door.inside.frame.page == pages.ReplacePage()
    at_step.clicks("Start with the new info")
    at_step.page.findChildren(QLineEdit)[0].setText("+49 1512 3456742")
    at_step.clicks("Go on")
    at_step.clicks("begin-replacement")
    at_step.clicks("Back")
    page = at_step.scene.conductor.frame().page
    assert isinstance(page, wizard.DonePage)
    assert page.outcome is Outcome.REPLACEMENT_STARTED


def test_who_comes_back_without_having_begun_is_at_the_same_step(at_step: House) -> None:
    before = at_step.scene.conductor.frame().page
    at_step.clicks("replace-here")
    at_step.clicks("Something still works: go back")
    assert at_step.scene.conductor.frame().page == before
    assert at_step.page.findChild(QAbstractButton, "replace-here") is not None


def test_while_the_door_is_open_the_wizard_hears_nothing(at_start: House) -> None:
    at_start.clicks("security-info")
    at_start.clicks(ORGANISATION.name)
    at_start.scene.window.code_given.emit("481906")
    at_start.scene.conductor.changed.emit()
    assert at_start.heading == "Yes, in more than one way"


def test_who_practises_is_not_reminded_and_who_is_signed_in_to_a_real_account_is(at_start: House) -> None:
    world = at_start.scene.walk.accounts.world
    world.days = tuple(world.stories())
    at_start.clicks("security-info")
    at_start.clicks("Try it with a made-up person")
    at_start.page.findChildren(Answer)[0].click()
    at_start.settles()
    assert at_start.heading == "Yes, in more than one way"
    assert not at_start.keeper.door.reminders.hourly.isActive()
    at_start.clicks("Back")
    at_start.clicks("security-info")
    at_start.clicks(ORGANISATION.name)
    assert at_start.keeper.door.reminders.hourly.isActive()
