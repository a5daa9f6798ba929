"""From what travels about security info to values of the domain. What a newer service knows beyond this is left out."""

from collections.abc import Iterable
from datetime import datetime

from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.client.reading import MOST_CONTACTS, known, moment
from secinfo_desktop.contract import security_info as sent
from secinfo_desktop.contract.structs import Contact
from secinfo_desktop.domain.contacts import ContactKind, MaskedContact
from secinfo_desktop.domain.plain_text import line
from secinfo_desktop.domain.security_info import (
    Activity,
    ActivityKind,
    Area,
    ContactState,
    ContactUse,
    DeviceSession,
    KnownComputer,
    Replacement,
    ReplacementState,
    SecurityContact,
    SecurityInfo,
    SecurityPolicy,
    SessionStage,
    SignInOption,
    VerificationNotice,
)
from secinfo_desktop.security_info.ports import SessionStanding

MOST_ROWS = 60
"""Of sessions, names or computers: nobody could choose among more."""
MOST_EVENTS = 500
MOST_NOTICES = 12
LONGEST_LABEL = 80


def standing(its: sent.SessionStanding) -> SessionStanding:
    """Where a session stands.

    Raises:
        NotUnderstoodError: something stands before it that this version does not know.
    """
    stage = known(its.stage, SessionStage)
    if stage is None:
        raise NotUnderstoodError
    contacts = tuple(found for its_contact in its.contacts[:MOST_CONTACTS] if (found := _masked(its_contact)))
    return SessionStanding(
        stage,
        contacts,
        moment(its.ends_at),
        _perhaps(its.fresh_until),
        _notice(its.notice),
        _perhaps(its.old_contact_until),
    )


def security_info(its: sent.SecurityInfo) -> SecurityInfo:
    """Everything about the security info."""
    areas = ((known(each.area, Area), each.until) for each in its.frozen)
    return SecurityInfo(
        contacts=_contacts(its.contacts),
        options=tuple(map(_option, its.options[:MOST_ROWS])),
        policy=SecurityPolicy(its.policy.least_contacts, its.policy.most_contacts, its.policy.waiting_days),
        password_changed_at=_perhaps(its.password_changed_at),
        second_step=its.second_step,
        recovery_code_made_at=_perhaps(its.recovery_code_made_at),
        removal_held_until=_perhaps(its.removal_held_until),
        fresh_until=_perhaps(its.fresh_until),
        replacement=replacement(its.replacement) if its.replacement else None,
        notice=_notice(its.notice),
        frozen={area: moment(until) for area, until in areas if area is not None},
    )


def _contacts(offered: Iterable[sent.SecurityContact]) -> tuple[SecurityContact, ...]:
    """Twice as many as count: those of a replacement wait beside the old ones."""
    read = (security_contact(its) for its in tuple(offered)[: 2 * MOST_CONTACTS])
    return tuple(its for its in read if its is not None)


def security_contact(its: sent.SecurityContact) -> SecurityContact | None:
    """One contact; None if this version does not know what it is, or what it counts for."""
    contact, state = _masked(its.contact), known(its.state, ContactState)
    if contact is None or state is None:
        return None
    uses = frozenset(use for word in its.uses if (use := known(word, ContactUse)) is not None)
    added_at, proven_at, changes_at = moment(its.added_at), _perhaps(its.proven_at), _perhaps(its.changes_at)
    return SecurityContact(contact, state, uses, added_at, proven_at, its.replaces, changes_at, its.is_old)


def added(its: sent.ContactAdded) -> SecurityContact:
    """The contact that was added.

    Raises:
        NotUnderstoodError: it is none that this version knows.
    """
    found = security_contact(its.contact)
    if found is None:
        raise NotUnderstoodError
    return found


def _masked(its: Contact) -> MaskedContact | None:
    kind = known(its.kind, ContactKind)
    return MaskedContact(its.id, kind, line(its.mask)) if kind is not None else None


def _option(its: sent.SignInOption) -> SignInOption:
    kind = known(its.kind, ContactKind) if its.kind is not None else None
    return SignInOption(its.id, kind, line(its.mask), its.is_on)


def replacement(its: sent.Replacement) -> Replacement:
    """A waiting period.

    Raises:
        NotUnderstoodError: it stands in a way that this version does not know.
    """
    state = known(its.state, ReplacementState)
    if state is None:
        raise NotUnderstoodError
    notices = tuple(map(moment, its.notices_at[:MOST_NOTICES]))
    return Replacement(moment(its.requested_at), moment(its.ends_at), notices, state, its.needs_staff)


def _notice(its: sent.VerificationNotice | None) -> VerificationNotice | None:
    if its is None:
        return None
    return VerificationNotice(moment(its.first_at), moment(its.due_at), _perhaps(its.skipped_until))


def sessions(its: sent.Sessions) -> tuple[DeviceSession, ...]:
    """Where the account is signed in, this one first."""
    read = (
        DeviceSession(each.id, _label(each.device), moment(each.began_at), moment(each.seen_at), each.is_this)
        for each in its.sessions[:MOST_ROWS]
    )
    return tuple(sorted(read, key=lambda session: (not session.is_this, -session.seen_at.timestamp())))


def computers(its: sent.Computers) -> tuple[KnownComputer, ...]:
    """The known computers."""
    return tuple(
        KnownComputer(each.id, _label(each.device), moment(each.added_at), moment(each.used_at), moment(each.ends_at))
        for each in its.computers[:MOST_ROWS]
    )


def activity(its: sent.RecentActivity) -> tuple[Activity, ...]:
    """What happened of late; events of a kind that this version does not know are left out."""
    read = ((known(each.kind, ActivityKind), each) for each in its.events[:MOST_EVENTS])
    return tuple(
        Activity(each.id, moment(each.at), kind, each.event, each.went_well, _label(each.device), each.is_here)
        for kind, each in read
        if kind is not None
    )


def _label(text: str) -> str:
    return line(text, LONGEST_LABEL)


def _perhaps(at: datetime | None) -> datetime | None:
    return None if at is None else moment(at)
