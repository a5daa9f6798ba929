"""Signing in with a password: slow for whoever guesses, and the same answer for unknown and wrong (R6, R17).

Waits bite the network address first. Those of the account itself spare every address from which its owner has come in
before, so that nobody can lock an owner out by guessing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.ports import Accounts, CodeKeys, PasswordHasher, Sessions
from secinfo_desktop.backend.services.records import NewSession
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.tokens import digest, new_token
from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_ACCOUNT, SIGN_IN_HERE, SIGN_IN_PEER, Patience

SESSION_LIFE = timedelta(hours=24)
"""NIST SP 800-63B-4 §2.2.3: at most a day until the next sign-in at the second level of assurance."""
ID_BYTES = 16
LONGEST_LABEL = 80
"""Characters of a computer's own name."""
_NOWHERE = "this computer"
"""Stands for the address where there is only one caller: the app that has started the service."""


@dataclass(frozen=True)
class SignedIn:
    """A session for its caller. The token is a secret: it is told once and kept as a digest."""

    token: str = field(repr=False)
    ends_at: datetime
    now: datetime


class SignIn:
    """Sessions of one service."""

    def __init__(
        self,
        accounts: Accounts,
        sessions: Sessions,
        keys: CodeKeys,
        hasher: PasswordHasher,
        clock: Clock,
        random: Random,
        audit: Auditor,
    ) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._keys = keys
        self._hasher = hasher
        self._clock = clock
        self._random = random
        self._audit = audit

    def sign_in(self, account_name: str, password: str, device: str, *, peer: str | None = None) -> SignedIn:
        """Begin a session. A try is counted before the password is looked at; a right one is taken back.

        Raises:
            Refused: SIGN_IN_WRONG, the same for an unknown name and a wrong password; SIGN_IN_TOO_SOON.
        """
        name = normalised_name(account_name)
        found = self._accounts.password_of(name)
        with self._audit.refusals(AuditKind.SIGN_IN_REFUSED, found[0] if found else None, peer, name):
            return self._sign_in(name, found, password, device, peer)

    def _sign_in(
        self, name: str, found: tuple[str, str] | None, password: str, device: str, peer: str | None
    ) -> SignedIn:
        here, now = peer or _NOWHERE, self._clock()
        pair, account, everybody = (self._keys.digest(f"sign in\n{its}") for its in (f"{name}\n{here}", name, here))
        patience = {pair: SIGN_IN_HERE, account: SIGN_IN_ACCOUNT} | ({everybody: SIGN_IN_PEER} if peer else {})

        def check(tries: Sequence[Sequence[datetime]], was_here: bool) -> None:
            _check(patience, tries, now, account if was_here else None)

        self._sessions.count_try(list(patience), pair, now, check)
        if not self._hasher.is_right(passwords.normalise(password), found[1] if found else None) or found is None:
            raise Refused(Failure.SIGN_IN_WRONG)
        token = new_token(self._random)
        session = NewSession(self._id(), found[0], _label(device), digest(token), now, pair)
        event = self._audit.event(AuditKind.SIGNED_IN, found[0], peer)
        self._sessions.begin(session, pair, [subject for subject in patience if subject != pair], event)
        return SignedIn(token, now + SESSION_LIFE, now)

    def _id(self) -> str:
        return self._random.randbytes(ID_BYTES).hex()


def _check(
    patience: dict[str, Patience], tries: Sequence[Sequence[datetime]], now: datetime, spared: str | None
) -> None:
    waits = [
        its.next_at(failed, now)
        for (subject, its), failed in zip(patience.items(), tries, strict=True)
        if subject != spared
    ]
    if (at := max(waits)) > now:
        raise Refused(Failure.SIGN_IN_TOO_SOON, at - now)


def _label(device: str) -> str:
    """A computer's name as it is kept: printable, and not longer than somebody would read."""
    return "".join(sign for sign in device if sign.isprintable())[:LONGEST_LABEL]
