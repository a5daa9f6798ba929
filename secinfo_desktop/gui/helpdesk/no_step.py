"""The middle where no step is shown: no call at the moment, or a case that is closed."""

from secinfo_desktop.domain.calls import CaseScope
from secinfo_desktop.gui.helpdesk.keys import BUTTONS
from secinfo_desktop.gui.helpdesk.part import Part, Wish
from secinfo_desktop.gui.helpdesk.wording import day, phrase_of, plain
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.paper_buttons import PaperButtons
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    START,
    Button,
    Chip,
    Flow,
    Icon,
    Item,
    Kind,
    Link,
    Text,
    Tone,
    column,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.pages import Call, ConsoleFrame
from secinfo_desktop.helpdesk.phrases import Phrase
from secinfo_desktop.helpdesk.ports import Joined
from secinfo_desktop.helpdesk.said import NewCall, Searches, StopsJoining
from secinfo_desktop.recovery.sheet import Sheet
from secinfo_desktop.texts.words import Words


def joining(part: Part, its: Joined, words: Words) -> list[Item]:
    """The caller's app asks them now: nothing of their case is seen before they have pressed Allow."""
    say, pair = words.say, list[Item]()
    if its.word_pair is not None:
        two = say("helpdesk_window.joining.words", words=" ".join(its.word_pair))
        pair = [
            16,
            Text(two, Type.LEAD, max_chars=64),
            4,
            Text(say("helpdesk_window.word_pair.hint"), Type.SMALL, Color.INK2),
        ]
    stop = Button(say("helpdesk_window.joining.stop"))
    stop.setObjectName("first")
    part.says(stop, StopsJoining())
    return [
        None,
        (Icon(Glyph.HOURGLASS, Color.ACCENT, 48, hang=0.11), START),
        16,
        Text(say("helpdesk_window.joining.title"), Type.TITLE),
        8,
        Text(say("helpdesk_window.joining.lead"), Type.BODY, Color.INK2, max_chars=64),
        *pair,
        20,
        Flow(stop),
        None,
        None,
    ]


def no_call(part: Part, frame: ConsoleFrame, words: Words) -> list[Item]:
    """What a new call will do, how many wait, and practice."""
    if frame.joining is not None:
        return joining(part, frame.joining, words)
    say = words.say
    title, spoken = say("helpdesk_window.new_call"), say("helpdesk_window.empty.new")
    new = Button(title, Kind.PRIMARY, icon=Glyph.PLUS, key="N", name=spoken)
    new.setObjectName("first")
    part.says(new, NewCall())
    buttons = [new]
    if waiting := frame.cases.counts.get(CaseScope.WAITING, 0):
        take = Button(say("helpdesk_window.empty.waiting", n=waiting))
        part.says(take, Searches(scope=CaseScope.WAITING))
        buttons.append(take)
    practise = Button(say("helpdesk_window.practise"), icon=Glyph.GRADUATION_CAP)
    part.wishes(practise, Wish.PRACTISE)
    buttons.append(practise)
    where = "shared" if frame.organisation is not None else "local"
    return [
        None,
        (Icon(Glyph.HEADSET, Color.ACCENT, 48, hang=0.11), START),
        16,
        Text(say("helpdesk_window.empty.title"), Type.TITLE),
        8,
        Text(say("helpdesk_window.empty.lead"), Type.BODY, Color.INK2, max_chars=64),
        6,
        Text(say(f"helpdesk_window.empty.{where}"), Type.BODY, Color.INK2, max_chars=64),
        20,
        Flow(*buttons, gap=12),
        None,
        None,
    ]


def helped(part: Part, call: Call, words: Words) -> list[Item]:
    """The last step has helped: all that is left is the wrap-up."""
    say = words.say
    end = Button(say("helpdesk_window.wrap_up"), Kind.PRIMARY, height=SMALL_HEIGHT, icon=Glyph.CHECK, key="W")
    end.setObjectName("first")
    end.setAccessibleName(say("helpdesk_window.helped.wrap_up"))
    part.wishes(end, Wish.WRAP_UP)
    more = Button(say("helpdesk_window.phrases"), Kind.QUIET, height=SMALL_HEIGHT, icon=Glyph.CHAT_TEXT, key="M")
    part.wishes(more, Wish.PHRASES)
    told = [say("helpdesk_window.helped.suggests", outcome=say(f"helpdesk_window.outcome.{call.suggests}"))]
    lines = [Text(one, Type.BODY, Color.INK2) for one in told if call.suggests]
    if closing := phrase_of(Phrase.CLOSING, call, words):
        lines.append(Text(say("helpdesk_window.closing", words=closing), Type.LEAD, max_chars=62))
    right: list[Item] = [(Chip(say("helpdesk_window.helped.code"), Tone.GOOD, Glyph.SHIELD_CHECK_FILL), START), 12]
    shown: list[Item] = [*(right if call.is_code_right else []), column(*lines, gap=12)]
    return [Text(say("helpdesk_window.helped.title"), Type.TITLE), 8, *shown, 20, Flow(end, more, gap=12)]


def closed_case(part: Part, call: Call, words: Words) -> list[Item]:
    """How it ended, and what can still be done with it."""
    say, line = words.say, call.line
    told = [say(f"helpdesk_window.outcome.{line.outcome}")] if line.outcome else []
    told += [say("helpdesk_window.closed.call_back", day=day(line, words))] if line.call_back_on else []
    told += [say("helpdesk_window.closed.ticket", ticket=plain(line.ticket))] if line.ticket else []
    new = Button(
        say("helpdesk_window.new_call"), height=SMALL_HEIGHT, icon=Glyph.PLUS, name=say("helpdesk_window.empty.new")
    )
    new.setObjectName("first")
    part.says(new, NewCall())
    send = Button(say("helpdesk_window.send_steps"), height=SMALL_HEIGHT, icon=Glyph.COPY)
    part.wishes(send, Wish.SEND_STEPS)
    lines = [Text(one, Type.BODY, Color.INK2) for one in told]
    return [
        Text(say("helpdesk_window.closed.title"), Type.TITLE),
        8,
        column(*lines, gap=4),
        20,
        Flow(new, send, gap=12),
        12,
        Flow(*case_links(part, call, words), gap=20),
        12,
        Text(say("helpdesk_window.closed.kept"), Type.SMALL, Color.INK2, max_chars=72),
    ]


def case_links(part: Part, call: Call, words: Words) -> list[Link]:
    """To take everything along that is kept of a case, and to keep nothing of it."""
    links: list[Link] = []
    for name, wish, icon, may in (
        ("export", Wish.EXPORT, Glyph.COPY, call.can_export),
        ("erase", Wish.ERASE, Glyph.TRASH, call.can_erase),
    ):
        if may:
            links.append(Link(words.say(f"helpdesk_window.{name}"), icon=icon, key=BUTTONS[name]))
            part.wishes(links[-1], wish)
    return links


def score_page(part: Part, score: Sheet, words: Words) -> list[Item]:
    """What came of a practice call, and another one."""
    say = words.say
    again = Button(say("helpdesk_window.practise.again"), Kind.PRIMARY, icon=Glyph.GRADUATION_CAP)
    again.setObjectName("first")
    part.wishes(again, Wish.PRACTISE)
    leave = Button(say("helpdesk_window.practise.leave"))
    part.wishes(leave, Wish.PLACES)
    ways = PaperButtons(lambda: score, say("helpdesk_window.practise.file"), words, copies=True)
    items: list[Item] = [
        Text(say("page.practice.banner"), Type.LABEL, Color.INK2),
        6,
        Text(score.title, Type.TITLE),
        12,
    ]
    for section in score.sections:
        if section.title:
            items += [10, Text(section.title, Type.HEADING), 4]
        for number, line in enumerate(section.lines, 1):
            text = say("helpdesk_window.say.part", number=number, words=line.text) if section.numbered else line.text
            items += [Text(text, Type.BODY, max_chars=70), 4]
    return [*items, 16, Flow(again, leave, gap=12), 16, ways, None]
