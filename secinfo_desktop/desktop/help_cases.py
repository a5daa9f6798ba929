"""The helpdesk's cases that are kept on this computer alone: a private file for each, and a list beside them.

The port ``helpdesk.ports.CaseBook`` for one agent without any service: there are no colleagues, and nobody can join.
A file is replaced after every answer, whole or not at all; several windows take turns. What can't be written is
refused, and what was kept before still is.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from secinfo_desktop.desktop import help_files
from secinfo_desktop.desktop.file_lock import alone_in
from secinfo_desktop.desktop.files import write_private
from secinfo_desktop.desktop.help_files import KeptCall, NewerFileError
from secinfo_desktop.desktop.help_index import HelpIndex, Row, of_folder, row_of
from secinfo_desktop.domain.calls import (
    KEPT_FOR,
    LONGEST_LABEL,
    LONGEST_NOTE,
    LONGEST_TICKET,
    CaseState,
    HandedTo,
    OutcomeCode,
    number_of,
)
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.staff import Role
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import CaseError, Closed, Event, Opened
from secinfo_desktop.helpdesk.ports import Found, NewCall, Query
from secinfo_desktop.helpdesk.records import Agent, CaseLine, HelpCase, Note
from secinfo_desktop.note_check import holds_address, holds_secret
from secinfo_desktop.recovery.ports import RefusedError

ENDING: Final = ".json"
ASIDE: Final = ".unreadable"
HALF_WRITTEN_FOR: Final = timedelta(hours=1)
"""What is older was left behind by a crash in the middle of writing."""
MY_ID: Final = "here"
_ENDS: Final = {
    OutcomeCode.GOT_IN: Outcome.GOT_IN,
    OutcomeCode.REPLACEMENT_STARTED: Outcome.REPLACEMENT_STARTED,
    OutcomeCode.WAITS_THIRTY_DAYS: Outcome.REPLACEMENT_STARTED,
    OutcomeCode.WAITS_A_DAY: Outcome.STOPPED_UNTIL,
}
"""How the log ends; with all others it was handed over."""

_log = logging.getLogger(__name__)


class LocalCases:
    """``checklist`` finds one by its id, or raises KeyError; ``new_id`` makes ids of notes; ``clock`` is UTC."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        name: str,
        checklist: Callable[[str], Checklist],
        new_id: Callable[[], str],
    ) -> None:
        self._folder, self._clock, self._checklist, self._new_id = folder, clock, checklist, new_id
        self._me = Agent(MY_ID, name, Role.AGENT)
        self._index = HelpIndex(folder / "list.jsonl")
        self._thread = threading.RLock()
        self._is_checked = False
        self._put_aside: tuple[str, ...] = ()

    # -- reading

    def me(self) -> Agent:
        """Whoever sits here."""
        return self._me

    def find(self, query: Query) -> Found:
        """The list; what other windows did is in it."""
        with self._thread:
            self._look()
            return Found(self._index.find(query, self._me), self._index.counts(), self._put_aside)

    def read(self, case_id: str) -> HelpCase:
        """One case, as it is kept now."""
        with self._thread:
            return self._load(case_id).case

    def export(self, case_id: str) -> str:
        """Everything that is kept of a case, as JSON."""
        with self._thread:
            return help_files.dump(self._load(case_id))

    # -- changing

    def open(self, call: NewCall) -> HelpCase:
        """A new case of one's own; the same id opens it once."""
        _refuse_address(call.caller)
        with self._alone():
            if self._file(call.case_id).exists():
                return self._load(call.case_id).case
            now, place = self._clock(), self._index.next_place
            try:
                revision = self._checklist(call.checklist).revision
                log = Case(Opened(now, call.case_id, call.checklist, revision, call.context, Disclosure.PUBLIC))
            except (KeyError, CaseError):
                raise RefusedError(Failure.BAD_REQUEST) from None
            line = CaseLine(
                id=call.case_id,
                number=number_of(place),
                caller=call.caller[:LONGEST_LABEL],
                language=call.language,
                checklist=call.checklist,
                state=CaseState.OPEN,
                owner=self._me,
                opened_at=now,
                changed_at=now,
                provider=call.provider,
            )
            return self._keep(KeptCall(place, HelpCase(line, log)))

    def add(self, case_id: str, events: Sequence[Event]) -> HelpCase:
        """Adds to the log; all or nothing. A call that is repeated adds nothing."""

        def more(case: HelpCase) -> HelpCase:
            log = case.log
            if not events or log.later[-len(events) :] == tuple(events):
                return case
            for event in events:
                log = log.record(event)
            return replace(case, log=log, who=self._who(case, len(events)))

        return self._change(case_id, more)

    def note(self, case_id: str, text: str) -> HelpCase:
        """Writes something down; refused if it looks as if it held a code or an address."""
        if holds_secret(text):
            raise RefusedError(Failure.NOTE_HAS_SECRET)
        if not text.strip() or len(text) > LONGEST_NOTE:
            raise RefusedError(Failure.BAD_REQUEST)
        note = Note(self._new_id(), self._clock(), self._me.name, text)
        return self._change(case_id, lambda case: replace(case, notes=(*case.notes, note)))

    def name_caller(self, case_id: str, caller: str) -> HelpCase:
        """What the agent calls the caller from now on; never an address."""
        _refuse_address(caller)
        return self._change(case_id, lambda case: _with(case, caller=caller.strip()[:LONGEST_LABEL]))

    def speak(self, case_id: str, language: str) -> HelpCase:
        """In which language the caller is spoken to from now on."""
        return self._change(case_id, lambda case: _with(case, language=language))

    def choose_provider(self, case_id: str, provider: str) -> HelpCase:
        """Where the caller's account is from now on."""
        return self._change(case_id, lambda case: _with(case, provider=provider))

    def take(self, case_id: str) -> HelpCase:
        """Leads a case that waits."""
        return self._change(
            case_id,
            lambda case: _with(case, state=CaseState.OPEN, owner=self._me, waiting_since=None, call_back_on=None),
        )

    def hand_over(self, case_id: str, to: HandedTo, _colleague: str | None = None, /) -> HelpCase:
        """It waits for the second line; there is no colleague here, and no caller's app."""
        if to is not HandedTo.SECOND_LINE:
            raise RefusedError(Failure.NOT_LIVE if to is HandedTo.CALLER else Failure.NOT_ALLOWED)
        now = self._clock()
        return self._change(case_id, lambda case: _with(case, state=CaseState.WAITING, owner=None, waiting_since=now))

    def close(
        self, case_id: str, outcome: OutcomeCode, call_back_on: date | None = None, ticket: str | None = None
    ) -> HelpCase:
        """The wrap-up. With a day to call back the case waits until then."""
        if ticket is not None and (len(ticket) > LONGEST_TICKET or "@" in ticket):
            raise RefusedError(Failure.NOTE_HAS_SECRET if "@" in ticket else Failure.BAD_REQUEST)
        now = self._clock()

        def ended(case: HelpCase) -> HelpCase:
            kept = _with(case, ticket=ticket or case.line.ticket, call_back_on=call_back_on)
            if call_back_on is not None:
                return _with(kept, state=CaseState.WAITING, waiting_since=now)
            log = kept.log.record(Closed(now, _ENDS.get(outcome, Outcome.HANDED_OVER)))
            kept = replace(kept, log=log, who=self._who(kept, 1))
            return _with(kept, state=CaseState.CLOSED, outcome=outcome, waiting_since=None)

        return self._change(case_id, ended)

    def erase(self, case_id: str, _reason: str = "", /) -> None:
        """Nothing is kept of a case, nor of why."""
        with self._alone(Failure.NOT_FORGOTTEN):
            file = self._file(case_id)
            if case_id not in self._index.rows and not file.exists():
                raise RefusedError(Failure.UNKNOWN_CASE)
            self._forget(case_id)

    def clean(self) -> None:
        """Erases closed cases that are older than they may be, and what crashes left; for when nobody waits."""
        with suppress(RefusedError), self._alone():
            now = self._clock()
            for row in tuple(self._index.rows.values()):
                is_over = now - datetime.fromisoformat(row.changed_at) > KEPT_FOR
                if row.state == CaseState.CLOSED and is_over:
                    with suppress(OSError, RefusedError):
                        self._forget(row.id)
            for file in self._folder.glob("*"):
                limit = {".new": HALF_WRITTEN_FOR, ASIDE: KEPT_FOR}.get(file.suffix)
                with suppress(OSError):
                    if limit is not None and now - datetime.fromtimestamp(file.stat().st_mtime, UTC) > limit:
                        file.unlink()

    # -- how

    def _who(self, case: HelpCase, more: int) -> tuple[str, ...]:
        """Who added what, and so many more of one's own."""
        return (*case.who, *("" for _ in range(len(case.log.later) - len(case.who))), *(more * (self._me.name,)))

    def _change(self, case_id: str, change: Callable[[HelpCase], HelpCase]) -> HelpCase:
        """Of the case as it is kept now, whichever window kept it."""
        with self._alone():
            kept = self._load(case_id)
            if kept.case.line.state is CaseState.CLOSED:
                raise RefusedError(Failure.CASE_CLOSED)
            try:
                changed = change(kept.case)
            except CaseError:
                raise RefusedError(Failure.BAD_REQUEST) from None
            return self._keep(KeptCall(kept.place, _with(changed, changed_at=self._clock())))

    def _keep(self, kept: KeptCall) -> HelpCase:
        file = self._file(kept.case.line.id)
        try:
            text = help_files.dump(kept)
            write_private(file, text)
            known = file.stat()
        except CaseError:
            raise RefusedError(Failure.BAD_REQUEST) from None
        case = help_files.load(text, self._me).case
        self._index.put([row_of(case.line, kept.place, known)])
        return case

    @contextmanager
    def _alone(self, failure: Failure = Failure.NOT_KEPT) -> Iterator[None]:
        """No other thread or window changes anything meanwhile; what the disk refuses becomes a failure."""
        with self._thread:
            try:
                with alone_in(self._folder):
                    self._look()
                    yield
            except OSError as error:
                _log.warning("the helpdesk's cases could not be changed: %s", type(error).__name__)
                raise RefusedError(failure) from None

    def _look(self) -> None:
        """Knows what is kept: by the list, and by the files where they are not as it says."""
        is_known = self._index.catch_up()
        if self._is_checked and is_known:
            return
        self._is_checked = True
        rows, sound = self._index.rows, set()
        anew: list[Row] = []
        for entry in of_folder(self._folder, ENDING):
            case_id = entry.name.removesuffix(ENDING)
            known, row = entry.stat(), rows.get(case_id)
            if row is not None and (row.size, row.changed_ns) == (known.st_size, known.st_mtime_ns):
                sound.add(case_id)
            elif (read := self._row(case_id)) is not None:
                anew.append(read)
        self._index.put(anew, rows.keys() - sound - {row.id for row in anew})

    def _row(self, case_id: str) -> Row | None:
        """The row of a file; None for one that can't be read."""
        try:
            kept = self._load(case_id)
            return row_of(kept.case.line, kept.place, self._file(case_id).stat())
        except (RefusedError, OSError):
            return None

    def _load(self, case_id: str) -> KeptCall:
        file = self._file(case_id)
        try:
            kept = help_files.load(file.read_text(encoding="utf-8"), self._me)
            if kept.case.line.id != case_id:
                raise CaseError("id: is not that of the file")
        except FileNotFoundError:
            raise RefusedError(Failure.UNKNOWN_CASE) from None
        except NewerFileError:
            self._tell_aside(file.name)
            raise RefusedError(Failure.UNKNOWN_CASE) from None
        except ValueError:  # CaseError is one
            self._tell_aside(self._aside(file))
            raise RefusedError(Failure.UNKNOWN_CASE) from None
        except OSError:
            raise RefusedError(Failure.NOT_KEPT) from None
        return kept

    def _aside(self, file: Path) -> str:
        aside = file.with_suffix(ASIDE)
        try:
            file.replace(aside)
        except OSError:
            return file.name
        return aside.name

    def _tell_aside(self, name: str) -> None:
        if name not in self._put_aside:
            _log.warning("a case of the helpdesk could not be read: %s", name)
            self._put_aside += (name,)

    def _forget(self, case_id: str) -> None:
        self._file(case_id).unlink(missing_ok=True)
        self._index.put(gone=[case_id])

    def _file(self, case_id: str) -> Path:
        if not help_files.is_case_id(case_id):
            raise RefusedError(Failure.UNKNOWN_CASE)
        return self._folder / f"{case_id}{ENDING}"


def _with(case: HelpCase, **changes: object) -> HelpCase:
    return replace(case, line=replace(case.line, **changes))  # type: ignore[arg-type]  # the line checks none of them


def _refuse_address(caller: str) -> None:
    if holds_address(caller):
        raise RefusedError(Failure.NOTE_HAS_SECRET)
