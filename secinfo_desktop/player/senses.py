"""Where the simulated person looks for a message: the practice world, or whatever else stands at this port."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from secinfo_desktop.domain import code_text
from secinfo_desktop.recovery.ports import Mailbox, Practice, World


class Sight(StrEnum):
    """How far the person looks."""

    PLAIN = "plain"
    """Phones, and the inboxes of the mailboxes that they are signed in to."""
    JUNK = "junk"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Message:
    """A message as it is read: with its subject, if it has one."""

    text: str = field(repr=False)


class Senses(Protocol):
    """Eyes of the simulated person."""

    def look(self, sight: Sight) -> Sequence[Message]:
        """The messages that lie there now, oldest first."""


INBOX, JUNK = "inbox", "junk"


class PracticeSenses:
    """Eyes on the practice phones and mailboxes."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    def look(self, sight: Sight) -> Sequence[Message]:
        """The messages that lie there now, phones first, each place oldest first."""
        world = self._practice.look()
        texts = () if sight is Sight.JUNK else (*_on_phones(world), *_heard(world))
        mails = (message for mailbox in world.mailboxes if mailbox.is_open for message in _in_mailbox(mailbox, sight))
        return (*texts, *mails)


def _on_phones(world: World) -> Iterable[Message]:
    return (Message(text.text) for phone in world.phones for text in phone.messages)


def _heard(world: World) -> Iterable[Message]:
    """What a voice has said, as somebody writes it down: signs that it says one by one stand together."""
    return (Message(_ONE_BY_ONE.sub("", call.text)) for phone in world.phones for call in phone.calls)


_ONE_BY_ONE = re.compile(r"(?<=\b\d),? (?=\d\b)|(?<=\b[A-Z]) (?=[A-Z]\b)")


def _in_mailbox(mailbox: Mailbox, sight: Sight) -> Iterable[Message]:
    wanted = {Sight.PLAIN: {INBOX}, Sight.JUNK: {JUNK}}.get(sight, {folder.id for folder in mailbox.folders})
    folders = (folder for folder in mailbox.folders if folder.id in wanted)
    return (Message(f"{mail.subject}\n{mail.text}") for folder in folders for mail in folder.mails)


def code_with_tag(messages: Sequence[Message], tag: str) -> str | None:
    """The code in the newest message that shows the tag: a stranger's message shows another one, or none.

    Without a tag it is the newest code of all.
    """
    shown = re.compile(rf"(?<![A-Za-z]){re.escape(tag)}(?![A-Za-z])" if tag else "")
    fitting = (code_text.code_in(message.text) for message in reversed(messages) if shown.search(message.text))
    return next((code for code in fitting if code is not None), None)
