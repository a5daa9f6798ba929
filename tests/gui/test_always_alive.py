"""The window stays there while the service does not: waiting can be stopped, late answers count for nothing."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Final

import pytest

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.ports import CodeSent
from tests.gui import ways
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_accounts import ORGANISATION, FakeAccount
from tests.helpers.walk import Walk

ENDS_WITHIN_S: Final = 20
"""Much more than the second that it takes; what hangs would never end."""


class HungAccount(FakeAccount):
    """Answers to a request for a code when it is told to."""

    def __init__(self, account: FakeAccount) -> None:
        super().__init__(account.clock, deliver=account.deliver)
        self.goes_on, self.answered = threading.Event(), threading.Event()

    def send_code(self, contact_id: str, typed: str | None, channel: Channel | None = None) -> CodeSent:
        self.goes_on.wait(ENDS_WITHIN_S)
        try:
            return super().send_code(contact_id, typed, channel)
        finally:
            self.answered.set()


class Hung:
    """The page of the contacts, with a request for a code that hangs."""

    def __init__(self, appearance: Appearance) -> None:
        accounts = StoryAccounts()
        self.account = accounts._accounts[ORGANISATION.id] = HungAccount(accounts.account(ORGANISATION.id))
        walk = Walk(accounts)
        ways.contact(walk)
        self.scene = Scene(appearance, LIGHT, walk)
        self.scene.conductor.say(said.ChoseContact("phone", ways.TYPED))

    @property
    def page(self) -> object:
        return self.scene.walk.page

    def stops(self) -> None:
        """Presses what stops waiting, as soon as it is offered."""
        stop = self.scene.window.words.say("page.shell.cancel")
        self.scene.until(self.offers_to_stop)
        self.scene.presses(stop)

    def offers_to_stop(self) -> bool:
        """True while the sign of work is shown."""
        working = self.scene.window.body._working
        return working is not None and working.isVisible()


@pytest.fixture
def hung(appearance: Appearance) -> Iterator[Hung]:
    made = Hung(appearance)
    yield made
    made.account.goes_on.set()
    made.scene.close()


def test_waiting_is_stopped_at_once_while_the_request_hangs(hung: Hung) -> None:
    before = hung.page
    hung.stops()
    assert not hung.scene.is_busy
    assert not hung.offers_to_stop()
    assert not hung.account.answered.is_set()
    assert hung.page == before


def test_after_stopping_one_goes_on_while_the_request_still_hangs(hung: Hung) -> None:
    hung.stops()
    hung.scene.says(said.ChecksName())
    assert isinstance(hung.page, pages.AccountNamePage)
    assert not hung.account.answered.is_set()


def test_a_late_answer_changes_no_page(hung: Hung) -> None:
    hung.stops()
    before, view = hung.page, hung.scene.window.page
    hung.account.goes_on.set()
    assert hung.account.answered.wait(ENDS_WITHIN_S)
    hung.scene.until(lambda: hung.scene.walk.frame.code is not None)
    assert hung.page == before
    assert hung.scene.window.page is view


def test_an_answer_that_is_waited_for_does_change_it(hung: Hung) -> None:
    """The control."""
    hung.account.goes_on.set()
    hung.scene.until(lambda: not hung.scene.is_busy)
    assert isinstance(hung.page, pages.WaitingPage)


def test_a_second_press_in_the_same_moment_answers_nothing(hung: Hung) -> None:
    """The next page is thought out, but not to be seen yet: nobody means to answer that one."""
    hung.stops()
    hung.scene.conductor.say(said.ChecksName())
    hung.scene.conductor.say(said.GaveName("somebody@example.org"))
    hung.scene.until(lambda: not hung.scene.is_busy)
    assert isinstance(hung.page, pages.AccountNamePage)
    assert hung.scene.walk.frame.problem is None


HANGS = """
import os, sys, threading
from PySide6.QtWidgets import QApplication
from secinfo_desktop.commands.window import Rest, outside
from secinfo_desktop.desktop import computer, folders
from secinfo_desktop.gui import app
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery import said
def find():
    here = computer.find(os.environ)
    here.accounts._practice_address = lambda: (print("hangs", flush=True), threading.Event().wait())
    return here
def loaded():
    from secinfo_desktop.gui.conductor import Conductor
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Window))
    window.findChild(Conductor).say(said.WantsPractice())
    sys.stdin.readline()
    window.leave()
stands_on = outside(folders.find(os.environ), Rest(find))
sys.exit(app.run((), stands_on._replace(after_first_paint=loaded)))
"""


def test_closing_the_window_ends_the_program_while_a_request_hangs() -> None:
    command = [sys.executable, "-c", HANGS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdin is not None
            assert program.stdout is not None
            assert program.stdout.readline() == "hangs\n"
            program.stdin.write("close\n")
            program.stdin.flush()
            assert program.wait(ENDS_WITHIN_S) == 0
        finally:
            program.kill()
