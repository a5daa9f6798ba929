"""What came of comparing a sender, in sentences: the same in every face. No sentence says that a message is genuine."""

from collections.abc import Callable
from dataclasses import dataclass, field

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.senders import Match, SenderCheck
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.texts.words import Words


@dataclass(frozen=True)
class Question:
    """What is asked: ``problem`` says why what was given could not be compared."""

    lead: str
    label: str
    hint: str
    problem: str


@dataclass(frozen=True)
class Told:
    """What came of it: a title and what it means, the senders side by side, what gives it away, what to do."""

    title: str
    meaning: str
    senders: tuple[Line, ...] = field(repr=False)
    signs: tuple[str, ...]
    to_do: tuple[str, ...]


Quoting = Callable[[str], str]
"""How a face shows an address inside a sentence."""


@dataclass(frozen=True)
class _Speech:
    """The sentences about senders, with the right ones in their places."""

    words: Words
    quoted: Quoting
    address: str
    sender: str
    brand: str

    @classmethod
    def about(cls, frame: Frame, words: Words, quoted: Quoting) -> "_Speech":
        pack = frame.pack
        if pack is None:
            return cls(words, quoted, "", "", "")
        return cls(words, quoted, quoted(pack.sender_address), quoted(pack.text_sender), pack.brand)

    def tell(self, text_id: str) -> str:
        return self.words.say(text_id, address=self.address, sender=self.sender, brand=self.brand)


def question(page: pages.SenderPage, frame: Frame, words: Words, quoted: Quoting = str) -> Question:
    """What to type, and what is known of the right sender."""
    speech, kind = _Speech.about(frame, words, quoted), _kind(page.channel or Channel.EMAIL)
    is_empty = page.check is not None and page.check.match is Match.NO_ADDRESS
    return Question(
        lead=speech.tell(f"sender.lead.{kind}"),
        label=speech.tell(f"sender.label.{kind}"),
        hint=speech.tell(f"sender.hint.{kind}"),
        problem=speech.tell(f"sender.no_address.{kind}") if is_empty else "",
    )


def told(page: pages.SenderPage, frame: Frame, words: Words, quoted: Quoting = str) -> Told | None:
    """What came of the comparison; None before one."""
    check = page.check
    if check is None or check.match is Match.NO_ADDRESS:
        return None
    speech, base = _Speech.about(frame, words, quoted), f"sender.{check.match}.{_kind(check.channel)}"
    return Told(
        title=speech.tell(f"{base}.title"),
        meaning=speech.tell(base),
        senders=_senders(check, speech),
        signs=tuple(speech.tell(f"sender.sign.{sign}") for sign in check.signs),
        to_do=_to_do(check, speech),
    )


def _senders(check: SenderCheck, speech: _Speech) -> tuple[Line, ...]:
    right = speech.sender if check.channel is Channel.SMS else speech.address
    rows = [
        ("sender.given", speech.quoted(check.shown)),
        ("sender.plain", speech.quoted(check.plain) if check.plain else None),
        ("sender.right", right if check.match is not Match.EXACT else None),
    ]
    return tuple(Line(speech.tell(label), value) for label, value in rows if value)


def _to_do(check: SenderCheck, speech: _Speech) -> tuple[str, ...]:
    if check.match is Match.EXACT or (check.channel is Channel.SMS and check.match is Match.NOT_OURS):
        return (speech.tell("sender.do.no_link"), speech.tell("sender.do.if_asked"))
    look = [speech.tell("sender.do.look")] if check.channel is Channel.EMAIL else []
    return (speech.tell("sender.do.no_link"), speech.tell("sender.do.no_code"), *look)


def _kind(channel: Channel) -> str:
    return "sms" if channel is Channel.SMS else "email"
