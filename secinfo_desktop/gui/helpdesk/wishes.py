"""Opens what the agent wishes for before anything is said: sheets, the palette, menus."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.gui.helpdesk.drafts import Drafts
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Action, Call, ConsoleFrame

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from secinfo_desktop.gui.helpdesk.window import ConsoleWindow

_NEEDS_MINE = frozenset(
    {
        Wish.OTHER_STEP,
        Wish.NOTE,
        Wish.HAND_OVER,
        Wish.WRAP_UP,
        Wish.VERIFY,
        Wish.TROUBLE,
        Wish.TICKS,
        Wish.NAME,
        Wish.ACCOUNT,
        Wish.PROVIDER,
    }
)
"""What makes sense for a case alone that the agent leads."""


class Wishes(QObject):
    """One sheet at a time. What was typed into a sheet that was closed, or a note that was refused, is there again."""

    said = Signal(object)

    def __init__(self, window: "ConsoleWindow") -> None:
        super().__init__(window)
        self._window = window
        self.drafts = Drafts()
        self._note: str | None = None
        self._exported: str | None = None

    def follow(self, frame: ConsoleFrame) -> None:
        """A note that looked as if it held a secret comes back to be put right."""
        self._show_exported(frame)
        note = self._note
        if note is None or frame.call is None or any(kept.text == note for kept in frame.call.notes):
            self._note = None
        elif frame.problem is Failure.NOTE_HAS_SECRET:
            self._note = None
            self._write_note(frame.call.line.id, note, " ".join(self._window.words.failure(frame.problem)))
        elif frame.problem is not None:
            self._note = None
            self.drafts.keep(frame.call.line.id, note)

    def _show_exported(self, frame: ConsoleFrame) -> None:
        """Once for each time that it was asked for: it comes as another text, however alike."""
        is_news = frame.exported is not None and frame.exported is not self._exported
        self._exported = frame.exported
        if is_news and frame.exported is not None and frame.call is not None:
            from secinfo_desktop.gui.helpdesk.paper_sheets import export_sheet

            window = self._window
            export_sheet(frame.call, frame.exported, window.papers(), window.words, window).open()

    @Slot(object)
    def open(self, wish: object) -> None:
        """Open what is wished for, if it makes sense now; a reason is asked for before every action."""
        frame = self._window.frame
        match wish:
            case StaffAction() as action if frame.call is not None:
                self._ask_reason(frame.call, action)
            case Wish.EVERYTHING:
                self._everything()
            case Wish.SEARCH:
                self._window.search()
            case Wish.LANGUAGE:
                self._window.desk.step.choose_language()
            case Wish.PLACES:
                self._window.places_wanted.emit()
            case Wish.SIGN_IN:
                self._window.sign_in_wanted.emit()
            case Wish.EXPORT if frame.call is not None and frame.call.can_export:
                self._tell(said.Exports())
            case Wish.PRACTISE:
                self._window.practice_wanted.emit()
            case Wish() if (sheet := self._sheet(wish, frame)) is not None:
                sheet.open()

    def _sheet(self, wish: Wish, frame: ConsoleFrame) -> "QDialog | None":
        """The sheets are loaded when one is wanted first."""
        from secinfo_desktop.gui.helpdesk import account_sheets, keys_sheet

        words, window = self._window.words, self._window
        match wish:
            case Wish.KEYS:
                return keys_sheet.keys_sheet(words, window)
            case Wish.JOIN:
                return self._line("join", said.Joins)
            case Wish.APPROVALS:
                return account_sheets.approvals_sheet(frame, words, window, self._tell)
        return self._sheet_of_case(wish, frame, frame.call) if frame.call is not None else None

    def _sheet_of_case(self, wish: Wish, frame: ConsoleFrame, call: Call) -> "QDialog | None":
        if wish in _NEEDS_MINE and (not call.is_mine or call.line.state is CaseState.CLOSED):
            return None
        if wish in (Wish.SEND_STEPS, Wish.TICKET):
            return self._paper(wish)
        from secinfo_desktop.gui.helpdesk import case_sheets, sheets

        words, window, tell = self._window.words, self._window, self._tell
        match wish:
            case Wish.OTHER_STEP if call.step is not None:
                return sheets.other_step_sheet(call.step.others, words, window, tell)
            case Wish.TROUBLE:
                return sheets.trouble_sheet(call, words, window, tell)
            case Wish.TICKS:
                return sheets.ticks_sheet(call, words, window, tell)
            case Wish.HAND_OVER:
                return case_sheets.hand_over_sheet(frame, words, window, self._tell_or_open)
            case Wish.WRAP_UP:
                return case_sheets.WrapUpSheet(call, words, window, tell)
        return self._sheet_of_caller(wish, frame, call)

    def _sheet_of_caller(self, wish: Wish, frame: ConsoleFrame, call: Call) -> "QDialog | None":
        from secinfo_desktop.gui.helpdesk import account_sheets, phrases_sheet, sheets

        words, window, tell = self._window.words, self._window, self._tell
        match wish:
            case Wish.PHRASES:
                return phrases_sheet.phrases_sheet(call, words, window)
            case Wish.PROVIDER if frame.providers:
                return sheets.provider_sheet(call, frame.providers, words, window, tell)
            case Wish.VERIFY:
                return account_sheets.verify_sheet(call, words, window, tell)
        return self._line_of_case(wish, call)

    def _paper(self, wish: Wish) -> "QDialog | None":
        from secinfo_desktop.gui.helpdesk import paper_sheets

        papers, words, window = self._window.papers(), self._window.words, self._window
        if papers is None:
            return None
        if wish is Wish.SEND_STEPS:
            return paper_sheets.steps_sheet(papers, words, window)
        return paper_sheets.ticket_sheet(papers, words, window, self._tell)

    def _line_of_case(self, wish: Wish, call: Call) -> "QDialog | None":
        from secinfo_desktop.gui.helpdesk import case_sheets

        match wish:
            case Wish.NOTE:
                self._write_note(call.line.id, self.drafts.of(call.line.id), "")
            case Wish.NAME:
                return self._line("name", said.NamesCaller, value=call.line.caller)
            case Wish.ACCOUNT:
                return self._line("account", said.NamesAccount)
            case Wish.ERASE if call.can_erase:
                is_shared = self._window.frame.organisation is not None
                return case_sheets.erase_sheet(self._window.words, self._window, self._tell, is_shared=is_shared)
        return None

    def _line(self, what: str, say: type, *, value: str = "") -> "QDialog":
        from secinfo_desktop.gui.helpdesk.sheets import line_sheet

        base, words = f"helpdesk_window.sheet.{what}", self._window.words
        return line_sheet(base, words, self._window, lambda typed: self._tell(say(typed)), value=value)

    def _write_note(self, case_id: str, draft: str, problem: str) -> None:
        from secinfo_desktop.gui.helpdesk.sheets import note_sheet

        left = partial(self.drafts.keep, case_id)
        note_sheet(self._window.words, self._window, self._tell, left, draft=draft, problem=problem).open()

    def _ask_reason(self, call: Call, action: StaffAction) -> None:
        from secinfo_desktop.gui.helpdesk.account_sheets import verify_sheet

        for one in call.actions:
            if one.action is action and one.missing is Failure.CALLER_NOT_VERIFIED:
                verify_sheet(call, self._window.words, self._window, self._tell, action=action).open()
            elif one.action is action:
                self._ask_why(call, one)

    def _ask_why(self, call: Call, action: Action) -> None:
        """A reason that was begun is there again."""
        from secinfo_desktop.gui.helpdesk.account_sheets import action_sheet

        case_id, kind, words = call.line.id, action.action, self._window.words
        left = partial(self.drafts.keep, case_id, kind=kind)
        draft = self.drafts.of(case_id, kind)
        action_sheet(action, words, self._window, self._tell, left, draft=draft).open()

    def _everything(self) -> None:
        from secinfo_desktop.gui.helpdesk.everything import Everything
        from secinfo_desktop.gui.helpdesk.palette import Palette

        its = Everything(self._window, self._tell, self.open)
        Palette(its.entries(), its.cases, self._window.words, self._window).open()

    def _tell_or_open(self, what: object) -> None:
        if isinstance(what, Wish):
            self.open(what)
        else:
            self._tell(what)

    def _tell(self, what: object) -> None:
        call = self._window.frame.call
        if isinstance(what, said.Notes):
            self._note = what.text
        if call is not None and isinstance(what, said.Notes | said.Acts):
            self.drafts.keep(call.line.id, "", what.action if isinstance(what, said.Acts) else None)
        self.said.emit(what)
