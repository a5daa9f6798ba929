"""The cases of the helpdesk as they were read last: each with its log, to which is added what is heard. In memory."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from secinfo_desktop.client import reading_helpdesk as reading
from secinfo_desktop.client.reading_case import logged
from secinfo_desktop.contract import helpdesk as wire
from secinfo_desktop.domain.live_rules import LiveWord, Side
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.events import Event, StepShown
from secinfo_desktop.helpdesk.records import CaseLine, HelpCase, Note, Verified
from secinfo_desktop.recovery.live_help import Logged, Said
from secinfo_desktop.recovery.shared_log import SharedLog, leaves

MOST_CASES: Final = 50
"""Those that were looked at last; any other is read anew."""


@dataclass(frozen=True)
class KeptCase:
    """A case as far as it is known here."""

    line: CaseLine
    log: SharedLog
    notes: tuple[Note, ...] = ()
    verified: Verified | None = None
    word_pair: tuple[str, str] | None = None

    @property
    def has_gap(self) -> bool:
        """True if something in the middle of the log is missing."""
        return self.log.place < len(self.log.known)

    @property
    def was_shared(self) -> bool:
        """True for a case that a caller has let somebody in to."""
        return any(its.live is LiveWord.ALLOWED for its in self.log.known)

    def help_case(self) -> HelpCase:
        """As the console has it."""
        told = self.log.own
        log = Case(self.log.opened, tuple(its.event for its in told))
        who, sides = tuple(its.who for its in told), tuple(its.by for its in told)
        return HelpCase(self.line, log, who, self.notes, self.verified, self.word_pair, sides)

    def heard(self, events: Sequence[Logged]) -> "KeptCase":
        """With more of its log. Raises ``LogError`` if that does not go together."""
        log = self.log.take(events)
        if log.known == self.log.known:
            return self
        shown = [its.event.step for its in events if isinstance(its.event, StepShown)]
        line = replace(self.line, changed_at=max(self.line.changed_at, *(its.at for its in events)))
        return replace(self, log=log, line=replace(line, step=shown[-1]) if shown else line)


class KeptCases:
    """All of them. Safe to use from several threads. ``revision`` is that of a checklist as this computer has it."""

    def __init__(self, revision: Callable[[str], str], new_id: Callable[[], str]) -> None:
        self._revision, self._new_id = revision, new_id
        self._lock = threading.RLock()
        self._cases: OrderedDict[str, KeptCase] = OrderedDict()
        self._unsaid: dict[str, tuple[Said, ...]] = {}

    def get(self, case_id: str) -> KeptCase | None:
        """What is known of a case."""
        with self._lock:
            return self._cases.get(case_id)

    def read(self, its: wire.CaseRead) -> KeptCase:
        """Takes what was read. Raises ``LogError`` if the log is another one than before."""
        told, events = reading.case_line(its.line), tuple(map(logged, its.events))
        with self._lock:
            kept = self._cases.get(told.id)
            log = kept.log if kept else SharedLog(reading.opened(its.line, self._revision), Side.AGENT)
            verified = reading.verified(its.line)
            new = KeptCase(told, log.take(events), reading.notes(its), verified, reading.word_pair(its))
            return self._keep(told.id, new)

    def heard(self, case_id: str, events: Sequence[Logged]) -> KeptCase | None:
        """Takes more of a log; None if nothing of it is known. Raises ``LogError``."""
        with self._lock:
            kept = self._cases.get(case_id)
            return None if kept is None or not events else self._keep(case_id, kept.heard(events))

    def forget(self, case_id: str) -> None:
        """Nothing of a case is known any more."""
        with self._lock:
            self._cases.pop(case_id, None)

    def _keep(self, case_id: str, case: KeptCase) -> KeptCase:
        self._cases[case_id] = case
        self._cases.move_to_end(case_id)
        while len(self._cases) > MOST_CASES:
            self._cases.popitem(last=False)
        return case

    # -- what is to be added

    def said(self, case_id: str, events: Sequence[Event]) -> tuple[Said, ...]:
        """The events with their ids: what was handed over before and is not confirmed has the same ones again."""
        with self._lock:
            before = self._unsaid.get(case_id, ())
            same = 0
            while same < min(len(before), len(events)) and before[same].event == events[same]:
                same += 1
            said = before[:same] + tuple(Said(self._new_id(), event) for event in events[same:])
            self._unsaid[case_id] = said
            return tuple(its for its in said if leaves(its.event, Side.AGENT))

    def settled(self, case_id: str) -> KeptCase | None:
        """What was handed over is confirmed, or never will be; what stays here is seen from now on."""
        with self._lock:
            said, kept = self._unsaid.pop(case_id, ()), self._cases.get(case_id)
            apart = [its.event for its in said if not leaves(its.event, Side.AGENT)]
            if kept is not None and apart:
                return self._keep(case_id, replace(kept, log=kept.log.say(apart, self._new_id)))
            return kept
