"""The console at several places: signing in, a session that ends in the middle, and a practice call to its score."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from secinfo_desktop.commands.practice_callers import Callers
from secinfo_desktop.desktop import folders
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.desktop.workplaces import DesktopWorkplaces
from secinfo_desktop.domain.calls import OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.helpdesk.app import open_console
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.helpdesk.presenter import Presenter
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.preferences import Colours, Preferences
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.acts import Ports
from secinfo_desktop.helpdesk.console import Console
from secinfo_desktop.helpdesk.workplaces import HERE, Place, PlaceKind, Workplace
from secinfo_desktop.recovery.ports import RefusedError
from secinfo_desktop.texts.words import Words
from tests.gui.helpdesk.caller import AgentAtKeys
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_helpdesk import FakeService

NORTH = Place("north", "North Hospital", PlaceKind.ORGANISATION, is_open=False)
PASSWORD = "eleven slow trams"


class FakePlaces:
    """This computer, and one organisation where Rosa has a password."""

    def __init__(self, agent: "AgentSomewhere", real: DesktopWorkplaces) -> None:
        self._agent, self._real = agent, real
        self.service = FakeService(agent.clock)
        self.is_open = False

    def places(self) -> tuple[Place, ...]:
        return Place(HERE, "", PlaceKind.HERE), replace(NORTH, is_open=self.is_open)

    def stories(self) -> tuple[str, ...]:
        return self._real.stories()

    def enter(self, place: Place, words: Words) -> Workplace:
        if place.kind is PlaceKind.HERE:
            return self._real.enter(place, words)
        if not self.is_open:
            raise RefusedError(Failure.NOT_STAFF)
        console = Console(self._agent.desk, words, lambda: "case-000001")
        return Workplace(place, console, Ports(self.service, self.service), self._agent.clock)

    def sign_in(self, _place: Place, name: str, password: str) -> None:
        if (name, password) != ("rosa", PASSWORD):
            raise RefusedError(Failure.SIGN_IN_WRONG)
        self.is_open, self.service.refuses = True, None

    def sign_out(self, _place: Place) -> None:
        self.is_open = False

    def practise(self, story: str, words: Words) -> Workplace:
        return self._real.practise(story, words)


class AgentSomewhere(AgentAtKeys):
    """The same agent, with more than one place."""

    def __init__(self, appearance: Appearance, folder: Path) -> None:
        self.clock, self.jobs = FrozenClock(), Jobs()
        its = folders.find({folders.HOME: str(folder)})
        self.real = real = DesktopWorkplaces(its, _no_computer, "Ada", Callers())
        self.desk = real.here.desk
        self.places = FakePlaces(self, real)
        words = Words(self.clock, "en")
        console, ports = real.here.console(words), real.here.ports
        self.window = open_console(
            appearance, console, ports, words, Preferences(Colours.LIGHT), self.jobs, self.places
        )
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.until(lambda: bool(self.window.frame.me.name))

    def signs_in(self, password: str = PASSWORD) -> None:
        """Fills in the sheet that is open."""
        self.until(lambda: self._has_keyboard("Sign in at"))
        assert self.sheet is not None
        name, secret = self.sheet.findChildren(QLineEdit)
        name.setText("rosa")
        secret.setText(password)
        QTest.keyClick(secret, Qt.Key.Key_Return)

    def chooses(self, key: Qt.Key) -> None:
        """One of the places."""
        self.press(Qt.Key.Key_P)
        self.until(lambda: self._has_keyboard("Where do you work?"))
        assert self.sheet is not None
        QTest.keyClick(self.sheet, key)

    def _has_keyboard(self, title: str) -> bool:
        sheet = self.sheet
        return sheet is not None and sheet.focusWidget() is not None and title in sheet.windowTitle()

    @property
    def organisation(self) -> str | None:
        """Whose cases are shown."""
        return self.window.frame.organisation


def _no_computer() -> Computer:
    raise AssertionError("nothing here needs a service of its own")


@pytest.fixture
def agent(appearance: Appearance, tmp_path: Path) -> Iterator[AgentSomewhere]:
    """Somebody who has begun at this computer's own cases."""
    somewhere = AgentSomewhere(appearance, tmp_path)
    yield somewhere
    somewhere.close()


def test_who_signs_in_sees_the_cases_of_the_organisation_and_comes_back_to_the_own_call(agent: AgentSomewhere) -> None:
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    title = agent.step.title
    agent.chooses(Qt.Key.Key_2)
    agent.signs_in("a wrong one")
    agent.until(lambda: agent.sheet is not None and "is not right" in agent.reads())
    agent.signs_in()
    agent.until(lambda: agent.organisation == "Example organisation")
    assert agent.window.frame.call is None
    agent.chooses(Qt.Key.Key_1)
    agent.until(lambda: agent.organisation is None)
    assert agent.step.title == title


def test_a_session_that_ends_asks_again_and_the_call_goes_on(agent: AgentSomewhere) -> None:
    agent.chooses(Qt.Key.Key_2)
    agent.signs_in()
    agent.until(lambda: agent.organisation is not None)
    agent.press(Qt.Key.Key_N)
    agent.until(lambda: agent.window.frame.call is not None)
    agent.places.service.refuses = Failure.NOT_STAFF
    agent.press(Qt.Key.Key_1)
    agent.signs_in()
    kept = agent.places.service.cases
    agent.until(lambda: agent.call.line.id in kept and len(kept[agent.call.line.id].log.later) > 1)
    assert agent.window.frame.problem is None


def test_signing_out_leads_back_to_the_own_cases(agent: AgentSomewhere) -> None:
    agent.chooses(Qt.Key.Key_2)
    agent.signs_in()
    agent.until(lambda: agent.organisation is not None)
    agent.chooses(Qt.Key.Key_4)
    agent.until(lambda: agent.organisation is None)
    assert not agent.places.is_open


def _practises(agent: AgentSomewhere, story: str) -> None:
    agent.window.wishes.open(Wish.PRACTISE)
    agent.until(lambda: agent.sheet is not None)
    number = agent.places.stories().index(story) + 1
    agent.press(Qt.Key(Qt.Key.Key_0.value + number))
    agent.until(lambda: agent.window.frame.is_training and agent.window.frame.call is not None)


def test_a_made_up_caller_answers_each_step_and_the_guides_way_passes(agent: AgentSomewhere) -> None:
    _practises(agent, "mail-in-junk")
    assert agent.window.frame.practice
    assert "This is Tomasz" in agent.reads()
    for _ in range(30):
        if agent.call.step is None:
            break
        before, heard = agent.call.step.step, _right(agent)
        agent.window.said.emit(heard)
        agent.until(partial(_has_gone_on, agent, before))
    agent.window.said.emit(said.Closes(OutcomeCode.GOT_IN))
    agent.until(lambda: agent.window.frame.score is not None)
    agent.until(lambda: "Well done: nothing was given away." in agent.reads())


def _has_gone_on(agent: AgentSomewhere, before: str) -> bool:
    return agent.call.step is None or agent.call.step.step != before


def _right(agent: AgentSomewhere) -> said.Said:
    """What fits the words of the caller."""
    presenter = agent.window.findChild(Presenter)
    assert isinstance(presenter, Presenter)
    assert presenter._now is not None
    _step, reply = presenter._now.workplace.console._heard  # type: ignore[attr-defined]  # what they have just said
    return said.Answered(reply.value) if reply.value is not None else said.Skips()


def _asks_a_colleague(agent: AgentSomewhere) -> None:
    agent.window.said.emit(said.AsksApproval(None, "I know the voice"))
    agent.until(lambda: agent.call.caller.verified is not None)


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (lambda _agent: None, "You refused an impostor."),
        (_asks_a_colleague, "An impostor nearly got what they wanted."),
    ],
)
def test_an_impostor_must_be_refused(
    agent: AgentSomewhere, deed: Callable[[AgentSomewhere], object], told: str
) -> None:
    _practises(agent, "knows-everything")
    deed(agent)
    agent.window.said.emit(said.Closes(OutcomeCode.REFUSED))
    agent.until(lambda: agent.window.frame.score is not None)
    agent.until(lambda: told in agent.reads())
    assert agent.window.focusWidget() is not None
