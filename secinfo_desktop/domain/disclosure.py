"""Who may know what: the levels of every piece of evidence and every event (security rule 3)."""

from enum import StrEnum


class Disclosure(StrEnum):
    """The least audience that may see something; also the level of an audience itself."""

    PUBLIC = "public"
    """What the person typed, saw or did."""
    KNOWN_DEVICE = "known_device"
    """What this computer may know because it was enrolled while signed in."""
    HELPDESK = "helpdesk"
    """What an agent may know once the caller is verified."""

    def may_see(self, level: "Disclosure") -> bool:
        """True if an audience of this level may see what has the given level."""
        order = tuple(Disclosure)
        return order.index(level) <= order.index(self)


def stricter(one: Disclosure, other: Disclosure) -> Disclosure:
    """Of two levels the one that fewer may see."""
    return one if one.may_see(other) else other
