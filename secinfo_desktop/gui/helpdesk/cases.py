"""The list of cases as Qt asks for it: lines in sections, each only looked at when it is seen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from secinfo_desktop.domain.calls import CaseSort, CaseState
from secinfo_desktop.gui.helpdesk.wording import age, caller, since, what_about
from secinfo_desktop.helpdesk.pages import CaseList
from secinfo_desktop.helpdesk.records import CaseLine
from secinfo_desktop.texts.words import Words

Index = QModelIndex | QPersistentModelIndex


class Section(StrEnum):
    """Under which heading a case stands."""

    MINE = "mine"
    WAITING = "waiting"
    COLLEAGUES = "colleagues"
    CLOSED = "closed"


_SECTIONS: Final = tuple(Section)
Row = CaseLine | Section


class Cases(QAbstractListModel):
    """Rows: cases, and a heading before each section but the first, which stands above the list."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._me = words, ""
        self._sort = CaseSort.LONGEST_WAIT
        self._rows: list[Row] = []
        self._starts: list[tuple[int, Section]] = []
        self._lines: Sequence[CaseLine] = ()
        self._place: tuple[str, int | None] | None = None
        """Where the case was found that was looked for last."""
        self.shown: str | None = None
        self._step: str | None = None
        """Where the case that is shown has come to: nothing is asked anew for it."""

    def show_cases(self, cases: CaseList, me: str, step: str | None = None) -> None:
        """Show a list; the same lines again cost nothing. ``step`` is that of the case that is shown."""
        self.shown, self._step = cases.shown, step
        if cases.lines is self._lines and me == self._me and cases.query.sort is self._sort:
            return
        self.beginResetModel()
        self._lines, self._me, self._sort, self._place = cases.lines, me, cases.query.sort, None
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        groups: dict[Section, list[Row]] = {section: [] for section in _SECTIONS}
        mine, waiting = groups[Section.MINE], groups[Section.WAITING]
        for line in self._lines:  # long: nothing is called for a line that is most often there
            if line.state is CaseState.WAITING:
                waiting.append(line)
            elif line.state is CaseState.CLOSED:
                groups[Section.CLOSED].append(line)
            else:
                (mine if self.is_mine(line) else groups[Section.COLLEAGUES]).append(line)
        self._rows, self._starts = [], []
        for section, its in groups.items():
            if its:
                self._rows += [section] if self._rows else []
                self._starts.append((len(self._rows), section))
                self._rows += its

    def is_mine(self, line: CaseLine) -> bool:
        """True if the agent leads it."""
        return line.owner is not None and line.owner.id == self._me

    def section_at(self, row: int) -> Section | None:
        """The section that a row lies in."""
        return next((section for start, section in reversed(self._starts) if row >= start - 1), None)

    def heading(self, section: Section) -> str:
        """What stands above a section."""
        if section is Section.WAITING:
            return self._words.say(f"helpdesk_window.section.waiting.{self._sort}")
        return self._words.say(f"helpdesk_window.section.{section}")

    def row(self, number: int) -> Row | None:
        """A case or a heading."""
        found = self._rows[number] if 0 <= number < len(self._rows) else None
        if isinstance(found, CaseLine) and self._step is not None and found.id == self.shown:
            return replace(found, step=self._step)
        return found

    def place_of(self, case_id: str | None) -> int | None:
        """In which row a case stands."""
        if case_id is None:
            return None
        if self._place is not None and self._place[0] == case_id:
            return self._place[1]
        rows = enumerate(self._rows)
        self._place = case_id, next((at for at, row in rows if isinstance(row, CaseLine) and row.id == case_id), None)
        return self._place[1]

    def beside(self, steps: int) -> str | None:
        """The case that many places after the one that is shown; without one the first or the last."""
        here = self.place_of(self.shown)
        at = here + steps if here is not None else (0 if steps > 0 else len(self._rows) - 1)
        while isinstance(self.row(at), Section):
            at += steps
        found = self.row(at)
        return found.id if isinstance(found, CaseLine) else None

    def found(self, text: str, most: int) -> Iterator[CaseLine]:
        """The first cases whose number or caller has a text in it."""
        wanted, left = text.casefold(), most
        for line in self._lines:
            if left and (wanted in line.number.casefold() or wanted in line.caller.casefold()):
                left -= 1
                yield line

    # -- Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """All rows."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is nothing to choose."""
        if isinstance(self.row(index.row()), CaseLine):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a screen reader says; the rest is painted."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        match self.row(index.row()):
            case CaseLine() as line:
                return self.sentence(line)
            case Section() as section:
                return self.heading(section)
        return None

    def sentence(self, line: CaseLine) -> str:
        """A whole case in one sentence."""
        say, words = self._words.say, self._words
        shown = "helpdesk_window.line.spoken.shown" if line.id == self.shown else "helpdesk_window.line.spoken"
        return say(
            shown,
            caller=caller(line, words),
            number=line.number,
            what=what_about(line, words),
            age=age(since(line), words),
        )
