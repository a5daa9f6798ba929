"""What travels becomes values of the domain; what a newer service knows is left out; what is absurd is refused."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.client import reading
from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.contract import structs
from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.limits import Scope
from secinfo_desktop.recovery.ports import Fact

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def opened(flow: str) -> structs.FlowOpened:
    return structs.FlowOpened(flow=flow, contacts=(), ends_at=NOW, now=NOW)


def sent(channel: str = "sms", at: datetime = NOW) -> structs.CodeSent:
    return structs.CodeSent(
        number=1, tag="KT", channel=channel, asked_at=NOW, ends_at=at, next_at=NOW, left=4, most=5, now=NOW
    )


def test_times_come_as_utc() -> None:
    berlin = NOW.astimezone(timezone(timedelta(hours=1)))
    assert reading.moment(berlin) == NOW
    assert reading.moment(berlin).tzinfo is UTC


@pytest.mark.parametrize(
    "at",
    [
        NOW.replace(tzinfo=None),
        datetime.min.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    ],
)
def test_a_time_without_zone_or_sense_is_refused(at: datetime) -> None:
    with pytest.raises(NotUnderstoodError):
        reading.moment(at)
    with pytest.raises(NotUnderstoodError):
        reading.code_sent(sent(at=at))


@given(st.datetimes(timezones=st.timezones() | st.just(UTC)))
def test_every_time_is_read_or_refused_and_can_be_reckoned_with(at: datetime) -> None:
    try:
        read = reading.moment(at)
    except NotUnderstoodError:
        return
    assert read - timedelta(days=400) < read < read + timedelta(days=400)


def test_contacts_of_a_kind_that_is_not_known_are_left_out() -> None:
    offered = (
        structs.Contact(id="a", kind="pigeon", mask="?"),
        structs.Contact(id="b", kind="phone", mask="•••••••• 42"),
    )
    assert reading.contacts(offered) == (MaskedContact("b", ContactKind.PHONE, "•••••••• 42"),)


def test_evidence_for_an_audience_that_is_not_known_is_for_nobody() -> None:
    evidence = (
        structs.Evidence(id="requests", value="one", disclosure="public"),
        structs.Evidence(id="delivery_status", value="bounced", disclosure="insiders"),
    )
    status = structs.FlowStatus(asked=1, proven=False, next_at=NOW, left=4, most=5, evidence=evidence, now=NOW)
    assert reading.standing(status).facts == (Fact("requests", "one", Disclosure.PUBLIC),)


def test_a_code_that_travels_in_an_unknown_way_is_not_understood() -> None:
    assert reading.code_sent(sent("email")).channel is Channel.EMAIL
    with pytest.raises(NotUnderstoodError):
        reading.code_sent(sent("pigeon"))


@pytest.mark.parametrize("flow", ["", " x", "x\r\nHost: evil", "ä", "x" * 513])
def test_a_handle_that_can_not_be_a_header_is_refused(flow: str) -> None:
    with pytest.raises(NotUnderstoodError):
        reading.handle(opened(flow))


def test_a_handle_is_kept_as_it_is() -> None:
    assert reading.handle(opened("Zk39_-")) == "Zk39_-"


@pytest.mark.parametrize(
    ("word", "limit"), [("account", Scope.ACCOUNT), ("peer", Scope.PEER), ("moon", Scope.DESTINATION)]
)
def test_whose_limit_bites_is_kept_and_an_unknown_one_is_told_like_the_ordinary_one(word: str, limit: Scope) -> None:
    assert reading.code_sent(msgspec.structs.replace(sent("sms"), limit=word)).limit is limit
    status = structs.FlowStatus(asked=1, proven=False, next_at=NOW, left=4, most=5, limit=word, evidence=(), now=NOW)
    assert reading.standing(status).limit is limit
