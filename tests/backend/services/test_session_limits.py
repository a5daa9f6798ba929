"""What a thief with the password asks for, signed in, takes nothing from the owner's recovery (rule 6, R18)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from secinfo_desktop.backend.services.audit import AuditEvent
from secinfo_desktop.backend.services.ports import Plan
from secinfo_desktop.backend.services.records import Sending, Standing
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.store.flows import SqlFlows
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.limits import ACCOUNT_CEILINGS, OPEN_CEILINGS, Ceiling
from secinfo_desktop.domain.security_info import SessionPurpose
from tests.helpers.service_bench import PHONE, ServiceBench, refusal
from tests.helpers.signed_in_bench import OWNER, Member

DAY = 24 * 60
EVERY = 20
"""Minutes between what the thief tries."""


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


def flood(member: Member) -> list[Failure | None]:
    """A day of codes to the owner's phone, from sessions of a thief who knows the password."""
    answers, session = [], member.sign_in()
    contact = member.id_of(session, 0)
    for number in range(DAY // EVERY):
        answers.append(refusal(member.ask, session, SessionPurpose.PROVE, contact))
        if number < DAY // EVERY - 1:
            member.bench.clock.advance(minutes=EVERY)
    return answers


def asks(member: Member, *, known: bool) -> Failure | None:
    """What becomes of the owner's own recovery, at a computer that the account knows or another one."""
    account = member.bench.store.accounts.named(OWNER)
    assert account is not None
    flow = member.bench.opened_at(member.bench.known_device(account) if known else None, OWNER)
    return refusal(member.bench.ask, flow)


def test_a_thief_who_is_signed_in_gets_eight_codes_a_day_out_of_it_and_holds_off_no_recovery(member: Member) -> None:
    assert flood(member).count(None) == 8
    for known in (True, False):
        assert asks(member, known=known) is None
        member.bench.clock.advance(minutes=2)


def test_the_reserve_of_known_computers_stands_after_thief_and_strangers_have_done_their_worst(member: Member) -> None:
    account = member.bench.store.accounts.named(OWNER)
    assert account is not None
    device = member.bench.known_device(account)
    for _ in range(8):
        member.bench.ask(member.bench.open_flow(OWNER))
        member.bench.clock.advance(minutes=EVERY)
    refused = flood_for(member, timedelta(hours=12))
    assert refused > 0
    assert refusal(member.bench.ask, member.bench.open_flow(OWNER)) is Failure.TOO_SOON
    for _ in range(2):
        assert refusal(member.bench.ask, member.bench.opened_at(device, OWNER)) is None
        member.bench.clock.advance(minutes=11)
    assert refusal(member.bench.ask, member.bench.opened_at(device, OWNER)) is Failure.TOO_SOON


def flood_for(member: Member, span: timedelta) -> int:
    """How many of a thief's requests were refused in that time."""
    until, session, refused = member.bench.clock() + span, member.sign_in(), 0
    contact = member.id_of(session, 0)
    while member.bench.clock() < until:
        refused += refusal(member.ask, session, SessionPurpose.PROVE, contact) is not None
        member.bench.clock.advance(minutes=EVERY)
    return refused


class CountsTogether(SqlFlows):
    """The control: what a session has asked for counts like what strangers have."""

    def ask_for_code(
        self,
        flow_id: str,
        destination: str,
        since: datetime,
        plan: Plan,
        others: Sequence[str] = (),
        event: AuditEvent | None = None,
    ) -> Sending:
        """Count them together."""

        def together(standing: Standing) -> Sending:
            sends = standing.sends
            both = replace(sends, all=sends.all + sends.signed_in, strangers=sends.strangers + sends.signed_in)
            return plan(replace(standing, sends=both))

        return super().ask_for_code(flow_id, destination, since, together, others, event)


def test_where_all_is_counted_together_the_thief_holds_the_owner_off(member: Member) -> None:
    bench = member.bench
    flood(member)
    its = replace(bench.surroundings(bench.store), flows=CountsTogether(bench.store.database))
    recovery = Recovery(its, lambda: None)
    flow = recovery.open_flow(OWNER)
    assert refusal(recovery.send_code, flow.handle, flow.contacts[0].id, PHONE) is Failure.TOO_SOON


def test_strangers_hold_off_nobody_who_is_signed_in(member: Member) -> None:
    for _ in range(12):
        refusal(member.bench.ask, member.bench.open_flow(OWNER))
        member.bench.clock.advance(minutes=EVERY)
    session = member.sign_in()
    assert refusal(member.ask, session, SessionPurpose.PROVE, member.id_of(session, 0)) is None


def test_codes_to_contacts_that_a_thief_has_added_use_up_nothing_of_the_owners_recovery(member: Member) -> None:
    session, sent = member.sign_in(), 0
    added = [member.its.contacts.add(session, "email", f"t{n}.thief@example.net")[0].contact.id for n in range(3)]
    for place in range(60):
        sent += refusal(member.ask, session, SessionPurpose.VERIFY, added[place % len(added)]) is None
        member.bench.clock.advance(seconds=50)
    assert sent == ACCOUNT_CEILINGS[0].most
    assert asks(member, known=False) is None


def test_a_thiefs_session_uses_up_no_openings_of_the_owners(member: Member) -> None:
    thiefs, owners = member.sign_in(), member.sign_in()
    contact = member.id_of(owners, 0)
    answers = [
        refusal(member.its.flows.open, thiefs, SessionPurpose.PROVE, contact) for _ in range(OPEN_CEILINGS[0].most + 1)
    ]
    assert answers[-1] is Failure.TOO_MANY_FOR_ACCOUNT
    assert refusal(member.its.flows.open, owners, SessionPurpose.PROVE, contact) is None


def test_a_stricter_pack_is_as_strict_with_who_is_signed_in(bench: ServiceBench) -> None:
    quarter = Ceiling(1, timedelta(minutes=15))
    bench.pack = replace(bench.pack, ceilings=(*bench.pack.ceilings, quarter))
    member = Member(bench)
    session = member.sign_in()
    contact = member.id_of(session, 0)
    member.ask(session, SessionPurpose.PROVE, contact)
    bench.clock.advance(minutes=14)
    assert refusal(member.ask, session, SessionPurpose.PROVE, contact) is Failure.TOO_SOON
