"""Everything that can be done at the console now, for the palette."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from secinfo_desktop.domain.calls import CaseScope, CaseSort, HandedTo
from secinfo_desktop.gui.helpdesk import keys
from secinfo_desktop.gui.helpdesk.palette import Entry
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.helpdesk.say_card import own_name
from secinfo_desktop.gui.helpdesk.wording import caller, plain, sign, what_about
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Call, Step

if TYPE_CHECKING:
    from secinfo_desktop.gui.helpdesk.window import ConsoleWindow

_CASES: Final = 50
Do = Callable[[object], object]


class Everything:
    """Steps, answers, actions, cases, languages, colleagues, sheets: of one frame."""

    def __init__(self, window: "ConsoleWindow", tell: Do, wish: Do) -> None:
        self._window, self._tell, self._wish = window, tell, wish
        self._say, self._frame = window.words.say, window.frame

    def entries(self) -> list[Entry]:
        """All but the cases, which are too many to be listed."""
        call = self._frame.call
        its = (
            list(self._of_step(call, call.step)) if call is not None and call.step is not None and call.is_mine else []
        )
        its += list(self._of_case(call)) if call is not None else []
        return [*its, *self._of_desk()]

    def cases(self, text: str) -> Iterator[Entry]:
        """The cases that a text fits to."""
        cases, words = self._window.desk.list.cases, self._window.words
        for line in cases.found(text, _CASES):
            title = self._say("helpdesk_window.find.case", number=line.number, caller=caller(line, words))
            glyph, _ = sign(line, is_mine=cases.is_mine(line))
            yield Entry(title, what_about(line, words), partial(self._tell, said.OpensCase(line.id)), glyph)

    def _kind(self, name: str) -> str:
        return self._say(f"helpdesk_window.find.kind.{name}")

    def _says(self, title: str, kind: str, what: object, glyph: Glyph, key: str = "") -> Entry:
        return Entry(title, self._kind(kind), partial(self._tell, what), glyph, key)

    def _opens(self, text_id: str, wish: object, glyph: Glyph, key: str = "") -> Entry:
        title = self._say(f"helpdesk_window.{text_id}")
        return Entry(title, self._kind("sheet"), partial(self._wish, wish), glyph, key)

    def _of_step(self, call: Call, step: Step) -> Iterator[Entry]:
        for number, answer in enumerate(step.answers, 1):
            key = str(number) if number < 10 else ""
            yield self._says(answer.title, "answer", said.Answered(answer.value), Glyph.CHAT_TEXT, key)
        if call.can_undo:
            yield self._says(self._say("helpdesk_window.undo"), "step", said.Undoes(), Glyph.UNDO, keys.BUTTONS["undo"])
        if step.can_skip:
            yield self._says(self._say("helpdesk_window.skip"), "step", said.Skips(), Glyph.SKIP, keys.BUTTONS["skip"])
        for other in step.others:
            yield self._says(other.title, "step", said.ChoosesStep(other.step), Glyph.LIST_CHECKS)

    def _of_case(self, call: Call) -> Iterator[Entry]:
        yield self._opens("phrases", Wish.PHRASES, Glyph.CHAT_TEXT, keys.BUTTONS["phrases"])
        yield self._opens("send_steps", Wish.SEND_STEPS, Glyph.COPY)
        yield self._opens("ticket.title", Wish.TICKET, Glyph.NOTE)
        if call.can_export:
            yield self._opens("export", Wish.EXPORT, Glyph.COPY, keys.BUTTONS["export"])
        if call.can_erase:
            yield self._opens("erase", Wish.ERASE, Glyph.TRASH, keys.BUTTONS["erase"])
        if not call.is_mine:
            yield self._says(
                self._say("helpdesk_window.take"), "case", said.Takes(), Glyph.HEADSET, keys.BUTTONS["take"]
            )
            return
        if call.step is not None:
            yield from self._sheets_of_case(call)
        for language in self._frame.languages:
            title = self._say("helpdesk_window.language", name=own_name(language))
            yield self._says(title, "language", said.SpeaksLanguage(language), Glyph.CHAT_TEXT)
        for provider, name in self._frame.providers:
            yield self._says(name, "provider", said.ChoosesProvider(provider), Glyph.USER_CIRCLE)
        for action in call.actions:
            title = self._say(f"helpdesk_window.action.{action.action}")
            yield Entry(title, self._kind("action"), partial(self._wish, action.action), Glyph.SHIELD_CHECK)
        for one in self._frame.colleagues:
            if one.id != self._frame.me.id:
                title = self._say("helpdesk_window.hand_over.colleague", name=plain(one.name))
                yield self._says(title, "colleague", said.HandsOver(HandedTo.COLLEAGUE, one.id), Glyph.USERS)

    def _sheets_of_case(self, call: Call) -> Iterator[Entry]:
        its = keys.BUTTONS
        yield self._opens("note", Wish.NOTE, Glyph.NOTE, its["note"])
        yield self._opens("hand_over", Wish.HAND_OVER, Glyph.USERS, its["hand_over"])
        yield self._opens("wrap_up", Wish.WRAP_UP, Glyph.CHECK, its["wrap_up"])
        yield self._opens("other_step", Wish.OTHER_STEP, Glyph.LIST_CHECKS, its["other_step"])
        if call.ticks:
            yield self._opens("ticks", Wish.TICKS, Glyph.CHECK, its["ticks"])
        yield self._opens("name", Wish.NAME, Glyph.PENCIL, its["name"])
        for checklist, context, title in call.troubles:
            yield self._says(title, "trouble", said.ChoosesTrouble(checklist, context), Glyph.QUESTION)
        unverified = self._say("helpdesk_window.leave_unverified")
        yield self._says(unverified, "case", said.LeavesUnverified(), Glyph.LOCK, its["leave_unverified"])
        if call.caller.can_verify:
            yield self._opens("verify", Wish.VERIFY, Glyph.SHIELD_CHECK, its["verify"])
        asked = self._say("helpdesk_window.code_asked")
        yield self._says(asked, "case", said.CodeAskedFor(), Glyph.RETRY)
        if self._frame.organisation is not None:
            yield self._opens("account", Wish.ACCOUNT, Glyph.USER_CIRCLE)

    def _of_desk(self) -> Iterator[Entry]:
        if not self._frame.is_training:
            new = self._say("helpdesk_window.new_call")
            yield self._says(new, "case", said.NewCall(), Glyph.PLUS, keys.BUTTONS["new_call"])
        for scope in CaseScope:
            number = self._frame.cases.counts.get(scope, 0)
            title = self._say(f"helpdesk_window.scope.{scope}", number=number)
            yield self._says(title, "list", said.Searches(scope=scope), Glyph.LIST_CHECKS)
        for sort in CaseSort:
            title = self._say(f"helpdesk_window.sort.spoken.{sort}")
            yield self._says(title, "list", said.Searches(sort=sort), Glyph.LIST_CHECKS)
        if self._frame.organisation is not None and not self._frame.is_training:
            yield self._opens("join", Wish.JOIN, Glyph.SIGN_IN)
        yield self._opens("places.title", Wish.PLACES, Glyph.HEADSET, keys.BUTTONS["places"])
        yield self._opens("practise", Wish.PRACTISE, Glyph.GRADUATION_CAP)
        if self._frame.approvals:
            yield self._opens("approvals.title", Wish.APPROVALS, Glyph.USERS)
        yield self._opens("search", Wish.SEARCH, Glyph.SEARCH, self._say("helpdesk_window.key.search"))
        yield self._opens("keys", Wish.KEYS, Glyph.KEY, keys.PLACES["sheet"])
