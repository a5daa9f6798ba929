"""The by-hand part of a provider pack: its own pages, the words on its buttons, and what can be done there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from secinfo_desktop.domain.limits import CEILINGS
from secinfo_desktop.domain.pack_keys import PackKeys, is_text

MOST_REQUESTS_A_DAY = CEILINGS[-1].most
"""The general rule (``limits``): where a provider publishes no number of requests a day, and never more than this."""


class ProviderPage(StrEnum):
    """A page of the provider's that a person may be sent to."""

    SIGN_IN = "sign_in"
    RECOVER = "recover"
    """Where a forgotten password is replaced, with a code."""
    SECURITY_INFO = "security_info"
    UNLOCK = "unlock"
    FIND_NAME = "find_name"
    STATUS = "status"
    """Whether the provider itself has a fault."""
    FORM = "form"
    """The official way for a person who has no contact left."""


class ProviderButton(StrEnum):
    """What a person presses there; the pack has the words as they stand on the page."""

    FORGOT_PASSWORD = "forgot_password"  # noqa: S105 - the name of a button, not a password
    SEND_CODE = "send_code"
    NO_CODE = "no_code"
    """Sends another one (B15)."""
    NONE_OF_THESE = "none_of_these"
    UPDATE_INFO = "update_info"


REQUIRED_PAGES = (ProviderPage.SIGN_IN, ProviderPage.RECOVER, ProviderPage.SECURITY_INFO)
REQUIRED_BUTTONS = (ProviderButton.SEND_CODE, ProviderButton.NO_CODE, ProviderButton.NONE_OF_THESE)
CAPABILITIES = frozenset(
    {"other_contact", "typed_contact", "voice_call", "change_info", "replace_info", "recovery_code"}
)
"""What can be done on a provider's own pages, in the guide's words."""


@dataclass(frozen=True)
class ByHand:
    """All that is needed to lead a person over the provider's pages. Every address is on one of the pack's hosts."""

    pages: Mapping[ProviderPage, str]
    buttons: Mapping[ProviderButton, str]
    requests_a_day: int
    capabilities: frozenset[str]


def read_by_hand(keys: PackKeys | None, hosts: frozenset[str]) -> ByHand | None:
    """The part of a pack's file below ``[by_hand]``; what is wrong is gathered in the keys."""
    if keys is None:
        return None
    part = ByHand(
        pages=_pages(keys.table("pages"), hosts),
        buttons=_buttons(keys.table("buttons")),
        requests_a_day=keys.whole("requests_a_day", MOST_REQUESTS_A_DAY, MOST_REQUESTS_A_DAY),
        capabilities=frozenset(keys.rows("capabilities", _is_capability, f"one of {_LISTED}", [])),
    )
    _complain_of_missing(keys, part)
    keys.complain_of_unknown("not a key of the by-hand part")
    return part


_LISTED = ", ".join(sorted(CAPABILITIES))


def _is_capability(value: Any) -> bool:
    return isinstance(value, str) and value in CAPABILITIES


def _pages(keys: PackKeys | None, hosts: frozenset[str]) -> dict[ProviderPage, str]:
    if keys is None:
        return {}
    found = {page: keys.link(page, hosts) for page in ProviderPage}
    keys.complain_of_unknown("not a page that a person is sent to")
    return {page: address for page, address in found.items() if address is not None}


def _buttons(keys: PackKeys | None) -> dict[ProviderButton, str]:
    if keys is None:
        return {}
    found = {button: keys.optional(button, is_text, "a text") for button in ProviderButton}
    keys.complain_of_unknown("not a button that a person is told to press")
    return {button: words for button, words in found.items() if words is not None}


def _complain_of_missing(keys: PackKeys, part: ByHand) -> None:
    for page in REQUIRED_PAGES:
        if page not in part.pages:
            keys.complain(f"pages.{page}", "is missing")
    for button in REQUIRED_BUTTONS:
        if button not in part.buttons:
            keys.complain(f"buttons.{button}", "is missing")
