"""One of the two windows as ``keyed_app`` leads them, on a network that fails: it tells besides what was said there.

``python -m tests.e2e.cut_app console`` or ``window``; ``forgets`` and ``renames`` after it make the console's mistakes:
what is unsure is not handed over again, or with another id.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from secinfo_desktop.client import helpdesk as client
from secinfo_desktop.client import streams
from secinfo_desktop.client.helpdesk import BackendHelpdesk
from secinfo_desktop.client.kept_cases import KeptCases
from secinfo_desktop.domain.live_rules import Side
from secinfo_desktop.gui import sharing
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.helpdesk import conductor as of_console
from secinfo_desktop.gui.parts.bases import Pressable
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.guide.events import Event
from secinfo_desktop.helpdesk import console as of_calls
from secinfo_desktop.helpdesk.acts import Act, Add
from secinfo_desktop.helpdesk.outbox import Outbox
from secinfo_desktop.recovery.live_help import Said
from secinfo_desktop.recovery.shared_log import SharedLog, leaves
from tests.e2e import keyed_app

AGAIN_MS: Final = 250
LOOKS_MS: Final = 2_000
LONGEST_PAUSE: Final = 1.0
SAID: list[str] = []
"""What the agent has said for the shared log."""


class Recording(Outbox):
    """Tells what it was given."""

    def add(self, case_id: str, events: tuple[Event, ...]) -> None:
        """More of the log of a case."""
        SAID.extend(str(event) for event in events if leaves(event, Side.AGENT))
        super().add(case_id, events)


class Forgetful(Recording):
    """A mistake: what was handed over is forgotten, whatever came of it."""

    def next(self) -> Act | None:
        """What is to be done to keep it."""
        act = super().next()
        if isinstance(act, Add):
            self.kept(act)
        return act

    def kept(self, act: Any) -> None:
        """It may hold more meanwhile, which waits."""
        if self.unsent(act.case_id)[: len(act.events)] == act.events:
            super().kept(act)


class Renaming(KeptCases):
    """A mistake: what is handed over again has other ids."""

    def said(self, case_id: str, events: Sequence[Event]) -> tuple[Said, ...]:
        """The events, as if they had never been handed over."""
        self._unsaid.pop(case_id, None)
        return super().said(case_id, events)


def told(log: SharedLog | None) -> list[str]:
    """What a side has of a shared log: place, id, side, and event or word."""
    known = log.known if log is not None else ()
    return [f"{its.seq} {its.id} {its.by} {its.live or its.event}" for its in known]


class Console(keyed_app.Console):
    """The console's side, with all that was said there."""

    def seen(self) -> dict[str, Any]:
        """The same, and what was said."""
        return {**super().seen(), "said": SAID}

    def _log(self) -> list[str]:
        call, at_work = self._window.frame.call, self._presenter._now
        service = at_work.workplace.ports.service if at_work is not None else None
        if call is None or not isinstance(service, BackendHelpdesk):
            return []
        known = service._cases.get(call.line.id)
        return told(known.log if known is not None else None)


def of_person(its: Window, conductor: Conductor) -> dict[str, Any]:
    """What the page offers under a letter, what both have said, and what of it the person has."""
    flow = conductor._flow
    assert its.page is not None
    offered = [one.words for one in its.page.findChildren(Pressable) if one.key.isalpha() and one.isVisible()]
    said = [str(one.event) for one in flow.live.log.said] if flow.live.log is not None else []
    outcome = flow.outcome.value if flow.outcome is not None else None
    own = [str(event) for event in flow.case.later if leaves(event, Side.CALLER)] if flow.case is not None else []
    told_besides = {"answers": offered, "said": said, "own": own, "outcome": outcome, "working": conductor.is_busy}
    return {**told_besides, "log": told(flow.live.log)}


def hurry() -> None:
    """What failed is tried again sooner than people need, so that more of it fails."""
    sharing.AGAIN_MS = of_console.AGAIN_MS = AGAIN_MS  # type: ignore[misc]  # people wait longer
    sharing.EVERY_MS = of_console.LOOKS_AGAIN_MS = LOOKS_MS  # type: ignore[misc]  # as well
    streams.LONGEST_PAUSE = LONGEST_PAUSE


def main(kind: str, mistakes: Sequence[str]) -> int:
    """Opens the window."""
    hurry()
    vars(of_calls)["Outbox"] = Forgetful if "forgets" in mistakes else Recording
    if "renames" in mistakes:
        vars(client)["KeptCases"] = Renaming
    opens: dict[str, Callable[[], int]] = {
        "console": lambda: keyed_app.console(Console),
        "window": lambda: keyed_app.window(of_person),
    }
    return opens[kind]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
