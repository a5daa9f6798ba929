"""The ways to the pages of the step that signs in apart."""

from typing import Final

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.apart import ApartAnswer
from secinfo_desktop.recovery.ports import SIGN_IN_APART
from tests.gui import ways
from tests.helpers.fake_accounts import PHONE, FakeContact
from tests.helpers.fake_practice import ADDRESS
from tests.helpers.walk import Walk

OUTLOOK: Final = "rowan.hale@outlook.com"


def elsewhere(walk: Walk) -> None:
    ways.hand_waits_for_own_mail(walk)
    walk.says(said.DidNotCome(), said.ChoseStep(SIGN_IN_APART))


def waiting(walk: Walk) -> None:
    elsewhere(walk)
    walk.says(said.Answered(ApartAnswer.NEEDS_SIGN_IN))


def two(walk: Walk) -> None:
    waiting(walk)
    walk.says(said.Answered(ApartAnswer.WAITS_NO_MORE))


def one(walk: Walk) -> None:
    waiting(walk)
    walk.says(said.Answered(ApartAnswer.STILL_WAITS))


def written(walk: Walk) -> None:
    two(walk)
    walk.says(said.Answered(ApartAnswer.WRITTEN))


def second_code(walk: Walk) -> None:
    two(walk)
    walk.says(said.Answered(ApartAnswer.SECOND_CODE))


def with_service(walk: Walk) -> None:
    asked_with_service(walk)
    walk.says(said.Answered(ApartAnswer.NEEDS_SIGN_IN))


def unknown_mailbox(walk: Walk) -> None:
    asked_with_service(walk, ADDRESS)
    walk.says(said.Answered(ApartAnswer.NEEDS_SIGN_IN))


def asked_with_service(who: Walk, address: str = OUTLOOK) -> None:
    who.account.contacts = (PHONE, FakeContact("email", ContactKind.EMAIL, address))
    who.waits_for_code("email", address)
    who.accounts.clock.advance(minutes=2)
    who.says(said.DidNotCome(), said.ChoseStep(SIGN_IN_APART))
