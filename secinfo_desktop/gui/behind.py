"""What stands behind the pages, and how it comes to stand there: loaded after the first paint, on a thread."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from secinfo_desktop.browsers.desk import SessionDesk
from secinfo_desktop.gui.apart import Windows
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.first_page import FirstPage
from secinfo_desktop.gui.helpdesk.second_window import MakeConsole, SecondWindow
from secinfo_desktop.gui.jobs import Jobs
from secinfo_desktop.gui.practice.viewer import WorldViewer
from secinfo_desktop.gui.presenter import Presenter
from secinfo_desktop.gui.security_info.doorkeeper import Doorkeeper, load_ahead
from secinfo_desktop.gui.security_info.goal import Way
from secinfo_desktop.gui.shell import foot, hearing, look_menu, notes, working_bar
from secinfo_desktop.gui.shell.window import Window
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.ports import Accounts, Cases
from secinfo_desktop.security_info.ports import SignedInAccount

_SOON_NEEDED = (foot, hearing, look_menu, notes, working_bar)
"""Loaded here, on a thread: the window itself loads them where they are needed first."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Behind:
    """A person's flow, and what it needs from outside."""

    flow: Flow
    accounts: Accounts
    cases: Cases
    desk: SessionDesk
    """Where separate browser windows are opened."""
    tidy: Callable[[], object]
    """Takes time, and nobody waits for it."""
    signed_in: Callable[[str], SignedInAccount]
    """The way to an account for whoever signs in to it; may take a while and raise ``RefusedError``."""
    helpdesk: MakeConsole
    """The console of this computer for whoever takes calls here."""

    def stand(self, window: Window, jobs: Jobs, first: FirstPage | None) -> tuple[Callable[[], object], ...]:
        """Take the window over; ``first`` is the page that it shows already, and None if it shows nothing.

        Returns what is still to be done once the window was painted, one thing after the other.
        """
        windows = Windows(self.desk, self.accounts, jobs, window.words.clock, window)
        conductor = Conductor(self.flow, self.accounts, jobs, window, self.cases)
        viewer = WorldViewer(self.accounts, jobs, window)
        presenter = Presenter(window, conductor, viewer, windows, shown=first.page if first is not None else None)
        presenter.left.connect(window.leave)
        presenter.wants_helpdesk.connect(SecondWindow(window, self.helpdesk, jobs).open)
        Doorkeeper(window, Way(self.accounts, self.signed_in), jobs, viewer, presenter, conductor)
        if first is not None:
            first.said.connect(presenter.hear)
            first.wants_to_forget.connect(presenter.ask_before_forgetting)
            first.wants_folder.connect(presenter.show_folder)
            first.wants_helpdesk.connect(presenter.wants_helpdesk)
            first.hand_over()
        heard = (first.say_what_waited,) if first is not None else ()
        return (
            *heard,
            windows.look_after,
            lambda: jobs.run(load_ahead, lambda _: None, _report),
            lambda: jobs.run(self.tidy, lambda _: None, _report),
        )


def _report(error: Exception) -> None:
    _LOG.error("tidying up failed", exc_info=error)
