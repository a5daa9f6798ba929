"""Decoys: contacts for names that nobody has, so that asking tells nobody who has an account (T6, R17).

A decoy is drawn from the real shares of kinds, domains, beginnings and endings with a key of this service: the same for
a name at every asking, another one at another service. It ages like real ones: every few years a contact changes, drawn
from the shares of that time. Nothing typed can match one, and nothing is ever sent to it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from secinfo_desktop.backend.services.ports import CodeKeys
from secinfo_desktop.backend.services.records import Account, Contact
from secinfo_desktop.domain import lookalikes, masks
from secinfo_desktop.domain.contacts import ContactKind, domain_of

HIDDEN = "decoy"
"""What the ids of hidden rows begin with; ids of people have no such letters."""
HIDDEN_ROWS = 1024
"""Hidden accounts, over which the flows of decoys are spread by their names.

Flows that count at one row queue up there: with a single one, a wait would tell that a name is nobody's (T6).
"""
MOST_CONTACTS = 5
"""What a decoy has at most; accounts with more are rare, and all contacts of a hidden row are read with each decoy."""
TAKEN_AGAIN = timedelta(days=180)
"""The age at which the shares are taken once more; those who changed before keep the older ones."""
GROWN = 2
"""A population that has grown so many times makes the older shares worthless."""

_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
_SHORTEST_AGE = timedelta(days=550)
_LONGEST_AGE = timedelta(days=2200)
_ID_LENGTH = 32
_ROW_DIGITS = 8
_MARK_LENGTH = 56
_FRACTION = 2.0**-64

Weights = tuple[tuple[str, int], ...]
"""How often each value was met."""


@dataclass(frozen=True)
class Shares:
    """What the accounts of a service look like, all together. ``kinds`` has one letter a contact, in their order."""

    kinds: Weights
    domains: Weights
    beginnings: Weights
    endings: Weights
    addresses: int
    like_the_name: int
    """Addresses whose shown beginning is that of the account's own name; ``beginnings`` are those of the others."""


@dataclass(frozen=True)
class Snapshot:
    """Shares, and when and of how many accounts they were taken."""

    taken_at: datetime
    accounts: int
    shares: Shares


NOBODY = Shares(
    kinds=(("e", 2), ("ep", 3), ("pe", 3)),
    domains=tuple((domain, 1) for domain in sorted(lookalikes.COMMON)),
    beginnings=tuple(
        (two, 1) for two in ("al", "an", "be", "da", "el", "jo", "ka", "la", "ma", "mi", "pa", "st", "th")
    ),
    endings=tuple((f"{number:02}", 1) for number in range(100)),
    addresses=2,
    like_the_name=1,
)
"""Of a service without accounts: what people anywhere have, so that no two names look alike there either."""


def hidden_id(row: int) -> str:
    """The id of a hidden account."""
    return f"{HIDDEN}-{row}"


def hidden_name(row: int) -> str:
    """The name of a hidden account: none that somebody gives can become it, since names are kept without such space."""
    return f" {hidden_id(row)} "


def contact_id(row: int, place: int) -> str:
    """The id of a hidden contact."""
    return f"{hidden_id(row)}-{place}"


def is_hidden(account_id: str) -> bool:
    """True for a row that belongs to nobody."""
    return account_id.startswith(HIDDEN)


def shares_of(accounts: Iterable[Account]) -> Shares:
    """The shares in a population; every ending of a number is met at least once, or it would be a sign."""
    kinds, domains, beginnings = Counter[str](), Counter[str](), Counter[str]()
    endings = Counter({f"{number:02}": 1 for number in range(100)})
    like_the_name = 0
    for account in accounts:
        contacts = [contact for contact in account.contacts if contact.for_recovery][:MOST_CONTACTS]
        kinds["".join(contact.kind.value[0] for contact in contacts)] += 1
        for contact in contacts:
            if contact.kind is ContactKind.PHONE:
                endings[contact.value[-masks.SHOWN :]] += 1
                continue
            domains[domain_of(contact.value)] += 1
            if _beginning(contact) == account.name[: masks.SHOWN]:
                like_the_name += 1
            else:
                beginnings[_beginning(contact)] += 1
    if not kinds:
        return NOBODY
    addresses = sum(domains.values())
    return Shares(
        kinds=_weights(kinds),
        domains=_weights(domains),
        beginnings=_weights(beginnings),
        endings=_weights(endings),
        addresses=addresses,
        like_the_name=like_the_name,
    )


def _beginning(contact: Contact) -> str:
    return contact.masked().mask.partition(masks.DOTS)[0]


def _weights(counted: Counter[str]) -> Weights:
    return tuple(sorted(counted.items()))


@dataclass(frozen=True)
class _Drawing:
    """What is drawn from since a moment, and what was before."""

    snapshots: tuple[Snapshot, ...]
    since: datetime | None = None
    before: tuple[Snapshot, ...] = ()

    def at(self, moment: datetime) -> tuple[Snapshot, ...]:
        """What was drawn from at a moment."""
        return self.before if self.since is not None and moment < self.since else self.snapshots


class Decoys:
    """Draws decoys. ``snapshots`` come oldest first; there is at least one."""

    def __init__(self, keys: CodeKeys, snapshots: Sequence[Snapshot], rows: int = HIDDEN_ROWS) -> None:
        self._keys = keys
        self._drawing = _Drawing(tuple(snapshots))
        self._rows = rows

    def renew(self, snapshots: Sequence[Snapshot], now: datetime) -> None:
        """Draw from newer shares from now on; a flow that was opened before goes on with the older ones.

        Its masks would change before somebody's eyes, which a real account's never do.
        """
        if tuple(snapshots) != self._drawing.snapshots:
            self._drawing = _Drawing(tuple(snapshots), now, self._drawing.snapshots)

    def mark(self, name: str) -> str:
        """What a flow keeps of a normalised name: a keyed digest and the beginning that masks show of contacts too."""
        return f"{self._keys.digest(f'decoy of {name}')[:_MARK_LENGTH]}.{name[: masks.SHOWN]}"

    def account_id(self, mark: str) -> str:
        """The id of the hidden account that flows with a mark belong to."""
        return hidden_id(self._row(mark))

    def account(self, mark: str, at: datetime) -> Account:
        """The decoy behind a mark at a time. Its contacts have hidden ids and values that nobody can type."""
        kinds, _ = self._draw(mark, "kinds", at, lambda shares: shares.kinds)
        contacts = tuple(self._contact(mark, place, kind, at) for place, kind in enumerate(kinds))
        return Account(self.account_id(mark), hidden_name(self._row(mark)), contacts)

    def shown_id(self, mark: str, contact: Contact, at: datetime) -> str:
        """The id under which a hidden contact is offered: like any other, and its own for every name and age."""
        part = _part(contact.id)
        _, age = self._age(mark, part, at)
        return self._keys.digest(f"id of {part} of {mark} at {age}")[:_ID_LENGTH]

    def destination(self, mark: str, contact: Contact, at: datetime) -> str:
        """What sends to a hidden contact are counted under; the same in all flows for a name."""
        return self._keys.digest(f"sends to {self.shown_id(mark, contact, at)}")

    def _contact(self, mark: str, place: int, kind: str, at: datetime) -> Contact:
        its_id = contact_id(self._row(mark), place)
        part = _part(its_id)
        if kind == ContactKind.PHONE.value[0]:
            ending, _ = self._draw(mark, part, at, lambda shares: shares.endings)
            return Contact(its_id, ContactKind.PHONE, f"decoy 0{ending}")
        domain, age = self._draw(mark, part, at, lambda shares: shares.domains)
        beginning, _ = self._draw(mark, part, at, lambda shares: shares.beginnings, "beginning")
        shares = self._shares(self._age(mark, part, at)[0], at)
        if self._chance(mark, part, age, "like the name") * max(shares.addresses, 1) < shares.like_the_name:
            beginning = mark.rpartition(".")[2] or beginning
        return Contact(its_id, ContactKind.EMAIL, f"{beginning} @{domain}")

    def _row(self, mark: str) -> int:
        return int(mark[:_ROW_DIGITS], 16) % self._rows

    def _draw(
        self, mark: str, what: str, at: datetime, of: Callable[[Shares], Weights], which: str = ""
    ) -> tuple[str, int]:
        """A value, met as often as its weight says, and the number of the age that it belongs to."""
        began, age = self._age(mark, what, at)
        weights = of(self._shares(began, at)) or of(NOBODY)
        sums = list(accumulate(weight for _, weight in weights))
        place = bisect_right(sums, self._chance(mark, what, age, which) * sums[-1])
        return weights[min(place, len(weights) - 1)][0], age

    def _age(self, mark: str, what: str, at: datetime) -> tuple[datetime, int]:
        """When the present age of a part of a decoy began, and its number; no two parts age at the same time."""
        lasts = _SHORTEST_AGE + (_LONGEST_AGE - _SHORTEST_AGE) * self._chance(mark, what, 0, "lasts")
        first = _BEGINNING - lasts * self._chance(mark, what, 0, "first")
        number = (at - first) // lasts
        return first + lasts * number, number

    def _shares(self, began: datetime, at: datetime) -> Shares:
        """The shares of the time when an age began, or the oldest ones, as they were known at a moment."""
        snapshots = self._drawing.at(at)
        before = [snapshot for snapshot in snapshots if snapshot.taken_at <= began]
        return (before[-1] if before else snapshots[0]).shares

    def _chance(self, mark: str, what: str, age: int, which: str) -> float:
        """A number from 0 to 1 that is always the same for the same question."""
        return int(self._keys.digest(f"{which} of {what} of {mark} at {age}")[:16], 16) * _FRACTION


def _part(its_id: str) -> str:
    """What a contact is to its decoy, whichever hidden row it is in: the place, for a hidden contact."""
    return its_id.rpartition("-")[2]


def wanted(snapshots: Sequence[Snapshot], accounts: int, now: datetime) -> tuple[bool, bool]:
    """Whether to take a snapshot now, and whether the older ones are worthless; the number of accounts decides."""
    if not snapshots or accounts >= max(GROWN * snapshots[-1].accounts, 1):
        return True, True
    return now - snapshots[-1].taken_at >= TAKEN_AGAIN, False
