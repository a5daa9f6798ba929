"""People who wander through a flow without a plan, side by side: what one is offered, the others are offered too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from secinfo_desktop.domain.contacts import ContactKind, MaskedContact
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.flow import Flow
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import Accounts
from secinfo_desktop.recovery.said import Said
from secinfo_desktop.terminal import drawing, paper
from secinfo_desktop.terminal.screens import Field, Key
from secinfo_desktop.texts.words import Words
from tests.helpers.walk import checklist

WIDTH = 80
WRONG_CODE = "000 000"
_KEYS: Mapping[Key, Said] = {
    Key.BACK: said.WentBack(),
    Key.SKIP: said.Skipped(),
    Key.OTHER_STEP: said.WantsOtherStep(),
    Key.PERSON: said.WantsPerson(),
}


class Clock(Protocol):
    """Any clock."""

    def __call__(self) -> datetime:
        """The time."""


@dataclass(frozen=True)
class Own:
    """What one of them knows: their account's name, and what they type for each kind of contact."""

    account: str
    typed: Mapping[ContactKind, str]


class Wanderer:
    """One of them, with a flow of their own."""

    def __init__(self, accounts: Accounts, clock: Clock, own: Own) -> None:
        self._accounts, self._own = accounts, own
        self._flow = Flow(checklist(), accounts.choices(), clock, lambda: "case-0001")
        self.words = Words(clock, zone=UTC)

    @property
    def frame(self) -> Frame:
        """The page with what stands around it."""
        return self._flow.frame()

    @property
    def has_ended(self) -> bool:
        """True on the last page, and on one of trouble."""
        return isinstance(self.frame.page, pages.DonePage | pages.TroublePage)

    def says(self, *words: Said) -> None:
        """Says one thing after the other and waits for what follows each."""
        for word in words:
            effect = self._flow.take(word)
            while effect is not None:
                effect = self._flow.observe(effect, perform(effect, self._accounts))

    def begins(self, choice: str) -> None:
        """Goes on to the page of the contacts."""
        self.says(said.Began(said.Start.NO_CODE), said.ChoseAccount(choice), said.GaveName(self._own.account))

    def offers(self) -> list[Said]:
        """Everything that can be said on this page and keeps to this account."""
        screen = drawing.screen(self.frame, self.words)
        chosen = [self._meant(option.leads_to) for option in screen.options]
        keys = [_KEYS[key] for key in screen.keys if key in _KEYS]
        code: list[Said] = [said.GaveCode(WRONG_CODE)] if self.frame.code is not None else []
        said_here = [*(word for word in chosen if word is not None), *keys, *code]
        return [word for word in said_here if not self._leads_away(word)]

    def _leads_away(self, word: Said) -> bool:
        """True for what leads back before the account was found, or to the end at once."""
        is_early = isinstance(self.frame.page, pages.ContactPage) and isinstance(word, said.WentBack)
        return is_early or isinstance(word, said.ChecksName | said.WantsPractice | said.Finished)

    def _meant(self, leads_to: object) -> Said | None:
        if not isinstance(leads_to, Field):
            return leads_to if isinstance(leads_to, Said) else None
        page = self.frame.page
        by_label = {self.words.say(f"page.contact.{kind}.label"): typed for kind, typed in self._own.typed.items()}
        made = leads_to.make(by_label[leads_to.label]) if isinstance(page, pages.ContactPage) else None
        return made if isinstance(made, Said) else None

    def sees(self) -> str:
        """All of it: the frame, the page as it is drawn, its why and the panel; names of one's own left out."""
        frame = self.frame
        screens = [drawing.screen(frame, self.words), drawing.known(frame, self.words)]
        drawn = [line for screen in screens for line in paper.lines(screen, WIDTH * 4, self.words)]
        everything = "\n".join([repr(frame), *drawn, *screens[0].why])
        for own, common in self._names(frame):
            everything = everything.replace(own, common)
        return everything

    def _names(self, frame: Frame) -> Iterator[tuple[str, str]]:
        known = {contact.id: contact for contact in (*_offered(frame), *([frame.contact] if frame.contact else []))}
        for contact in known.values():
            yield contact.id, f"<id of {contact.kind}>"
            yield contact.mask, f"<mask of {contact.kind}>"
            yield contact.mask.replace("• ", "•\u00a0"), f"<mask of {contact.kind}>"
        yield self._own.account, "<account>"
        for sent in (frame.code, getattr(frame.page, "sent", None)):
            if sent is not None:
                yield f"tag={sent.tag!r}", "<tag>"
                yield f"says {sent.tag}", "<tag>"


def _offered(frame: Frame) -> tuple[MaskedContact, ...]:
    return frame.page.contacts if isinstance(frame.page, pages.ContactPage) else ()
