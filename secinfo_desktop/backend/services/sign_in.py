"""Signing in with a password: slow for whoever guesses, and the same answer for unknown and wrong (R6, R17).

Waits bite the network address first. Those of the account itself spare every address from which its owner has come in
before, so that nobody can lock an owner out by guessing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.account_state import AccountState
from secinfo_desktop.backend.services.admission import admitted
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.names import sign_in_names
from secinfo_desktop.backend.services.ports import Accounts, CodeKeys, PasswordHasher, Sessions
from secinfo_desktop.backend.services.records import Credentials, NewDevice, NewSession
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.tokens import digest, new_token
from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import SIGN_IN_ACCOUNT, SIGN_IN_HERE, SIGN_IN_PEER, Patience
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.domain.session_rules import SESSION_LIFE

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


@dataclass(frozen=True)
class Tries:
    """A try that was counted: under name and address together, under others, and when."""

    pair: str
    others: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class KnownDevice:
    """A computer that is known from now on. The token is a secret: it is told once and kept as a digest."""

    token: str = field(repr=False)
    now: datetime


class SignIn:
    """Sessions of one service, and the computers that a signed-in person makes known."""

    def __init__(
        self,
        accounts: Accounts,
        sessions: Sessions,
        keys: CodeKeys,
        hasher: PasswordHasher,
        clock: Clock,
        random: Random,
        audit: Auditor,
        pack: ProviderPack,
    ) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._keys = keys
        self._hasher = hasher
        self._clock = clock
        self._random = random
        self._audit = audit
        self._pack = pack

    def sign_in(self, account_name: str, password: str, device: str, *, peer: str | None = None) -> SignedIn:
        """Begin a session. A try is counted before the password is looked at; a right one is taken back.

        Raises:
            Refused: SIGN_IN_WRONG, the same for a wrong password, an unknown name, and one that was turned off (B8);
                SIGN_IN_TOO_SOON.
        """
        names = sign_in_names(account_name, self._pack.region)
        found = self._accounts.credentials(names)
        with self._audit.refusals(AuditKind.SIGN_IN_REFUSED, found.account_id if found else None, peer, names[0]):
            return self._sign_in(found.name if found else names[0], found, password, device, peer)

    def _sign_in(self, name: str, found: Credentials | None, password: str, device: str, peer: str | None) -> SignedIn:
        tries = self.count_try(name, peer)
        hashed = found.password_hash if found else None
        if not self._hasher.is_right(passwords.normalise(password), hashed) or found is None:
            raise Refused(Failure.SIGN_IN_WRONG)
        token, now = new_token(self._random), tries.at
        session = NewSession(self._id(), found.account_id, _label(device), digest(token), now, tries.pair)
        event = self._audit.event(AuditKind.SIGNED_IN, found.account_id, peer)

        def admit(account: AccountState) -> tuple[NewSession, AccountState]:
            if account.password_hash != hashed:
                raise Refused(Failure.SIGN_IN_WRONG)  # it was changed while it was compared
            return admitted(session, account, self._pack.security_info)

        self._sessions.begin(session, tries.pair, tries.others, event, admit)
        return SignedIn(token, now + SESSION_LIFE, now)

    def count_try(self, name: str, peer: str | None) -> Tries:
        """Count a try at a password of the account with that name, before it is looked at.

        Raises:
            Refused: SIGN_IN_TOO_SOON.
        """
        here, now = peer or _NOWHERE, self._clock()
        pair, account, everybody = (self._keys.digest(f"sign in\n{its}") for its in (f"{name}\n{here}", name, here))
        patience = {pair: SIGN_IN_HERE, account: SIGN_IN_ACCOUNT} | ({everybody: SIGN_IN_PEER} if peer else {})

        def check(tries: Sequence[Sequence[datetime]], was_here: bool) -> None:
            _check(patience, tries, now, account if was_here else None)

        self._sessions.count_try(list(patience), pair, now, check)
        return Tries(pair, tuple(subject for subject in patience if subject != pair), now)

    def take_back(self, tries: Tries) -> None:
        """Count one try less, as after a sign-in: its password was right."""
        self._sessions.forget_tries(tries.pair, tries.others, tries.at)

    def know_device(self, session: str, device: str, *, peer: str | None = None) -> KnownDevice:
        """Know the computer of a signed-in person from now on; only the person asks for it, nothing does it by itself.

        Raises:
            Refused: NOT_SIGNED_IN.
        """
        now = self._clock()
        with self._audit.refusals(AuditKind.SESSION_REFUSED, None, peer):
            account_id = self._sessions.account_of(digest(session), now - SESSION_LIFE)
            if account_id is None:
                raise Refused(Failure.NOT_SIGNED_IN)
        token, known = new_device(account_id, device, now, self._random)
        self._sessions.add_device(known, self._audit.event(AuditKind.DEVICE_KNOWN, account_id, peer))
        return KnownDevice(token, now)

    def _id(self) -> str:
        return self._random.randbytes(ID_BYTES).hex()


def new_device(account_id: str, device: str, now: datetime, random: Random) -> tuple[str, NewDevice]:
    """A computer to be known from now on, and its token: a secret that is told once."""
    token = new_token(random)
    return token, NewDevice(random.randbytes(ID_BYTES).hex(), account_id, _label(device), digest(token), now)


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
