"""The sender of a message beside the one that codes come from (B17). What was typed is in memory only; no effect."""

from dataclasses import replace

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.senders import SenderCheck, check_sender, check_text_sender
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.by_hand import CONTEXTS
from secinfo_desktop.recovery.ports import Purpose
from secinfo_desktop.recovery.situation import Situation

ABOUT_SENDERS = said.WantsSenderCheck | said.GaveSender | said.NobodyAsked
ABOUT_MESSAGES = frozenset(
    {
        "look_in_junk",
        "search_all_folders",
        "release_from_gateway",
        "separate_private_sessions",
        "read_on_other_device",
        "use_newest_code",
        "secure_account",
    }
)
"""Instructions during which a person has a message before them."""


def offers_check(page: pages.Page) -> bool:
    """True if the page offers to compare a sender: where a message is awaited, searched or feared."""
    match page:
        case pages.WaitingPage() | pages.EnterCodePage():
            return page.sent.channel in {Channel.SMS, Channel.EMAIL}
        case pages.CodeTherePage(kind):
            return kind is not said.SeenContact.PHONE_CALL
        case pages.InstructionPage(step):
            return step in ABOUT_MESSAGES
    return False


class Senders:
    """Answers what a person says about senders."""

    def __init__(self, situation: Situation) -> None:
        self._at = situation

    def take(self, what: ABOUT_SENDERS) -> None:
        """Changes the page; what does not fit it is left aside."""
        match self._at.page, what:
            case pages.SenderPage() as page, said.WantsSenderCheck():
                self._at.page = replace(page, check=None)
            case pages.SenderPage() as page, said.GaveSender(text):
                self._at.page = replace(page, check=self._compared(text, page.channel))
            case pages.SenderPage(may_be_unasked=True) as page, said.NobodyAsked():
                self._nobody_asked(page)
            case page, said.WantsSenderCheck() if offers_check(page) and self._at.account.pack is not None:
                self._at.go_to(self._empty())

    def _empty(self) -> pages.SenderPage:
        contact, seen = self._at.account.contact, self._at.account.seen
        channel = contact.channel if contact else CONTEXTS[seen] if seen else None
        is_open = self._at.guiding.case is not None
        return pages.SenderPage(channel, is_open and self._at.account.purpose is Purpose.RECOVER)

    def _compared(self, text: str, channel: Channel | None) -> SenderCheck | None:
        pack = self._at.account.pack
        if pack is None:
            return None
        is_address = "@" in text or channel is Channel.EMAIL
        return check_sender(text, pack) if is_address else check_text_sender(text, pack)

    def _nobody_asked(self, page: pages.SenderPage) -> None:
        """A stranger's code leads to securing the account, never to using it (B30)."""
        self._at.page = replace(page, check=None)
        self._at.give_up_step()
        self._at.guiding.stranger_asked()
        self._at.go_to(self._at.guiding.next_page())
