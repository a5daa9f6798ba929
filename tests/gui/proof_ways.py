"""The ways to the pages of the recovery code and of the second proof."""

from secinfo_desktop.recovery import pages, said
from tests.gui.ways import waits
from tests.helpers.fake_accounts import PHONE
from tests.helpers.walk import Walk


def recovery_code(walk: Walk) -> None:
    """The step that takes a recovery code."""
    walk.account.capabilities = walk.account.capabilities | {"recovery_code"}
    waits(walk)
    walk.accounts.clock.advance(minutes=2)
    walk.says(said.DidNotCome(), said.WantsOtherStep(), said.ChoseStep(pages.RECOVERY_CODE))


def recovery_code_wrong(walk: Walk) -> None:
    """It was another one."""
    recovery_code(walk)
    walk.says(said.GaveRecoveryCode("0" * 25))


def second_proof(walk: Walk) -> None:
    """The account has a second step."""
    walk.account.capabilities = walk.account.capabilities | {"recovery_code"}
    walk.account.needs_two = True
    waits(walk)
    walk.says(said.GaveCode(walk.accounts.newest_code()))


def second_proof_of_nobody(walk: Walk) -> None:
    """And no other way to prove it."""
    walk.account.contacts = (PHONE,)
    walk.account.needs_two = True
    waits(walk)
    walk.says(said.GaveCode(walk.accounts.newest_code()))
