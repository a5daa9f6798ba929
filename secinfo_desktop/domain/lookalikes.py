"""Mail domains that look like a slip of the finger: a public fact, said before anything is sent (security rule 4)."""

from collections.abc import Collection

COMMON = frozenset(
    {
        "aol.com",
        "email.com",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "outlook.com",
        "proton.me",
        "t-online.de",
        "web.de",
        "yahoo.com",
        "ymail.com",
    }
)
"""Large providers of mailboxes. A domain beside one of them is more likely a slip than a domain of its own."""


LONG_NAME = 5
"""Letters from which on two slips still leave no doubt about what was meant."""


def looks_mistyped(domain: str, own: Collection[str] = ()) -> bool:
    """True if a domain is one slip away from a common one, or from the organisation's own, and is neither."""
    known = COMMON | frozenset(own)
    return domain not in known and any(_is_slip_of(domain, meant) for meant in known)


def _is_slip_of(typed: str, meant: str) -> bool:
    """One slip; one in name and ending each, where the name is long; or letters that look alike."""
    if _is_one_slip(typed, meant) or _as_seen(typed) == _as_seen(meant):
        return True
    (name, _, ending), (its_name, _, its_ending) = typed.rpartition("."), meant.rpartition(".")
    is_long = len(its_name) >= LONG_NAME
    return is_long and _is_one_slip(name, its_name) and _is_one_slip(ending, its_ending)


def _as_seen(domain: str) -> str:
    """Pairs of letters that are read as one."""
    return domain.replace("rn", "m").replace("vv", "w").replace("cl", "d")


def _is_one_slip(typed: str, meant: str) -> bool:
    """One letter too many, missing, wrong, or two that changed places (Damerau-Levenshtein distance 1)."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest, wanted = typed[start:], meant[start:]
    if len(rest) == len(wanted):
        swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
        return rest[1:] == wanted[1:] or (len(rest) > 1 and swapped)
    return rest[1:] == wanted if len(rest) > len(wanted) else rest == wanted[1:]
