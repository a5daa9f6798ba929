"""Turns what signed-in people are told into what travels. Contacts and names come masked."""

from collections.abc import Iterable
from datetime import datetime

from secinfo_desktop.backend.http import wire
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.security_answers import SessionsEnded, SessionStanding
from secinfo_desktop.contract import security_info as structs
from secinfo_desktop.domain import security_info as domain
from secinfo_desktop.domain.failures import Failure


def standing(its: SessionStanding) -> structs.SessionStanding:
    """Where a session stands."""
    return structs.SessionStanding(
        stage=its.stage.value,
        contacts=wire.masked_contacts(its.contacts),
        ends_at=its.ends_at,
        fresh_until=its.fresh_until,
        old_contact_until=its.old_contact_until,
        notice=_notice(its.notice),
        now=its.now,
    )


def sessions(its: Iterable[domain.DeviceSession], now: datetime) -> structs.Sessions:
    """Where somebody is signed in."""
    return structs.Sessions(sessions=tuple(_session(each) for each in its), now=now)


def _session(its: domain.DeviceSession) -> structs.Session:
    return structs.Session(
        id=its.id, device=its.device, began_at=its.began_at, seen_at=its.seen_at, is_this=its.is_this
    )


def ended(its: SessionsEnded) -> structs.SessionsEnded:
    """How many were ended."""
    return structs.SessionsEnded(ended=its.ended, now=its.now)


def uses(words: Iterable[str]) -> frozenset[domain.ContactUse]:
    """What somebody wants a contact to be used for.

    Raises:
        Refused: BAD_REQUEST for a word that is none.
    """
    try:
        return frozenset(domain.ContactUse(word) for word in words)
    except ValueError:
        raise Refused(Failure.BAD_REQUEST) from None


def info(its: domain.SecurityInfo, now: datetime) -> structs.SecurityInfo:
    """Everything about an account's security info."""
    return structs.SecurityInfo(
        contacts=tuple(contact(each) for each in its.contacts),
        options=tuple(_option(each) for each in its.options),
        policy=_policy(its.policy),
        frozen=tuple(structs.FrozenArea(area=area.value, until=until) for area, until in its.frozen.items()),
        password_changed_at=its.password_changed_at,
        second_step=its.second_step,
        recovery_code_made_at=its.recovery_code_made_at,
        removal_held_until=its.removal_held_until,
        fresh_until=its.fresh_until,
        replacement=replacement(its.replacement) if its.replacement else None,
        notice=_notice(its.notice),
        now=now,
    )


def contact(its: domain.SecurityContact) -> structs.SecurityContact:
    """A contact and what it counts for."""
    (masked,) = wire.masked_contacts([its.contact])
    return structs.SecurityContact(
        contact=masked,
        state=its.state.value,
        uses=tuple(sorted(use.value for use in its.uses)),
        added_at=its.added_at,
        proven_at=its.proven_at,
        replaces=its.replaces,
        changes_at=its.changes_at,
        is_old=its.is_old,
    )


def replacement(its: domain.Replacement) -> structs.Replacement:
    """A waiting period."""
    return structs.Replacement(
        requested_at=its.requested_at,
        ends_at=its.ends_at,
        notices_at=its.notices_at,
        state=its.state.value,
        needs_staff=its.needs_staff,
    )


def _option(its: domain.SignInOption) -> structs.SignInOption:
    kind = its.kind.value if its.kind else None
    return structs.SignInOption(id=its.id, kind=kind, mask=its.mask, is_on=its.is_on)


def _policy(its: domain.SecurityPolicy) -> structs.Policy:
    return structs.Policy(
        least_contacts=its.least_contacts, most_contacts=its.most_contacts, waiting_days=its.waiting_days
    )


def _notice(its: domain.VerificationNotice | None) -> structs.VerificationNotice | None:
    if its is None:
        return None
    return structs.VerificationNotice(first_at=its.first_at, due_at=its.due_at, skipped_until=its.skipped_until)
