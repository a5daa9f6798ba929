"""Masks: the only place that says how much of a contact is shown (B6)."""

from secinfo_desktop.domain.contacts import ContactKind

DOTS = "•"
PHONE_DOTS = 8
EMAIL_DOTS = 6
SHOWN = 2


def mask(kind: ContactKind, value: str) -> str:
    """What everybody sees of a contact: a phone's last two digits, the first two characters of a local part.

    A short value shows less, ``min(2, length - 1)`` characters; the number of dots tells no length (B6).
    """
    return _mask_phone(value) if kind is ContactKind.PHONE else _mask_email(value)


def _mask_phone(value: str) -> str:
    digits = "".join(sign for sign in value if sign.isdigit())
    shown = _end(digits)
    return f"{DOTS * PHONE_DOTS} {shown}".rstrip()


def _end(digits: str) -> str:
    count = min(SHOWN, max(len(digits) - 1, 0))
    return digits[len(digits) - count :]


def _mask_email(value: str) -> str:
    local, _, domain = value.rpartition("@")
    return f"{local[: min(SHOWN, max(len(local) - 1, 0))]}{DOTS * EMAIL_DOTS}@{domain}"


def contradicts(shown: str, kind: ContactKind, value: str) -> bool:
    """True if a normalised contact can't be the one behind a mask: a public fact, said at once (security rule 4)."""
    return mask(kind, value) != shown
