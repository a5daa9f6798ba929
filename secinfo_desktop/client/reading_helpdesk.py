"""What the helpdesk's service tells, as values of the console. What a newer service calls otherwise is left out."""

import re
from collections.abc import Callable

from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.client.reading import known, moment
from secinfo_desktop.contract import helpdesk as wire
from secinfo_desktop.contract import live_cases as live
from secinfo_desktop.domain.calls import CaseScope, CaseState, OutcomeCode
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.plain_text import line, lines
from secinfo_desktop.domain.staff import CallerProof, Role, StaffAction
from secinfo_desktop.guide.events import CaseError, Opened
from secinfo_desktop.helpdesk import ports, records

MOST_NOTES = 500
MOST_STAFF = 2000
MOST_APPROVALS = 500
MOST_FACTS = 60
_STEP = re.compile(r"[a-z_]{1,60}")


def agent(its: wire.Staff) -> records.Agent:
    """Somebody at the helpdesk; whose role is not known here is offered the least."""
    return records.Agent(its.id, line(its.name), known(its.role, Role) or Role.AGENT)


def agents(its: wire.Colleagues) -> tuple[records.Agent, ...]:
    """Everybody to whom a case can be handed."""
    return tuple(map(agent, its.staff[:MOST_STAFF]))


def actions(its: wire.StaffStanding) -> frozenset[StaffAction]:
    """What one's role may do, as far as this version can."""
    return frozenset(action for word in its.actions if (action := known(word, StaffAction)) is not None)


def proofs(its: wire.StaffStanding) -> frozenset[CallerProof]:
    """How a caller can be verified."""
    return frozenset(proof for word in its.proofs if (proof := known(word, CallerProof)) is not None)


def case_line(its: wire.CaseLine) -> records.CaseLine:
    """A case of the list.

    Raises:
        NotUnderstoodError: nobody here knows where it stands.
    """
    state = known(its.state, CaseState)
    if state is None:
        raise NotUnderstoodError
    return records.CaseLine(
        id=its.case,
        number=line(its.number),
        caller=line(its.caller),
        language=line(its.language),
        checklist=its.checklist,
        state=state,
        owner=None if its.owner is None else agent(its.owner),
        opened_at=moment(its.opened_at),
        changed_at=moment(its.changed_at),
        waiting_since=None if its.waiting_since is None else moment(its.waiting_since),
        step=its.step if its.step is not None and _STEP.fullmatch(its.step) else None,
        is_live=its.live,
        is_verified=its.verified_until is not None,
        same_account=max(its.same_account, 0),
        outcome=None if its.outcome is None else known(its.outcome, OutcomeCode),
        call_back_on=its.call_back_on,
        ticket=None if its.ticket is None else line(its.ticket),
    )


def page(its: wire.CasesFound) -> tuple[list[records.CaseLine], str | None, dict[CaseScope, int]]:
    """A page of the list, where the next one begins, and how many cases each scope has."""
    counts = {scope: max(its.counts.get(scope.value, 0), 0) for scope in CaseScope}
    return list(map(case_line, its.cases)), its.next, counts


def opened(its: wire.CaseLine, revision: Callable[[str], str]) -> Opened:
    """How the case began; ``revision`` is that of a checklist as this computer has it.

    Raises:
        NotUnderstoodError: no case can begin so.
    """
    try:
        at = moment(its.opened_at)
        return Opened(at, its.case, its.checklist, revision(its.checklist), its.context, Disclosure.PUBLIC)
    except CaseError:
        raise NotUnderstoodError from None


def verified(its: wire.CaseLine) -> records.Verified | None:
    """That the caller has shown who they are.

    A way or an action that this version does not know is none: then nothing is offered that might not be allowed.
    """
    how, allows = known(its.verified_how or "", CallerProof), known(its.verified_for or "", StaffAction)
    if its.verified_until is None or how is None or (allows is None and its.verified_for is not None):
        return None
    return records.Verified(how, moment(its.verified_until), allows)


def notes(its: wire.CaseRead) -> tuple[records.Note, ...]:
    """What was written down, as plain text."""
    return tuple(
        records.Note(note.id, moment(note.at), line(note.who), lines(note.text)) for note in its.notes[-MOST_NOTES:]
    )


def word_pair(its: wire.CaseRead | live.Joining) -> tuple[str, str] | None:
    """The two words for the agent to say first."""
    return None if its.word_pair is None else (line(its.word_pair[0]), line(its.word_pair[1]))


def number_to_read(its: wire.VerificationAsked) -> ports.NumberToRead:
    """A verification that is asked for."""
    return ports.NumberToRead(None if its.number is None else line(its.number), moment(its.ends_at))


def approval(its: wire.Approval) -> ports.ApprovalAsked:
    """A question to a second person.

    Raises:
        NotUnderstoodError: it is for something that this version does not know; nobody is asked to allow that.
    """
    action = None if its.action is None else known(its.action, StaffAction)
    if action is None and its.action is not None:
        raise NotUnderstoodError
    number, reason = line(its.number), line(its.reason)
    return ports.ApprovalAsked(
        its.approval, its.case, number, action, reason, agent(its.asked_by), moment(its.ends_at), line(its.state)
    )


def approvals(its: wire.Approvals) -> tuple[ports.ApprovalAsked, ...]:
    """The questions that this version can show."""
    understood = (one for one in its.approvals[:MOST_APPROVALS] if one.action is None or known(one.action, StaffAction))
    return tuple(map(approval, understood))


def facts(its: wire.AccountFacts) -> ports.AccountFacts:
    """What the service knows of the account."""
    return ports.AccountFacts(
        contacts=tuple(map(_contact, its.contacts[:MOST_FACTS])),
        messages=tuple(map(_message, its.messages[:MOST_FACTS])),
        asked_this_hour=its.asked_this_hour,
        most_an_hour=its.most_an_hour,
        asked_today=its.asked_today,
        most_a_day=its.most_a_day,
        wrong_guesses=its.wrong_guesses,
        most_guesses=its.most_guesses,
        can_send_at=None if its.can_send_at is None else moment(its.can_send_at),
        notice_since=None if its.notice_since is None else moment(its.notice_since),
        replacement_until=None if its.replacement_until is None else moment(its.replacement_until),
        same_account=max(its.same_account, 0),
    )


def _contact(its: wire.ContactFact) -> ports.ContactFact:
    line_type = None if its.line_type is None else line(its.line_type)
    since = moment(its.since)
    return ports.ContactFact(line(its.mask), line(its.kind), line_type, since, its.proves, its.same_provider)


def _message(its: wire.MessageFact) -> ports.MessageFact:
    states = tuple((moment(at), line(state)) for at, state in its.states[:MOST_FACTS])
    return ports.MessageFact(
        line(its.mask), line(its.channel), states, None if its.reason is None else line(its.reason)
    )


def joined(its: live.Joining) -> ports.Joined:
    """The case that one has asked to join."""
    return ports.Joined(its.case, word_pair(its))
