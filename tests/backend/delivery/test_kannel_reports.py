"""Kannel's reports: what the network says counts for more than the type, and everything odd is no report."""

from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.backend.delivery.kannel_reports import read
from secinfo_desktop.backend.delivery.reports import NotGenuine, Received, ReportPaths
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from tests.helpers.service_bench import ServiceBench

RECEIPT = "id:m1 sub:001 dlvrd:001 submit date:2611271200 done date:2611271201 stat:{stat} err:{err} text:481"


def report(kind: str, said: str = "", method: str = "GET") -> Received:
    return Received(method, "/path", f"type={kind}&said={quote(said)}", {}, b"")


def receipt(stat: str, err: str = "000", kind: str = "2") -> Received:
    return report(kind, RECEIPT.format(stat=stat, err=err))


def undelivered(reason: Reason | None) -> Delivery:
    return Delivery(DeliveryState.UNDELIVERED, reason)


@pytest.mark.parametrize(
    ("received", "became"),
    [
        (receipt("DELIVRD", kind="1"), Delivery(DeliveryState.DELIVERED)),
        (receipt("EXPIRED"), undelivered(Reason.NOT_REACHED)),
        (receipt("REJECTD"), undelivered(Reason.REFUSED)),
        (receipt("DELETED"), undelivered(None)),
        (receipt("UNDELIV", "001"), undelivered(Reason.ADDRESS_UNKNOWN)),
        (receipt("UNDELIV", "027"), undelivered(Reason.NOT_REACHED)),
        (receipt("UNDELIV", "013"), undelivered(Reason.REFUSED)),
        (receipt("UNDELIV", "0fa"), undelivered(None)),
        (receipt("UNDELIV", "999"), undelivered(None)),
        (report("16", "NACK/0x0000000b/Invalid Destination Address"), undelivered(Reason.ADDRESS_UNKNOWN)),
        (report("16", "NACK/0x00000045/Submit failed"), undelivered(Reason.REFUSED)),
        (report("16"), undelivered(Reason.REFUSED)),
        (report("1"), Delivery(DeliveryState.DELIVERED)),
        (report("2"), undelivered(None)),
    ],
)
def test_the_networks_words_tell_what_one_type_lumps_together(received: Received, became: Delivery) -> None:
    assert read(received) == became


@pytest.mark.parametrize(
    "received",
    [receipt("ACCEPTD", kind="1"), receipt("ENROUTE", kind="1"), receipt("UNKNOWN"), report("8"), report("4")],
)
def test_what_is_no_end_is_nothing(received: Received) -> None:
    assert read(received) is None


@pytest.mark.parametrize(
    "received", [report("1", method="POST"), report(""), report("one"), Received("GET", "/", "", {}, b"")]
)
def test_what_kannel_never_sends_is_no_report(received: Received) -> None:
    with pytest.raises(NotGenuine):
        read(received)


@given(st.text(st.characters(codec="latin-1"), max_size=200))
def test_whatever_comes_is_read_or_refused(query: str) -> None:
    with suppress(NotGenuine, ValueError):
        read(Received("GET", "/", query, {}, b""))


def test_each_message_has_a_path_that_nobody_else_can_make(bench: ServiceBench) -> None:
    paths = ReportPaths(bench.keys.digest)
    path = paths.of("ab" * 16)
    assert paths.message(path) == "ab" * 16
    assert path == paths.of("ab" * 16)
    another = ReportPaths(lambda value: bench.keys.digest(f"{value}?")).of("ab" * 16)
    for wrong in (
        another,
        path[:-1],
        f"{path}/",
        path.upper(),
        path[1:],
        "/",
        "",
        f"/{'ab' * 16}",
        path.replace("ab", "ba"),
    ):
        assert paths.message(wrong) is None
