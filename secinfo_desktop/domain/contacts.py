"""Contacts: where a code can go (B1), and what typing one tells in public (security rule 4)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from secinfo_desktop.domain.failures import Failure


class ContactKind(StrEnum):
    """What a contact is."""

    EMAIL = "email"
    PHONE = "phone"


class Channel(StrEnum):
    """The way a code travels. A contact's own way is at the same time the guide's context."""

    SMS = "sms"
    EMAIL = "email"
    CALL = "call"
    """A voice on the phone says the code: never a contact's own way, but one that can be asked for."""


class ContactError(ValueError):
    """A typed value that no code could be sent to; ``failure`` says in which way. Never holds the value."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def own_way(kind: ContactKind) -> Channel:
    """How a code reaches a contact of this kind where no other way was asked for."""
    return Channel.SMS if kind is ContactKind.PHONE else Channel.EMAIL


def goes_by(kind: ContactKind, channel: Channel) -> bool:
    """True if a code can reach a contact of this kind that way: a phone can be called as well as written to."""
    return channel is own_way(kind) or (kind is ContactKind.PHONE and channel is Channel.CALL)


@dataclass(frozen=True)
class MaskedContact:
    """A contact as everybody sees it (B6); masked in the service, never in the client."""

    id: str
    kind: ContactKind
    mask: str

    @property
    def channel(self) -> Channel:
        """This contact's own way: how a code reaches it where no other way was asked for."""
        return own_way(self.kind)


def normalise(kind: ContactKind, typed: str, region: str) -> str:
    """The one spelling of a typed contact: E.164 for a phone, normalised address for an e-mail.

    ``region`` (ISO 3166, two letters) is taken for numbers without a country code.

    Raises:
        ContactError: no code could be sent to the value.
    """
    return _phone(typed, region) if kind is ContactKind.PHONE else _email(typed)


def _phone(typed: str, region: str) -> str:
    import phonenumbers  # its numbering plans cost 17 ms: not before the first paint

    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException as error:
        raise ContactError(Failure.NUMBER_INVALID) from error
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ContactError(Failure.NUMBER_INVALID)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_in_use(number: str) -> bool:
    """True if a normalised number belongs to a range that its country has given out.

    Plans change faster than programs are renewed: what is False here is doubtful, not impossible.
    """
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.parse(number))


_NAME = "[a-z0-9]+(?:[._+-][a-z0-9]+)*"
_LABEL = "(?=[a-z0-9-]{1,63}\\.)[a-z0-9]+(?:-[a-z0-9]+)*\\."
_PLAIN_ADDRESS = re.compile(rf"(?=.{{1,254}}\Z)(?=.{{1,64}}@){_NAME}@(?:{_LABEL})+(?:com|net|org|[a-z]{{2}})")
"""Addresses of which nothing is doubtful: a test holds them against the library, which takes twenty times as long."""


def _email(typed: str) -> str:
    bare = typed.strip()
    if bare.isascii() and _PLAIN_ADDRESS.fullmatch(bare.lower()):
        return bare.lower()
    return _odd_email(bare)


def _odd_email(typed: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ContactError(Failure.ADDRESS_INVALID) from error
    return found.normalized.lower()


class LineType(StrEnum):
    """What a number looks like from its numbering plan alone (the guide's evidence ``line_type``)."""

    MOBILE = "mobile"
    FIXED_OR_VOIP = "fixed_or_voip"
    UNKNOWN = "unknown"


def line_type(number: str) -> LineType:
    """The kind of line that a normalised number belongs to; texts reach mobile lines only (B27)."""
    import phonenumbers
    from phonenumbers import PhoneNumberType

    kind = phonenumbers.number_type(phonenumbers.parse(number))
    if kind == PhoneNumberType.MOBILE:
        return LineType.MOBILE
    return LineType.FIXED_OR_VOIP if kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP) else LineType.UNKNOWN


def domain_of(address: str) -> str:
    """The part behind the @ of an e-mail address, in lower case."""
    return address.rpartition("@")[2].lower()
