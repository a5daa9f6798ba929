"""What may be done with contacts and sign-in options (B7-B10, rule 7). Pure: what there is, the rules, the moment.

Each rule says why something can't be done, and where time alone mends it, until when; None if it can.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactState, ContactUse
from secinfo_desktop.domain.security_policy import SecurityRules


@dataclass(frozen=True)
class ContactStanding:
    """A contact as the rules see it: without its value."""

    id: str
    state: ContactState
    uses: frozenset[ContactUse] = frozenset(ContactUse)

    @property
    def counts(self) -> bool:
        """True if codes can go to it: proven, and not on its way in with a replacement (B7, B11)."""
        return self.state in (ContactState.PROVEN, ContactState.LEAVING)


@dataclass(frozen=True)
class Problem:
    """Why not; ``until`` says when it will be allowed, where time alone decides."""

    failure: Failure
    until: datetime | None = None


def find(contacts: Iterable[ContactStanding], contact_id: str) -> ContactStanding | None:
    """The contact with that id, unless it belongs to a replacement that waits: that is not touched one by one."""
    return next((its for its in contacts if its.id == contact_id and its.state is not ContactState.NEW), None)


def add_problem(
    contacts: Sequence[ContactStanding],
    replaces: str | None,
    rules: SecurityRules,
    held_until: datetime | None,
    now: datetime,
    *,
    by_old_contact: bool,
) -> Problem | None:
    """Why no contact can be added, in place of another one or beside the others."""
    there = [its for its in contacts if its.state is not ContactState.NEW]
    if replaces is None:
        return Problem(Failure.TOO_MANY_CONTACTS) if len(there) >= rules.most_contacts else None
    old = find(contacts, replaces)
    if old is None:
        return Problem(Failure.UNKNOWN_CONTACT)
    if len(there) > rules.most_contacts:
        return Problem(Failure.TOO_MANY_CONTACTS)
    return hold_problem(old, held_until, now) or old_contact_problem(old, by_old_contact=by_old_contact)


def hold_problem(its: ContactStanding, held_until: datetime | None, now: datetime) -> Problem | None:
    """A contact that counts stays for seven days after a recovery (rule 7): a thief can't cut the owner off."""
    is_held = its.counts and held_until is not None and now < held_until
    return Problem(Failure.REMOVAL_HELD, held_until) if is_held else None


def is_old(counts_since: datetime | None, account_since: datetime, waiting: timedelta, now: datetime) -> bool:
    """True if a code given back at a contact may decide on others (B9): who can read it has long been there.

    It came with the account, or has counted for as long as a replacement of all waits (B11). Otherwise whoever knows
    the password would add a contact of their own, and go round that time with it.

    Args:
        counts_since: since when it has counted; None if it does not.
        account_since: since when there is the account.
        waiting: the policy's waiting period.
        now: the moment at which the code is given back.
    """
    if counts_since is None or now < counts_since:
        return False
    return counts_since == account_since or now - counts_since >= waiting


def old_contact_problem(its: ContactStanding, *, by_old_contact: bool) -> Problem | None:
    """A contact that counts goes, or loses a use, only by a code that was given back at an old one."""
    return Problem(Failure.OLD_CONTACT_NEEDED) if its.counts and not by_old_contact else None


def removal_problem(
    contacts: Sequence[ContactStanding],
    contact_id: str,
    rules: SecurityRules,
    held_until: datetime | None,
    now: datetime,
    *,
    asks_for_code: bool,
    by_old_contact: bool,
) -> Problem | None:
    """Why a contact can't be removed (B9, B10). One that never counted can always go."""
    its = find(contacts, contact_id)
    if its is None:
        return Problem(Failure.UNKNOWN_CONTACT)
    if not its.counts:
        return None
    if held := hold_problem(its, held_until, now):
        return held
    left = [other for other in contacts if other.id != contact_id]
    if not are_enough(left, rules, asks_for_code=asks_for_code):
        return Problem(Failure.ADD_ONE_FIRST)
    return old_contact_problem(its, by_old_contact=by_old_contact)


def uses_problem(
    contacts: Sequence[ContactStanding],
    contact_id: str,
    uses: frozenset[ContactUse],
    rules: SecurityRules,
    *,
    asks_for_code: bool,
    by_old_contact: bool,
) -> Problem | None:
    """Why a contact can't be used for that and nothing else: one for each use has to be left.

    What takes a use away shuts its owner out as a removal does.
    """
    its = find(contacts, contact_id)
    if its is None:
        return Problem(Failure.UNKNOWN_CONTACT)
    then = [replace(other, uses=uses) if other is its else other for other in contacts]
    if not its.counts or uses >= its.uses:
        return None
    if not are_enough(then, rules, asks_for_code=asks_for_code):
        return Problem(Failure.ADD_ONE_FIRST)
    return old_contact_problem(its, by_old_contact=by_old_contact)


def second_step_problem(contacts: Sequence[ContactStanding], *, on: bool) -> Problem | None:
    """Why no code can be asked for after the password: there is nowhere to send it."""
    return Problem(Failure.ADD_ONE_FIRST) if on and not _used_for(contacts, ContactUse.SIGN_IN) else None


def are_enough(contacts: Iterable[ContactStanding], rules: SecurityRules, *, asks_for_code: bool) -> bool:
    """True if these are as many proven contacts as the policy asks for, with one for each thing they are needed for."""
    counting = [its for its in contacts if its.counts]
    needed = (ContactUse.RECOVERY, *((ContactUse.SIGN_IN,) if asks_for_code else ()))
    return len(counting) >= rules.least_contacts and all(_used_for(counting, use) for use in needed)


def option_problem(options: Sequence[tuple[str, bool]], option_id: str, *, on: bool) -> Problem | None:
    """Why signing in with a name can't be turned on or off (B8); ``options`` are all names' ids, and which are on."""
    if option_id not in dict(options):
        return Problem(Failure.UNKNOWN_OPTION)
    is_last = not on and not any(is_on for its_id, is_on in options if its_id != option_id)
    return Problem(Failure.LAST_OPTION) if is_last else None


def _used_for(contacts: Iterable[ContactStanding], use: ContactUse) -> bool:
    return any(its.counts and use in its.uses for its in contacts)
