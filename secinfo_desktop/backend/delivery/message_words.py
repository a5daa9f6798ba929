"""What messages say to people: sentences from the catalogue, names and subjects from the provider's pack."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from secinfo_desktop import texts
from secinfo_desktop.backend.services import cancel_codes
from secinfo_desktop.backend.services.records import MessageKind
from secinfo_desktop.domain import crockford
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.security_info import SessionPurpose
from secinfo_desktop.domain.segments import is_one_segment
from secinfo_desktop.texts import moments

_ANY_CODE = "888888"
_ANY_TAG = "WW"
_LONG_DAY = datetime(2026, 9, 30, tzinfo=UTC)
_ANY_CANCEL_CODE = crockford.grouped("W" * cancel_codes.LENGTH)
_MAILS = {
    SessionPurpose.VERIFY.value: "verify_mail",
    SessionPurpose.SIGN_IN.value: "sign_in_mail",
    SessionPurpose.PROVE.value: "signed_in_mail",
    SessionPurpose.CANCEL.value: "signed_in_mail",
}
"""Purposes of codes whose mails have words of their own; the others are for a recovery."""


@dataclass(frozen=True)
class ShownCode:
    """A code as a message shows it, and how much of its life is left."""

    digits: str = field(repr=False)
    tag: str
    left: timedelta
    purpose: str = ""
    """Of its flow: a mail says what the code is for."""


@dataclass(frozen=True)
class Written:
    """The words of one message; a text message has no subject."""

    subject: str
    text: str = field(repr=False)


class MessageWords:
    """The words of one provider in one language."""

    def __init__(self, pack: ProviderPack, language: str) -> None:
        self._pack = pack
        self._language = language
        self._names = {"brand": pack.brand, "name": pack.name, "help": pack.help_in(language).name}

    def code(self, channel: Channel, code: ShownCode) -> Written:
        """The message that carries a code.

        It says how long the code works and no clock time, for nobody here knows which clock the person reads. A voice
        says signs one by one, and the code twice.
        """
        if channel is Channel.CALL:
            spoken = {"code": _one_by_one(code.digits), "tag": " ".join(code.tag), "life": self._life(code.left)}
            return Written("", self._say(MessageKind.CODE, "call", **spoken))
        shown = {"code": f"{code.digits[:3]} {code.digits[3:]}", "tag": code.tag, "life": self._life(code.left)}
        if channel is Channel.SMS:
            return Written("", self._say(MessageKind.CODE, "text", **shown) + self._binding(code.digits))
        subject = self._subject(MessageKind.CODE, self._pack.code_subject, tag=code.tag)
        return Written(subject, self._say(MessageKind.CODE, _MAILS.get(code.purpose, "mail"), **shown))

    def notice(self, kind: MessageKind, channel: Channel, **values: str) -> Written:
        """The notice that something was changed or used. Its time stands in its own head, in the reader's zone.

        ``values`` are what its sentences have beside the names.
        """
        if channel is Channel.SMS:
            return Written("", self._say(kind, "text", **values))
        return Written(self._subject(kind, self._pack.notice_subject), self._say(kind, "mail", **values))

    def day(self, at: datetime) -> str:
        """A day in words, as the service counts them: nobody here knows the reader's zone."""
        return moments.day(at, UTC, self._language)

    def _subject(self, kind: MessageKind, own: str | None, **values: str) -> str:
        """The pack's own subject, which can hold no code, or the general one."""
        return own.format(**{**self._names, "tag": "", **values}) if own else self._say(kind, "subject", **values)

    def _life(self, left: timedelta) -> str:
        """Whole minutes, rounded down: never longer than the code works, but for its very last minute."""
        return texts.say("message.code.life", self._language, n=max(left // timedelta(minutes=1), 1))

    def _binding(self, digits: str) -> str:
        """The last line that binds a code to the page on which it is typed (WICG, origin-bound one-time codes)."""
        return f"\n@{self._pack.web_origin} #{digits}" if self._pack.web_origin else ""

    def _say(self, kind: MessageKind, part: str, **values: str) -> str:
        return texts.say(f"message.{kind}.{part}", self._language, n=None, **self._names, **values)


def _one_by_one(digits: str) -> str:
    """A code as a voice says it: "4 8 1, 9 0 6"."""
    return ", ".join(" ".join(half) for half in (digits[:3], digits[3:]))


def too_long(pack: ProviderPack) -> tuple[str, ...]:
    """The languages and kinds of text messages that would not be one segment with the pack's names in them."""
    return tuple(f"{kind} ({language})" for language in texts.LANGUAGES for kind in _too_long(pack, language))


def longest_name(pack: ProviderPack) -> str:
    """The key of the pack to shorten where a text message is too long: the one that takes most room in it."""
    language, kind = next((language, kind) for language in texts.LANGUAGES for kind in _too_long(pack, language))
    without = {
        "brand": replace(pack, brand=""),
        "name": replace(pack, name=""),
        "help_name": replace(pack, help_name="", translations={}),
        "web_origin": replace(pack, web_origin=None),
    }
    return min(without, key=lambda key: len(_longest_texts(MessageWords(without[key], language), pack)[kind]))


def _too_long(pack: ProviderPack, language: str) -> list[MessageKind]:
    texts_of = _longest_texts(MessageWords(pack, language), pack)
    return [kind for kind, text in texts_of.items() if not is_one_segment(text)]


def _longest_texts(words: MessageWords, pack: ProviderPack) -> dict[MessageKind, str]:
    code = ShownCode(_ANY_CODE, _ANY_TAG, pack.code_life[Channel.SMS])
    values = {"date": words.day(_LONG_DAY), "code": _ANY_CANCEL_CODE}
    notices = (kind for kind in MessageKind if kind is not MessageKind.CODE)
    return {
        MessageKind.CODE: words.code(Channel.SMS, code).text,
        **{kind: words.notice(kind, Channel.SMS, **values).text for kind in notices},
    }
