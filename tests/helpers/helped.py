"""A person at a question of the guide, without a face, and a helpdesk in memory."""

from typing import TYPE_CHECKING

from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.live_pages import Help
from tests.helpers.walk import Walk

if TYPE_CHECKING:
    from secinfo_desktop.recovery.live_help import Logged
    from tests.helpers.fake_live_help import FakeLiveHelp

QUESTION, OTHER = "filter_is_on", "mask_matches"


class Helped:
    """A person at a question of the guide, and a helpdesk."""

    def __init__(self) -> None:
        self.walk = Walk()
        self.desk: FakeLiveHelp = self.walk.account.has_helpdesk()
        self.walk.waits_for_code()
        self.walk.says(said.DidNotCome(), said.ChoseStep(QUESTION))
        self._read = 0

    @property
    def help(self) -> Help:
        return self.walk.frame.help

    def settles(self, *, hands_free: bool = True) -> None:
        """Everything that goes on beside the page has been done."""
        live = self.walk.flow.live
        for _ in range(20):
            for logged in self.desk.log[live.place :] if live.is_followed else ():
                self.walk.flow.hear(logged, hands_free=hands_free)
            errand = live.errand()
            if errand is None:
                return
            self.walk.flow.stands(errand, perform(errand, self.walk.accounts), hands_free=hands_free)
            if self.desk.fails is not None:
                return
        raise AssertionError("errands without end")

    def shares(self) -> None:
        self.walk.says(said.WantsHelp("de"))
        self.settles()

    def is_helped(self) -> None:
        """The agent is let in."""
        self.shares()
        self.desk.joins()
        self.settles()
        self.walk.says(said.AnswersAgent(allow=True))
        self.settles()

    def events(self) -> list[Event]:
        """The shared log."""
        return [its.event for its in self.desk.log if its.event is not None]

    def log(self) -> "list[Logged]":
        """The shared log as the person's side has it."""
        log = self.walk.flow.live.log
        return list(log.known) if log is not None else []

    def is_lost(self) -> bool:
        """The service is not reached."""
        return self.help.is_lost

    def case(self) -> Case:
        """The person's own log."""
        case = self.walk.flow.case
        assert case is not None
        return case
