"""Signing in to a second account apart from the first (B20-B22): what is asked before a window is opened, and why.

Each opened window costs time and looks unusual to the provider, so it is asked first whether the mailbox can be read
elsewhere, and whether the first account's page still waits. Which window is opened by what is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeGuard

from secinfo_desktop.domain.contacts import domain_of
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.pages import Frame, InstructionPage, SessionsPage, Stage
from secinfo_desktop.recovery.ports import SIGN_IN_APART, AccountKind, Accounts
from secinfo_desktop.recovery.provider_links import page_of_start
from secinfo_desktop.recovery.said import SeenContact

ELSEWHERE = "read_on_other_device"


class ApartAnswer(StrEnum):
    """What can be said on these pages besides what came of the step."""

    READS_ELSEWHERE = "reads_elsewhere"
    NEEDS_SIGN_IN = "needs_sign_in"
    STILL_WAITS = "still_waits"
    WAITS_NO_MORE = "waits_no_more"
    SECOND_CODE = "second_code"
    """The second account asks for a code, too."""
    WRITTEN = "written"
    """Wants to do it with a browser of their own."""


_ANSWERS = {
    Stage.ELSEWHERE: (ApartAnswer.READS_ELSEWHERE, ApartAnswer.NEEDS_SIGN_IN),
    Stage.WAITING: (ApartAnswer.STILL_WAITS, ApartAnswer.WAITS_NO_MORE),
    Stage.WINDOWS: (ApartAnswer.SECOND_CODE, ApartAnswer.WRITTEN),
    Stage.WRITTEN: (ApartAnswer.SECOND_CODE,),
    Stage.SECOND_CODE: (),
}
ASKS = frozenset({Stage.ELSEWHERE, Stage.WAITING})
"""Stages that ask something; on the others it can be said what came of the step."""


class Account(StrEnum):
    """The account that waits for the code, and the one that receives it."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Target:
    """A window to open: for which account, and which page of its provider."""

    account: Account
    url: str


def first_page(step: InstructionPage, *, by_hand: bool, asked_elsewhere: bool) -> SessionsPage:
    """What the step begins with. With a service behind, this program is the page that waits: one window is enough."""
    stage = Stage.WAITING if by_hand else Stage.WINDOWS
    given = {each.name: getattr(step, each.name) for each in fields(step)}
    return SessionsPage(**given, stage=stage if asked_elsewhere else Stage.ELSEWHERE, only_second=not by_hand)


def opens_windows(page: object) -> TypeGuard[InstructionPage]:
    """True for the guide's step that has pages of its own here."""
    return isinstance(page, InstructionPage) and page.step == SIGN_IN_APART


def can_be_done(page: object) -> TypeGuard[InstructionPage | SessionsPage]:
    """True where something is to be done, and not only asked: a code that is taken there was brought by it."""
    return isinstance(page, InstructionPage) or (isinstance(page, SessionsPage) and page.stage not in ASKS)


def answers(page: SessionsPage) -> tuple[str, ...]:
    """What can be said on a page, in its order."""
    came_of_it = [said.StepAnswer.DONE, said.StepAnswer.FAILED, *([said.StepAnswer.CANNOT] if page.cannot else [])]
    return (*(() if page.stage in ASKS else came_of_it), *_ANSWERS[page.stage])


def next_page(page: SessionsPage, answer: str) -> SessionsPage | None:
    """The page that an answer leads to; None where it leads out of this step, or does not fit."""
    if answer not in _ANSWERS[page.stage]:
        return None
    match answer:
        case ApartAnswer.NEEDS_SIGN_IN:
            return replace(page, stage=Stage.WINDOWS if page.only_second else Stage.WAITING)
        case ApartAnswer.STILL_WAITS | ApartAnswer.WAITS_NO_MORE:
            return replace(page, stage=Stage.WINDOWS, only_second=answer == ApartAnswer.STILL_WAITS)
        case ApartAnswer.SECOND_CODE:
            return replace(page, stage=Stage.SECOND_CODE)
        case ApartAnswer.WRITTEN:
            return replace(page, stage=Stage.WRITTEN)
    return None


def targets(page: SessionsPage, frame: Frame, known: Sequence[ProviderPack] = ()) -> tuple[Target, ...]:
    """The windows to open; none where a page is not known. Only pages that a pack names and allows are ever opened.

    ``known`` are the packs of other providers, for a mailbox that lies there.
    """
    pack = frame.pack
    mail = _pack_of_mailbox(frame, known)
    wanted = {Account.SECOND: _page(mail, ProviderPage.SIGN_IN)}
    if not page.only_second:
        wanted = {Account.FIRST: _page(pack, page_of_start(frame.start)), **wanted}
    found = tuple(Target(account, url) for account, url in wanted.items() if url is not None)
    return found if len(found) == len(wanted) else ()


def _pack_of_mailbox(frame: Frame, known: Sequence[ProviderPack]) -> ProviderPack | None:
    """By hand the kind of address says whose it is (B20), else its domain, which the mask shows."""
    if frame.by_hand:
        return None if frame.seen is SeenContact.OTHER_MAIL else frame.pack
    domain = domain_of(frame.contact.mask) if frame.contact is not None and "@" in frame.contact.mask else ""
    packs = ([frame.pack] if frame.pack is not None else []) + list(known)
    return next((pack for pack in packs if domain in pack.same_provider_domains), None)


def _page(pack: ProviderPack | None, page: ProviderPage) -> str | None:
    url = pack.by_hand.pages.get(page) if pack is not None and pack.by_hand is not None else None
    return url if pack is not None and url is not None and pack.may_open(url) else None


def known_packs(accounts: Accounts) -> tuple[ProviderPack, ...]:
    """The packs of the providers whose pages are known here."""
    by_hand = (choice.id for choice in accounts.choices() if choice.kind is AccountKind.BY_HAND)
    return tuple(accounts.pack(choice) for choice in by_hand)
