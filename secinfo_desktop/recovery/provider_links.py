"""The provider's pages that a frame offers to open, and how they are named: for window and terminal alike."""

from dataclasses import dataclass

from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.said import Start
from secinfo_desktop.texts.words import Words

_OF_STEPS = {
    "secure_account": ProviderPage.SECURITY_INFO,
    "correct_account_name": ProviderPage.FIND_NAME,
    "correct_contact": ProviderPage.SECURITY_INFO,
    "replace_all_info": ProviderPage.SECURITY_INFO,
    "check_service_status": ProviderPage.STATUS,
    "use_other_contact": ProviderPage.RECOVER,
    "call_instead": ProviderPage.RECOVER,
    "use_newest_code": ProviderPage.RECOVER,
    "use_recovery_code": ProviderPage.RECOVER,
}
_OF_STARTS = {Start.LOCKED: ProviderPage.UNLOCK}


@dataclass(frozen=True)
class ProviderLink:
    """A page that can be opened: the words on the button, and its address for who types it."""

    page: ProviderPage
    open: str
    address: str


def page_of_step(step: str) -> ProviderPage | None:
    """The page that a step of the guide is about."""
    return _OF_STEPS.get(step)


def page_of_start(start: Start) -> ProviderPage:
    """The page on which a trouble is solved: as a rule where a code is sent for a new password."""
    return _OF_STARTS.get(start, ProviderPage.RECOVER)


def provider_link(frame: Frame, page: ProviderPage | None, words: Words) -> ProviderLink | None:
    """The link to a page by hand; None where the pack has no such page, or somebody else's service does the work."""
    by_hand = frame.pack.by_hand if frame.pack is not None and frame.by_hand else None
    address = by_hand.pages.get(page) if by_hand is not None and page is not None else None
    if frame.pack is None or page is None or address is None:
        return None
    return ProviderLink(page, words.say(f"page.by_hand.open.{page}", brand=frame.pack.brand), address)
