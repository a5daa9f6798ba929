"""The middle where no step is shown: no call at the moment, or a case that is closed."""

from secinfo_desktop.domain.calls import CaseScope
from secinfo_desktop.gui.helpdesk.part import Part, Wish
from secinfo_desktop.gui.helpdesk.wording import day, plain
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import SMALL_HEIGHT, START, Button, Flow, Icon, Item, Kind, Text, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk.pages import Call, ConsoleFrame
from secinfo_desktop.helpdesk.said import NewCall, Searches
from secinfo_desktop.texts.words import Words


def no_call(part: Part, frame: ConsoleFrame, words: Words) -> list[Item]:
    """What a new call will do, and how many wait."""
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
    told = [say("helpdesk_window.helped.suggests", outcome=say(f"helpdesk_window.outcome.{call.suggests}"))]
    lines = [Text(one, Type.BODY, Color.INK2) for one in told if call.suggests]
    return [Text(say("helpdesk_window.helped.title"), Type.TITLE), 8, column(*lines, gap=4), 20, Flow(end)]


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
    erase = Button(say("helpdesk_window.erase"), Kind.DANGER, height=SMALL_HEIGHT)
    part.wishes(erase, Wish.ERASE)
    lines = [Text(one, Type.BODY, Color.INK2) for one in told]
    return [
        Text(say("helpdesk_window.closed.title"), Type.TITLE),
        8,
        column(*lines, gap=4),
        20,
        Flow(new, send, erase, gap=12),
        12,
        Text(say("helpdesk_window.closed.kept"), Type.SMALL, Color.INK2, max_chars=72),
    ]
