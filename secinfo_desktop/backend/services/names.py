"""Account names: written in many ways, kept in one."""

import re
import unicodedata

from secinfo_desktop.domain import contacts
from secinfo_desktop.domain.contacts import ContactError, ContactKind

OWN_NAME = "own"
"""The id under which the account's own name is offered as a way to sign in."""
_LIKE_A_NUMBER = re.compile(r"\+?[0-9][0-9 ()/.-]{4,24}")


def normalised_name(account_name: str) -> str:
    """The one spelling of an account's name: NFKC, no space around it, no capitals."""
    return unicodedata.normalize("NFKC", account_name).strip().casefold()


def sign_in_names(typed: str, region: str) -> tuple[str, ...]:
    """The spellings under which what was typed may be kept, most likely first: as a name, and as a phone number."""
    name = normalised_name(typed)
    if _LIKE_A_NUMBER.fullmatch(name) is None:
        return (name,)
    try:
        return tuple(dict.fromkeys((name, contacts.normalise(ContactKind.PHONE, name, region))))
    except ContactError:
        return (name,)


def kept_name(typed: str, region: str) -> str:
    """The spelling in which another name to sign in with is kept (B8)."""
    return sign_in_names(typed, region)[-1]


def kind_of(name: str) -> ContactKind | None:
    """What a kept name is; None for a plain one."""
    if re.fullmatch(r"\+[0-9]{6,15}", name):
        return ContactKind.PHONE
    return ContactKind.EMAIL if "@" in name else None
