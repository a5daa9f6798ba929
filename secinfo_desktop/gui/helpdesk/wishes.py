"""Opens what the agent wishes for before anything is said: sheets, the palette, menus."""

from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal, Slot

from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.gui.helpdesk.drafts import Drafts
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Action, Call, ConsoleFrame
from secinfo_desktop.helpdesk.sent_back import ANSWER_FOR, SentBack, Writes, kind_of

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
        Wish.ANSWER_FOR,
        Wish.TROUBLE,
        Wish.TICKS,
        Wish.NAME,
        Wish.ACCOUNT,
        Wish.PROVIDER,
    }
)
"""What makes sense for a case alone that the agent leads."""


class Wishes(QObject):
    """One sheet at a time. What was typed and is not kept is there again."""

    said = Signal(object)

    def __init__(self, window: "ConsoleWindow") -> None:
        super().__init__(window)
        self._window = window
        self.drafts = Drafts()
        self._told: WeakSet[SentBack] = WeakSet()
        self._exported: dict[str, str] = {}

    def follow(self, frame: ConsoleFrame) -> None:
        """What was refused is there again, under its own case; a note that holds a secret is put right at once."""
        self._show_exported(frame)
        for one in frame.sent_back:
            if one not in self._told:
                self._told.add(one)
                self._take_back(frame, one)

    def _take_back(self, frame: ConsoleFrame, one: SentBack) -> None:
        self.drafts.give_back(one.case_id, one.text, one.kind)
        is_shown = frame.call is not None and frame.call.line.id == one.case_id
        if one.failure is Failure.NOTE_HAS_SECRET and is_shown and not self._has_sheet():
            why = " ".join(self._window.words.failure(one.failure))
            self._write_note(one.case_id, self.drafts.of(one.case_id), why)

    def _has_sheet(self) -> bool:
        from PySide6.QtWidgets import QDialog

        return any(one.isVisible() for one in self._window.findChildren(QDialog))

    def _show_exported(self, frame: ConsoleFrame) -> None:
        """Once for each time that it was asked for: it comes as another text, however alike. Never over a sheet."""
        call, text = frame.call, frame.exported
        if call is None:
            return
        if text is None:
            self._exported.pop(call.line.id, None)
        elif self._exported.get(call.line.id) is not text and not self._has_sheet():
            self._exported[call.line.id] = text
            from secinfo_desktop.gui.helpdesk.paper_sheets import export_sheet

            window = self._window
            export_sheet(call, text, window.papers(), window.words, window).open()

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
                return account_sheets.verify_sheet(call, words, window, self._tell_or_open)
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
            case Wish.ANSWER_FOR:
                self._ask_answer_for(call.line.id)
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

    def _ask_answer_for(self, case_id: str) -> None:
        from secinfo_desktop.gui.helpdesk.account_sheets import answer_for_sheet

        left = partial(self.drafts.keep, case_id, kind=ANSWER_FOR)
        draft = self.drafts.of(case_id, ANSWER_FOR)
        answer_for_sheet(self._window.words, self._window, self._tell, left, draft=draft).open()

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
        if call is not None and isinstance(what, Writes):
            self.drafts.keep(call.line.id, "", kind_of(what))
        self.said.emit(what)
