"""The part at the end side: who calls, what is known, what can be done, what happened."""

from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.calls import CaseState
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.plain_text import lines
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.gui.helpdesk.facts import facts_grid, facts_of
from secinfo_desktop.gui.helpdesk.no_step import case_links
from secinfo_desktop.gui.helpdesk.part import Part, Wish
from secinfo_desktop.gui.helpdesk.wording import phrase_of, plain, provider_of
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    START,
    Button,
    Card,
    Chip,
    Event,
    Flow,
    Item,
    Link,
    Notice,
    Rule,
    Scroll,
    State,
    Text,
    Timeline,
    Tone,
    column,
    holder,
    isolated,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.pages import Action, Call, Caller, ConsoleFrame, TimelineLine
from secinfo_desktop.helpdesk.phrases import Phrase
from secinfo_desktop.helpdesk.said import LeavesUnverified
from secinfo_desktop.texts.words import Words

_EDGE: Final = 20
_SIGNS: Final = {
    "done": State.DONE,
    "waiting": State.ON_ITS_WAY,
    "unknown": State.UNKNOWN,
    "failed": State.FAILED,
    "note": State.NOTE,
    "now": State.UNKNOWN,
}
_ASKS: Final = frozenset({Failure.APPROVAL_NEEDED})
"""What may stand before an action and can be asked for."""


class CallerPart(Part):
    """One frame of the end side. Another frame makes another one."""

    def __init__(self, frame: ConsoleFrame, words: Words, *, narrow: bool) -> None:
        super().__init__(words.say("helpdesk_window.caller"), Color.SUNKEN)
        self._frame, self._words = frame, words
        call = frame.call
        items = self._content(call) if call is not None else [self._small("helpdesk_window.caller.nobody")]
        foot = self._foot(call)
        inside: list[Item] = [20, foot] if narrow and foot is not None else []
        self.area = Scroll(holder(column(*items, *inside, None, margins=(_EDGE, 20, _EDGE, 12))), Color.SUNKEN)
        below = [] if narrow or foot is None else [holder(column(foot, margins=(_EDGE, 8, _EDGE, 16)))]
        layout = column(self.area, *below)
        layout.setStretchFactor(self.area, 1)
        self.setLayout(layout)

    def _content(self, call: Call) -> list[Item]:
        blocks = (
            self._caller(call),
            self._facts(call),
            self._actions(call),
            self._timeline(call),
            self._notes(call),
            self._this_case(call),
        )
        items: list[Item] = []
        for block in (one for one in blocks if one):
            items += [16, Rule(), 16] if items else []
            items += block
        return items

    def _head(self, text_id: str) -> list[Item]:
        return [Text(self._words.say(text_id), Type.LABEL, Color.INK2, heading=True), 8]

    def _small(self, text_id: str) -> Text:
        return Text(self._words.say(text_id), Type.SMALL, Color.INK2, max_chars=60)

    # -- who calls

    def _caller(self, call: Call) -> list[Item]:
        who = call.caller
        items = [*self._head("helpdesk_window.caller"), (self._verified(who), START)]
        if who.word_pair is not None:
            items += self._word_pair(who.word_pair, call)
        if who.asked is not None:
            told = self._stands("helpdesk_window.proof.approval", who.asked.state)
            items += [8, Text(told, Type.SMALL_STRONG, max_chars=60)]
        if who.number is not None:
            items += [12, self._number(who)]
        if who.same_account:
            again = self._words.say("helpdesk_window.same_account", n=who.same_account)
            items += [12, Notice(again, self._words.say("helpdesk_window.same_account.body"), Tone.WARN, small=True)]
        return [*items, *self._refusal(call), *self._identify(call)]

    def _word_pair(self, pair: tuple[str, str], call: Call) -> list[Item]:
        """It proves the case, not the voice: who was called hangs up and dials the number of the pack."""
        words = self._words.say("helpdesk_window.word_pair", words=" ".join(pair))
        items: list[Item] = [8, Text(words, Type.SMALL_STRONG, max_chars=60), 2]
        items.append(self._small("helpdesk_window.word_pair.hint"))
        if check := phrase_of(Phrase.CHECK_US, call, self._words):
            said = self._words.say("helpdesk_window.say.quoted", words=check)
            items += [6, Text(said, Type.SMALL, max_chars=60)]
        return items

    def _refusal(self, call: Call) -> list[Item]:
        """Words for who asks for more than they may have: nobody knows them, or it looks like an impostor."""
        who = call.caller
        is_doubtful = who.is_public or bool(who.same_account)
        refusal = phrase_of(Phrase.REFUSAL, call, self._words) if call.is_mine and is_doubtful else ""
        if not refusal:
            return []
        return [12, Text(self._words.say("helpdesk_window.refuse", words=refusal), Type.SMALL, max_chars=60)]

    def _verified(self, who: Caller) -> Chip:
        say = self._words.say
        if who.verified is None:
            how = "helpdesk_window.unverified.public" if who.is_public else "helpdesk_window.unverified"
            return Chip(say(how), Tone.WARN if who.is_public else Tone.PLAIN, Glyph.LOCK)
        how = say(f"helpdesk_window.proof.{who.verified.how}.short")
        words = say("helpdesk_window.verified", how=how, time=self._words.time(who.verified.until))
        return Chip(words, Tone.GOOD, Glyph.SHIELD_CHECK_FILL)

    def _number(self, who: Caller) -> QWidget:
        say, number = self._words.say, who.number
        if number is None or number.number is None:
            return Notice(say("helpdesk_window.number.elsewhere"), "", Tone.NEUTRAL, small=True)
        until = say("helpdesk_window.number.until", time=self._words.time(number.ends_at))
        spaced = isolated(" ".join(number.number))
        return Card(
            column(
                Text(say("helpdesk_window.number"), Type.SMALL_STRONG),
                6,
                Text(spaced, Type.CODE),
                6,
                Text(until, Type.SMALL, Color.INK2, max_chars=60),
            ),
            pad=16,
        )

    def _identify(self, call: Call) -> list[Item]:
        if not call.is_mine or call.step is None:
            return []
        say, buttons = self._words.say, list[QWidget]()
        if call.caller.verified is None and call.caller.can_verify:
            verify = Button(say("helpdesk_window.verify"), height=SMALL_HEIGHT, icon=Glyph.SHIELD_CHECK, key="V")
            self.wishes(verify, Wish.VERIFY)
            buttons.append(verify)
        if call.caller.verified is None and not call.caller.is_public:
            unverified = Link(say("helpdesk_window.leave_unverified"), icon=Glyph.LOCK, key="U")
            self.says(unverified, LeavesUnverified())
            buttons.append(unverified)
        name = Link(say("helpdesk_window.name"), icon=Glyph.PENCIL, key="C")
        self.wishes(name, Wish.NAME)
        links: list[QWidget] = [name]
        if self._frame.organisation is not None:
            account = Link(say("helpdesk_window.account"), icon=Glyph.USER_CIRCLE)
            self.wishes(account, Wish.ACCOUNT)
            links.append(account)
        items: list[Item] = [10, Flow(*buttons, gap=8)] if buttons else []
        return [*items, 6, Flow(*links, gap=20)]

    # -- what is known and can be done

    def _facts(self, call: Call) -> list[Item]:
        head = self._head("helpdesk_window.facts")
        if call.facts is not None:
            return [*head, *facts_grid(facts_of(call.facts, self._words))]
        where = "local" if self._frame.organisation is None else "unverified"
        lead = self._small(f"helpdesk_window.facts.{where}")
        return [*head, lead, *self._provider(call), *self._ticks(call)]

    def _provider(self, call: Call) -> list[Item]:
        """Where the account is, the number that the caller can be sure of, and how to choose another provider."""
        say, providers = self._words.say, self._frame.providers
        if not providers or call.known is None:
            return []
        _, name = provider_of(call, providers)
        phone = isolated(call.known.phone) if call.known.phone else say("helpdesk_window.provider.no_phone")
        facts = ((say("helpdesk_window.provider.label"), plain(name)), (say("helpdesk_window.provider.phone"), phone))
        items: list[Item] = [10, *facts_grid(facts)]
        if call.is_mine:
            other = Link(say("helpdesk_window.provider"), icon=Glyph.PENCIL, key="A")
            self.wishes(other, Wish.PROVIDER)
            items += [4, (other, START)]
        return items

    def _ticks(self, call: Call) -> list[Item]:
        """What anybody may know, as far as the caller has said it."""
        ticked = [
            (tick.title, next((words for value, words in tick.values if value == tick.ticked), ""))
            for tick in call.ticks
            if tick.ticked is not None
        ]
        items: list[Item] = [10, *facts_grid(ticked)] if ticked else []
        if call.ticks and call.is_mine:
            tick = Link(self._words.say("helpdesk_window.ticks"), icon=Glyph.CHECK, key="E")
            self.wishes(tick, Wish.TICKS)
            items += [4, (tick, START)]
        return items

    def _actions(self, call: Call) -> list[Item]:
        """What the role allows; what stands before all of it is said once."""
        its = [action for action in call.actions if action.missing is not Failure.ROLE_TOO_LOW]
        if not its or not call.is_mine:
            return []
        items = self._head("helpdesk_window.actions")
        asks = _ASKS | ({Failure.CALLER_NOT_VERIFIED} if call.caller.verified is not None else frozenset())
        possible = [action for action in its if action.missing is None or action.missing in asks]
        if not possible and its[0].missing is not None:
            items.append(Text(self._words.failure(its[0].missing)[0], Type.SMALL, Color.INK2, max_chars=60))
            return items
        for action in its:
            if action.done_at is not None:
                items += [(self._done(action, action.done_at), START), 8]
        items.append(Flow(*map(self._action, possible), gap=8))
        for action in possible:
            if action.approval is not None:
                items += [6, Text(self._asked(action, action.approval.state), Type.CAPTION, Color.INK2, max_chars=60)]
        return items

    def _action(self, action: Action) -> Button:
        button = Button(self._words.say(f"helpdesk_window.action.{action.action}"), height=SMALL_HEIGHT)
        if action.action is StaffAction.RESEND:
            button.setAccessibleName(self._words.say("helpdesk_window.action.resend.spoken"))
        self.wishes(button, action.action)
        return button

    def _asked(self, action: Action, state: str) -> str:
        return self._stands(f"helpdesk_window.action.{action.action}", state)

    def _stands(self, text_id: str, state: str) -> str:
        """What was asked of a colleague, and what became of it."""
        say = self._words.say
        return say("helpdesk_window.approval.line", action=say(text_id), state=say(f"helpdesk_window.approval.{state}"))

    def _done(self, action: Action, at: datetime) -> Chip:
        say, name = self._words.say, self._words.say(f"helpdesk_window.action.{action.action}")
        return Chip(say("helpdesk_window.action.done", action=name, time=self._words.time(at)), Tone.GOOD, Glyph.CHECK)

    # -- what happened

    def _timeline(self, call: Call) -> list[Item]:
        if not call.timeline:
            return []
        events = [self._event(line) for line in call.timeline]
        return [*self._head("helpdesk_window.timeline"), 2, Timeline(events, gap=10)]

    def _event(self, line: TimelineLine) -> Event:
        say = self._words.say
        if line.sign == "now":
            detail = say("helpdesk_window.timeline.now")
        elif line.who:
            who = say("helpdesk_window.timeline.you") if line.who == self._frame.me.name else plain(line.who)
            detail = say("helpdesk_window.timeline.who", time=self._words.time(line.at), who=who)
        else:
            detail = self._words.time(line.at)
        spoken = say(f"helpdesk_window.timeline.sign.{line.sign}")
        return Event(_SIGNS[line.sign], line.text, detail, spoken)

    def _notes(self, call: Call) -> list[Item]:
        if not call.notes:
            return []
        items = self._head("helpdesk_window.notes")
        for note in call.notes:
            who = self._words.say("helpdesk_window.timeline.who", time=self._words.time(note.at), who=plain(note.who))
            items += [Text(written(note.text), Type.SMALL, max_chars=60), Text(who, Type.CAPTION, Color.INK2), 8]
        return items[:-1]

    def _this_case(self, call: Call) -> list[Item]:
        """What is kept and how long; of a closed case the middle says so."""
        links = case_links(self, call, self._words)
        if call.line.state is CaseState.CLOSED or self._frame.is_training or not links:
            return []
        kept = self._small("helpdesk_window.closed.kept")
        return [*self._head("helpdesk_window.this_case"), Flow(*links, gap=20), 4, kept]

    def _foot(self, call: Call | None) -> Flow | None:
        if call is None or call.line.state is CaseState.CLOSED or not call.is_mine:
            return None
        say = self._words.say
        note = Button(say("helpdesk_window.note"), height=SMALL_HEIGHT, icon=Glyph.NOTE, key="T")
        over = Button(say("helpdesk_window.hand_over"), height=SMALL_HEIGHT, icon=Glyph.USERS, key="H")
        end = Button(say("helpdesk_window.wrap_up"), height=SMALL_HEIGHT, icon=Glyph.CHECK, key="W")
        for button, wish in ((note, Wish.NOTE), (over, Wish.HAND_OVER), (end, Wish.WRAP_UP)):
            self.wishes(button, wish)
        return Flow(note, over, end, gap=8)


def written(text: str) -> str:
    """What somebody wrote down, with its lines and without signs that are not seen."""
    return f"\u2066{lines(text)}\u2069"
