"""How a session begins after the right password: with a code that is asked for as well, and with the notice of B23."""

from dataclasses import replace
from datetime import datetime

from secinfo_desktop.backend.services.account_state import AccountState
from secinfo_desktop.backend.services.gate import verification_of
from secinfo_desktop.backend.services.records import NewSession
from secinfo_desktop.domain.security_info import SessionStage
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.verification_notice import is_due


def admitted(session: NewSession, account: AccountState, rules: SecurityRules) -> tuple[NewSession, AccountState]:
    """The session as it begins, and the account with it. The password that was just given is fresh proof (R16)."""
    asks = rules.asks_for_code(account.second_step) and account.counting
    stage = SessionStage.CODE if asks else SessionStage.OPEN
    begun = replace(
        session, stage=stage.value, proven_at=session.began_at, password_at=session.began_at, seen_at=session.began_at
    )
    return begun, _with_notice(account, rules, session.began_at)


def _with_notice(account: AccountState, rules: SecurityRules, now: datetime) -> AccountState:
    """The first notice "can you still receive a code?", where it is due (B23, B24).

    Not for somebody without a contact, nor for one who has said that they can't receive any (B11).
    """
    asked = account.notice_at is not None or not account.counting or account.is_being_replaced(now)
    if asked or not is_due(verification_of(account), rules, now):
        return account
    return replace(account, notice_at=now)
