"""What an agent wrote down or called somebody, as a ticket may tell it: plain text, never more.

A ticket leaves the house, so whatever could be a secret is taken out once more. Pure.
"""

import re
from typing import Final

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.calls import LONGEST_LABEL, LONGEST_NOTE, LONGEST_TICKET
from secinfo_desktop.note_check import name_without_secrets, note_without_secrets

_REFERENCE: Final = re.compile(r"[A-Z]{2,8}[-# ]?[0-9]{1,12}")


def told(text: str, longest: int = LONGEST_NOTE) -> str:
    """A note as a ticket may hold it: nothing secret, no sign that hides or turns others, with an end."""
    return plain_text.lines(note_without_secrets(text), longest)


def called(name: str) -> str:
    """What somebody is called, in one line."""
    return plain_text.line(plain_text.lines(name_without_secrets(name), LONGEST_LABEL), LONGEST_LABEL)


def referred(number: str) -> str:
    """The number of a ticket elsewhere: letters, then digits. Anything else is told as a name is."""
    plain = plain_text.line(number, LONGEST_TICKET)
    return plain if _REFERENCE.fullmatch(plain) else called(number)
