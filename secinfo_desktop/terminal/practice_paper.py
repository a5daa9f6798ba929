"""The practice phone, the practice mailboxes and the made-up person's card as sentences."""

from collections.abc import Iterator

from secinfo_desktop.recovery.ports import (
    SIGN_IN_APART,
    Folder,
    Mailbox,
    Persona,
    Phone,
    Switch,
    Text,
    VoiceCall,
    World,
)
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.terminal.screens import Screen
from secinfo_desktop.texts.words import Words


def card(persona: Persona, words: Words) -> Screen:
    """What the made-up person knows."""
    contacts = (Line(words.say(f"page.practice.card.{own.kind}"), own.value) for own in persona.contacts)
    story = words.say_if_any(f"practice.scenario.{persona.story}.story")
    return Screen(
        title=words.say("page.practice.card", name=persona.name),
        paragraphs=(story,) if story else (),
        items=(Line(words.say("page.practice.card.account"), persona.account_name), *contacts),
        notices=(words.say("page.practice.banner"), words.say("terminal.practice.orders")),
    )


def phones(world: World, name: str, words: Words) -> tuple[Screen, ...]:
    """The phones, newest message last."""
    return tuple(_phone(phone, name, words) for phone in world.phones)


def _phone(phone: Phone, name: str, words: Words) -> Screen:
    come = [(text.at, _message(text, words)) for text in phone.messages]
    come += [(call.at, _call(call, words)) for call in phone.calls]
    messages = tuple(line for _, line in sorted(come, key=lambda pair: pair[0]))
    return Screen(
        title=words.say("page.practice.phone", name=name),
        overline=phone.number,
        items=(messages or (Line(words.say("page.practice.empty.phone")),)) + _switches(phone.switches, words),
    )


def _message(text: Text, words: Words) -> Line:
    return Line(words.say("terminal.practice.message", time=words.time(text.at), sender=text.sender), text.text)


def _call(call: VoiceCall, words: Words) -> Line:
    """Who calls, and what the voice says: it can be read again, as somebody would have written it down."""
    head = words.say("terminal.practice.message", time=words.time(call.at), sender=call.caller)
    how = words.say("page.practice.call.ringing" if call.is_ringing else "page.practice.call.taken")
    return Line(head, f"{how}\n{call.text}")


def mailboxes(world: World, name: str, words: Words) -> tuple[Screen, ...]:
    """The mailboxes with all their folders."""
    return tuple(_mailbox(mailbox, name, words) for mailbox in world.mailboxes)


def _mailbox(mailbox: Mailbox, name: str, words: Words) -> Screen:
    title = words.say("page.practice.mailbox", name=name)
    if not mailbox.is_open:
        closed = words.say("page.practice.closed")
        sign_in = Line(words.say("page.practice.open"), f"do {SIGN_IN_APART}")
        return Screen(title=title, overline=mailbox.address, paragraphs=(closed,), items=(sign_in,))
    items = tuple(item for folder in mailbox.folders for item in _folder(folder, words))
    return Screen(title=title, overline=mailbox.address, items=items + _switches(mailbox.switches, words))


def _folder(folder: Folder, words: Words) -> Iterator[Line]:
    name = words.say_if_any(f"practice.folder.{folder.id}") or folder.id
    if not folder.mails:
        yield Line(name, words.say("page.practice.empty.folder"))
    for mail in folder.mails:
        sender = words.say("page.practice.from", name=mail.sender_name, address=mail.sender)
        time = words.time(mail.at)
        yield Line(words.say("terminal.practice.mail", folder=name, time=time, subject=mail.subject), sender)
        yield Line(mail.text)


def _switches(switches: tuple[Switch, ...], words: Words) -> tuple[Line, ...]:
    """What only a newer service knows how to name is left out."""
    named = ((switch, words.say_if_any(f"practice.switch.{switch.id}")) for switch in switches)
    return tuple(_switch(switch, what, words) for switch, what in named if what)


def _switch(switch: Switch, what: str, words: Words) -> Line:
    state = words.say("page.practice.on" if switch.on else "page.practice.off")
    to = "off" if switch.on else "on"
    return Line(words.say("terminal.practice.switch", what=what, state=state), f"set {switch.id} {to}")
