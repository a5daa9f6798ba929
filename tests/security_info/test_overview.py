"""Could you get back in today: the verdict and the advice, for every security info that there can be."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.contacts import ContactKind, MaskedContact
from secinfo_desktop.domain.security_info import (
    Area,
    ContactState,
    ContactUse,
    Replacement,
    ReplacementState,
    SecurityContact,
    SecurityInfo,
    SecurityPolicy,
)
from secinfo_desktop.security_info.overview import Advice, Verdict, judge, reaches
from tests.helpers.clock import START
from tests.helpers.fake_signed_in import MAIL, PHONE, in_waiting_period

DAY = timedelta(days=1)
POLICY = SecurityPolicy(1, 6, 30)


def info(
    *contacts: SecurityContact, second_step: bool = False, recovery_code_made_at: datetime | None = None
) -> SecurityInfo:
    """Security info with these contacts."""
    return SecurityInfo(contacts, (), POLICY, second_step=second_step, recovery_code_made_at=recovery_code_made_at)


moments = st.integers(0, 900).map(lambda days: START - days * DAY)
contacts = st.builds(
    SecurityContact,
    st.builds(MaskedContact, st.uuids().map(str), st.sampled_from(ContactKind), st.just("•••••••• 42")),
    st.sampled_from(ContactState),
    st.frozensets(st.sampled_from(ContactUse)),
    moments,
    st.none() | moments,
)
frozen = st.sets(st.sampled_from(Area)).map(lambda areas: MappingProxyType(dict.fromkeys(areas, START + DAY)))
replacements = st.none() | st.sampled_from(ReplacementState).map(
    lambda state: Replacement(START - DAY, START + 29 * DAY, (), state)
)
infos = st.builds(
    SecurityInfo,
    st.lists(contacts, max_size=6).map(tuple),
    st.just(()),
    st.just(POLICY),
    second_step=st.booleans(),
    recovery_code_made_at=st.none() | moments,
    replacement=replacements,
    frozen=frozen,
)


@given(infos)
def test_it_is_good_exactly_if_a_code_could_reach_the_person(its: SecurityInfo) -> None:
    found = judge(its, START)
    reachable = [contact for contact in its.contacts if reaches(contact)]
    assert found.is_good <= bool(reachable)
    if not its.second_step:
        assert found.is_good == bool(reachable)


@given(infos)
def test_a_contact_that_is_leaving_new_or_unproven_never_makes_it_better(its: SecurityInfo) -> None:
    proven = replace(its, contacts=tuple(one for one in its.contacts if one.state is ContactState.PROVEN))
    assert judge(its, START).verdict is judge(proven, START).verdict


@given(infos)
def test_nothing_is_advised_that_is_frozen(its: SecurityInfo) -> None:
    advice = set(judge(its, START).advice)
    if Area.SECURITY_INFO in its.frozen:
        assert not advice & {Advice.ADD_FIRST, Advice.ADD_SECOND, Advice.ADD_OTHER_KIND}
    if Area.RECOVERY_CODE in its.frozen:
        assert Advice.MAKE_CODE not in advice


@given(infos)
def test_what_is_not_good_is_advised_how_to_be_better_unless_only_waiting_is_left(its: SecurityInfo) -> None:
    found = judge(its, START)
    is_full, is_held = len(its.contacts) >= POLICY.most_contacts, Area.SECURITY_INFO in its.frozen
    assert found.is_good or found.advice or is_full or is_held


@given(infos)
def test_whoever_is_to_be_tried_or_proven_is_named(its: SecurityInfo) -> None:
    found = judge(its, START)
    assert (found.contact is not None) == bool({Advice.TRY, Advice.PROVE} & set(found.advice))


@pytest.mark.parametrize(
    ("its", "verdict"),
    [
        (info(), Verdict.PASSWORD),
        (info(recovery_code_made_at=START), Verdict.RECOVERY_CODE),
        (info(PHONE), Verdict.ONE),
        (info(PHONE, recovery_code_made_at=START), Verdict.YES),
        (info(PHONE, MAIL), Verdict.YES),
        (info(PHONE, second_step=True), Verdict.SECOND_MISSING),
        (info(PHONE, MAIL, second_step=True), Verdict.YES),
        (info(PHONE, recovery_code_made_at=START, second_step=True), Verdict.YES),
        (info(recovery_code_made_at=START, second_step=True), Verdict.PASSWORD),
        (in_waiting_period().info(), Verdict.PASSWORD),
    ],
)
def test_the_verdict_says_by_what_one_would_get_back_in(its: SecurityInfo, verdict: Verdict) -> None:
    assert judge(its, START).verdict is verdict


def test_b24_a_contact_that_was_proven_half_a_year_ago_is_worth_a_try_and_not_a_second_earlier() -> None:
    old = replace(PHONE, proven_at=START - timedelta(days=180, seconds=1))
    assert Advice.TRY in judge(info(old), START).advice
    assert Advice.TRY not in judge(info(replace(PHONE, proven_at=START - timedelta(days=180))), START).advice


def test_b25_during_the_waiting_period_nothing_is_advised_but_waiting() -> None:
    assert judge(in_waiting_period().info(), START).advice == (Advice.WAIT,)
    assert judge(in_waiting_period(typed=False).info(), START).advice == (Advice.WAIT_AND_ENTER,)


def test_b13_when_the_waiting_period_is_over_it_is_time_to_enter_the_new_info() -> None:
    assert judge(in_waiting_period(31, typed=False).info(), START).advice[0] is Advice.ENTER_NEW
