"""What proves a recovery, and when one proof is not enough (R13, NIST SP 800-63B-4 §4.2.2.2)."""

from enum import StrEnum

from secinfo_desktop.domain.contacts import ContactKind


class Method(StrEnum):
    """How a proof was given. A known computer is none: it makes the way free and opens nothing."""

    PHONE = "phone"
    """A code to a phone, written or spoken."""
    EMAIL = "email"
    RECOVERY_CODE = "recovery_code"


def of_contact(kind: ContactKind) -> Method:
    """What a code to such a contact proves by."""
    return Method.PHONE if kind is ContactKind.PHONE else Method.EMAIL


def is_enough(method: Method, first: Method | None, *, needs_two: bool) -> bool:
    """True if a flow is proven with this proof: two by different methods where the account has a second step."""
    return not needs_two or first not in (None, method)
