"""From what travels to values of the domain.

What a newer service knows beyond this version is left out; what is not believable is refused.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.contract import security_info, structs
from secinfo_desktop.contract.security_info import DeviceProven
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact
from secinfo_desktop.domain.delivery import Reason
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.limits import Scope
from secinfo_desktop.domain.plain_text import line
from secinfo_desktop.domain.proofs import Method
from secinfo_desktop.recovery.ports import CodeSent, Fact, FlowAtService, Standing

YEARS = range(2000, 2200)
"""Times outside are a mistake, and arithmetic with them could fail."""
LONGEST_HANDLE = 512
LONGEST_TAG = 12
MOST_CONTACTS = 6
MOST_FACTS = 60
"""No service has more to tell; a person could not choose among more."""

Word = TypeVar("Word", bound=StrEnum)


def moment(at: datetime) -> datetime:
    """A time as UTC.

    Raises:
        NotUnderstoodError: it has no time zone or an absurd year.
    """
    if at.tzinfo is None or at.year not in YEARS:
        raise NotUnderstoodError
    return at.astimezone(UTC)


def known(word: str, words: type[Word]) -> Word | None:
    """The word of the domain, or None where this version does not know it."""
    return next((own for own in words if own.value == word), None)


def handle(opened: structs.FlowOpened) -> str:
    """The flow's handle.

    Raises:
        NotUnderstoodError: it can't travel in a header.
    """
    return secret(opened.flow)


def session(signed_in: structs.SignedIn) -> str:
    """The session; raises like ``handle``."""
    return secret(signed_in.session)


def session_flow(opened: security_info.SessionFlowOpened) -> str:
    """The handle of a signed-in person's flow; raises like ``handle``."""
    return secret(opened.flow)


def recovery_code(made: security_info.RecoveryCode) -> str:
    """The recovery code as it is shown; raises like ``handle``."""
    return secret(made.recovery_code)


def computer_id(enrolled: security_info.DeviceEnrolled) -> str:
    """What the service calls this computer; raises like ``handle``."""
    return secret(enrolled.device_id)


def secret(word: str) -> str:
    """What is kept and sent back in a header; raises like ``handle``."""
    if not (0 < len(word) <= LONGEST_HANDLE and word.isascii() and word.isprintable() and word == word.strip()):
        raise NotUnderstoodError
    return word


def audience(flow: structs.FlowOpened | structs.FlowStatus | DeviceProven) -> Disclosure:
    """Who may know the flow's evidence: a known device, or the public; nobody at this app is an agent."""
    return Disclosure.KNOWN_DEVICE if flow.audience == Disclosure.KNOWN_DEVICE else Disclosure.PUBLIC


def contacts(offered: Iterable[structs.Contact]) -> tuple[MaskedContact, ...]:
    """The contacts whose kind this version knows.

    Raises:
        NotUnderstoodError: there is none, so no code could go anywhere.
    """
    read = ((known(contact.kind, ContactKind), contact) for contact in islice(offered, MOST_CONTACTS))
    found = tuple(MaskedContact(contact.id, kind, line(contact.mask)) for kind, contact in read if kind is not None)
    if not found:
        raise NotUnderstoodError
    return found


def code_sent(sent: structs.CodeSent) -> CodeSent:
    """What is told of a code on its way.

    Raises:
        NotUnderstoodError: it travels in a way that this version does not know.
    """
    channel = known(sent.channel, Channel)
    if channel is None:
        raise NotUnderstoodError
    asked_at, ends_at, next_at = moment(sent.asked_at), moment(sent.ends_at), moment(sent.next_at)
    tag, limit = line(sent.tag, LONGEST_TAG), _limit(sent.limit)
    return CodeSent(sent.number, tag, channel, asked_at, ends_at, next_at, sent.left, sent.most, limit)


def standing(status: structs.FlowStatus) -> Standing:
    """Where a flow stands; evidence for an audience that this version does not know is for nobody."""
    read = ((known(evidence.disclosure, Disclosure), evidence) for evidence in status.evidence[:MOST_FACTS])
    facts = tuple(
        Fact(evidence.id, evidence.value, level, known(evidence.reason or "", Reason))
        for level, evidence in read
        if level is not None
    )
    limit = _limit(status.limit)
    return Standing(moment(status.next_at), status.left, status.most, status.proven, facts, limit)


def _limit(word: str) -> Scope:
    """A limit that this version does not know is told like the one that everybody meets."""
    return known(word, Scope) or Scope.DESTINATION


def flow_at_service(status: structs.FlowStatus) -> FlowAtService:
    """What a flow was told before, for an app that comes back to it.

    Raises:
        NotUnderstoodError: the service is too old to tell, or its code travels in a way that is not known here.
    """
    if status.contacts is None:
        raise NotUnderstoodError
    offered, code = contacts(status.contacts), status.code
    first_proof = known(status.first_proof or "", Method)
    if code is None:
        return FlowAtService(offered, None, None, status.proven, audience(status), first_proof)
    channel = known(code.channel, Channel)
    if channel is None:
        raise NotUnderstoodError
    asked_at, ends_at, next_at = moment(code.asked_at), moment(code.ends_at), moment(status.next_at)
    tag = line(code.tag, LONGEST_TAG)
    sent = CodeSent(status.asked, tag, channel, asked_at, ends_at, next_at, status.left, status.most)
    return FlowAtService(offered, code.contact, sent, status.proven, audience(status), first_proof)


def consequences(recovered: structs.Recovered) -> Consequences:
    """What came with the new password."""
    until = moment(recovered.removal_held_until)
    return Consequences(moment(recovered.now), recovered.sessions_ended, recovered.contacts_told, until)
