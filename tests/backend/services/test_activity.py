"""B4: a signed-in person reads what happened to their account of late: when, where, what, and whether it went well."""

import re
from collections.abc import Iterator

import pytest

from secinfo_desktop import texts
from secinfo_desktop.backend.services import activity
from secinfo_desktop.backend.services.audit import AuditKind
from secinfo_desktop.backend.services.replacing import CancelledBy
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.recent_activity import MOST_OF_A_SHARE, ActivityEvent
from secinfo_desktop.domain.security_info import Activity, ActivityKind, SessionPurpose
from tests.helpers.replacement_bench import CLAIM
from tests.helpers.service_bench import MAIL, NEW_PASSWORD, PHONE, ServiceBench, refusal, wrong
from tests.helpers.signed_in_bench import NEW_MAIL, OWNER, Member

DETAILS = {
    "code_asked_{detail}": ("sms", "email", "call"),
    "option_switched_{detail}": ("on", "off"),
    "second_step_chosen_{detail}": ("on", "off"),
    "replacement_cancelled_{detail}": tuple(CancelledBy),
}

CANCEL_CODE = re.compile(r"\b[0-9A-Z]{5}(-[0-9A-Z]{5}){3}\b")


@pytest.fixture
def member(bench: ServiceBench) -> Member:
    return Member(bench)


def recent(member: Member, session: str | None = None) -> tuple[Activity, ...]:
    return member.bench.evidence().activity.recent(session or member.sign_in())[0]


def words(events: tuple[Activity, ...]) -> list[str]:
    """What happened, oldest first."""
    return [event.event for event in reversed(events)]


def test_b4_what_happened_is_told_newest_first_with_time_place_kind_and_result(member: Member) -> None:
    refusal(member.its.sign_in.sign_in, OWNER, "a wrong password", "a stranger's")
    member.bench.clock.advance(minutes=10)
    session = member.sign_in()
    member.add(session, NEW_MAIL)
    events = recent(member, session)
    assert words(events) == ["sign_in_failed", "signed_in", "contact_added_email"]
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
    assert [(event.kind, event.went_well, event.device, event.is_here) for event in reversed(events)] == [
        (ActivityKind.SIGN_IN, False, "", False),
        (ActivityKind.SIGN_IN, True, "desk", True),
        (ActivityKind.CHANGE, True, "desk", True),
    ]


def test_what_was_done_in_another_session_says_on_which_device(member: Member) -> None:
    other = member.its.sign_in.sign_in(OWNER, member.password, "a tablet").token
    member.add(other, NEW_MAIL)
    added = recent(member)[1]
    assert (added.event, added.device, added.is_here) == ("contact_added_email", "a tablet", False)


def test_b4_a_replacement_of_all_info_and_who_stopped_it_are_told(member: Member) -> None:
    replacing = member.bench.replacements()
    replacing.replacing.start(member.sign_in(), CLAIM)
    [code] = {found.group() for letter in member.bench.way_out.letters if (found := CANCEL_CODE.search(letter.text))}
    refusal(replacing.cancelling.cancel, OWNER, "0" * 20)
    replacing.cancelling.cancel(OWNER, code)
    member.bench.clock.advance(hours=1)
    session = member.sign_in()
    member.prove(session, SessionPurpose.PROVE, member.its.sessions.standing(session).contacts[0].id)
    member.its.sessions.change_password(session, NEW_PASSWORD)
    told = words(recent(member, session))
    assert [word for word in told if word.startswith("replacement")] == [
        "replacement_started",
        "replacement_refused",
        "replacement_cancelled_code",
    ]


def test_a_recovery_by_somebody_is_told(member: Member) -> None:
    member.recover()
    member.password = NEW_PASSWORD
    told = words(recent(member))
    assert told[:3] == ["code_asked_sms", "code_accepted", "password_reset"]
    assert told[-1] == "signed_in"


def test_a_strangers_failed_tries_are_told_as_such(member: Member) -> None:
    flow = member.bench.open_flow(OWNER)
    member.bench.ask(flow, PHONE)
    refusal(member.bench.give, flow, wrong(member.bench.newest_code()))
    refusal(member.bench.evidence().recovery_codes.give, flow.handle, "00000-00000-00000-00000-00000")
    told = {event.event: event for event in recent(member)}
    assert not told["code_refused"].went_well
    assert not told["recovery_code_refused"].went_well
    assert told["code_asked_sms"].kind is ActivityKind.CODE


def test_no_contact_and_no_name_is_in_it(member: Member) -> None:
    session = member.sign_in()
    member.add_proven(session, NEW_MAIL)
    member.recover()
    member.password = NEW_PASSWORD
    told = repr(recent(member))
    for whole in (PHONE, PHONE.replace(" ", ""), MAIL, NEW_MAIL, OWNER):
        assert whole not in told


def test_others_see_nothing_of_it(member: Member) -> None:
    member.bench.open_flow()
    member.bench.ask(member.bench.open_flow())
    assert words(recent(member)) == ["signed_in"]


def test_what_is_90_days_old_is_told_no_more(member: Member) -> None:
    member.sign_in()
    member.bench.clock.advance(days=90, seconds=-1)
    assert words(recent(member)) == ["signed_in", "signed_in"]
    member.bench.clock.advance(seconds=1)
    assert words(recent(member)) == ["signed_in", "signed_in"]


def test_whoever_holds_nothing_can_not_drive_out_what_somebody_did_who_was_in(member: Member) -> None:
    """200 events at most; a flood of what anybody can do takes one half of them."""
    other = member.sign_in()
    member.add(other, NEW_MAIL)
    for number in range(MOST_OF_A_SHARE + 20):
        peer = f"192.0.2.{number}"
        refusal(lambda: member.its.sign_in.sign_in(OWNER, "wrong", "desk", peer=peer))  # noqa: B023 - called at once
    told = words(recent(member))
    assert "contact_added_email" in told
    assert told.count("sign_in_failed") <= MOST_OF_A_SHARE
    assert len(told) <= 2 * MOST_OF_A_SHARE


def test_it_needs_a_session_that_nothing_stands_before(member: Member) -> None:
    its = member.bench.evidence().activity
    assert refusal(its.recent, "a guess") is Failure.NOT_SIGNED_IN
    member.need_new_password()
    assert refusal(its.recent, member.sign_in()) is Failure.NEW_PASSWORD_FIRST


# what contacts hear of


def test_b2_who_signs_in_and_looks_round_sends_nothing_to_any_contact(member: Member) -> None:
    """Contacts hear of codes that were asked for, and of changes; never of anything else."""
    session, evidence = member.sign_in(), member.bench.evidence()
    member.info(session)
    member.its.sessions.all(session)
    evidence.activity.recent(session)
    evidence.computers.listed(session)
    member.its.sessions.prove_password(session, member.password)
    member.its.sessions.sign_out(session)
    assert member.bench.way_out.letters == []
    member.ask(member.sign_in(), SessionPurpose.PROVE, member.id_of(member.sign_in(), 0))
    assert len(member.bench.way_out.letters) == 1


# the words


def every_event() -> Iterator[str]:
    for told in activity._TOLD.values():
        details = DETAILS.get(told.event, ("phone", "email")) if "{detail}" in told.event else ("",)
        yield from (told.event.format(detail=detail) for detail in details)


def test_every_kind_of_event_is_told_or_left_out_for_a_reason() -> None:
    assert set(activity._TOLD) | activity.LEFT_OUT == set(AuditKind)
    assert not set(activity._TOLD) & activity.LEFT_OUT


def test_every_event_has_its_word_and_every_word_its_event() -> None:
    assert set(every_event()) == {event.value for event in ActivityEvent}


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize("event", ActivityEvent)
def test_every_event_has_a_sentence(event: ActivityEvent, language: str) -> None:
    assert texts.has(f"activity.{event}", language)
