"""Whoever runs the service can ask how it is; nobody else learns anything, and no label tells of a person."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from secinfo_desktop.backend.http.operations import Operations, routes
from secinfo_desktop.backend.http.table import Table
from secinfo_desktop.backend.http.watch import Watch
from secinfo_desktop.backend.log import RedactingFormatter
from secinfo_desktop.backend.metrics import Metrics
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import DeliveryState
from tests.helpers.asgi import Answer, call

LOCAL = ("Host", "127.0.0.1:8080")
SAMPLE = re.compile(r'secinfo_[a-z_]+(\{[a-z]+="[a-z_0-9]+"(,[a-z]+="[a-z_0-9]+")*\})? \d+(\.\d+)?')


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def app(metrics: Metrics) -> ASGIApp:
    return Table(routes(Operations(metrics, lambda: 3)))


def get(app: ASGIApp, path: str, *headers: tuple[str, str], peer: str = "127.0.0.1") -> Answer:
    return call(app, "GET", path, headers or (LOCAL,), peer=peer)


def test_a_service_that_is_well_says_so_and_no_more(app: ASGIApp) -> None:
    answer = get(app, "/health", peer="192.0.2.9")
    assert (answer.status, answer.json()) == (200, {"status": "ok"})


def test_without_its_database_it_is_unwell(metrics: Metrics) -> None:
    def broken() -> int:
        raise OSError("/srv/secret/place")

    answer = get(Table(routes(Operations(metrics, broken))), "/health")
    assert (answer.status, answer.json()) == (503, {"status": "unwell"})


def test_what_was_done_is_told_in_the_text_form(app: ASGIApp, metrics: Metrics) -> None:
    metrics.answered("send_code", 200, timedelta(milliseconds=20))
    metrics.answered("send_code", 200, timedelta(milliseconds=5))
    metrics.handed_over(Channel.SMS, DeliveryState.BOUNCED)
    lines = get(app, "/metrics").body.decode().splitlines()
    assert 'secinfo_requests_total{endpoint="send_code",status="200"} 2' in lines
    assert 'secinfo_request_seconds_total{endpoint="send_code"} 0.025000' in lines
    assert 'secinfo_messages_total{channel="sms",state="bounced"} 1' in lines
    assert "secinfo_messages_waiting 3" in lines
    assert all(line.startswith("# ") or SAMPLE.fullmatch(line) for line in lines)


@pytest.mark.parametrize(
    ("headers", "peer"),
    [
        ((LOCAL,), "192.0.2.9"),
        ((("Host", "accounts.example.org"),), "127.0.0.1"),
        ((LOCAL, ("X-Forwarded-For", "192.0.2.9")), "127.0.0.1"),
        ((LOCAL, ("Forwarded", "for=192.0.2.9")), "127.0.0.1"),
    ],
)
def test_what_was_done_is_for_this_computer_alone(
    app: ASGIApp, headers: tuple[tuple[str, str], ...], peer: str
) -> None:
    assert get(app, "/metrics", *headers, peer=peer).status == 404


async def fine(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("fine")(scope, receive, send)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the log of requests says."""
    logger, stream = logging.getLogger("secinfo_desktop.backend.http.watch"), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter())
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.INFO)
    yield stream
    logger.setLevel(before)
    logger.removeHandler(handler)


def test_a_request_is_counted_and_logged_by_its_endpoint(metrics: Metrics, written: io.StringIO) -> None:
    seconds = iter((10.0, 10.25))
    get(Watch(fine, metrics, lambda: next(seconds)), "/v1/about")
    line = json.loads(written.getvalue())
    assert (line["endpoint"], line["status"], line["milliseconds"]) == ("about", 200, 250)
    assert 'endpoint="about",status="200"} 1' in metrics.text(0)


def test_nothing_of_a_strange_path_is_kept(metrics: Metrics, written: io.StringIO) -> None:
    seconds = iter((0.0, 0.0))
    get(Watch(fine, metrics, lambda: next(seconds)), "/v1/mara.post@example.com/481906")
    assert "mara" not in written.getvalue() + metrics.text(0)
    assert 'endpoint="other"' in metrics.text(0)


def test_machines_that_ask_all_the_time_fill_no_log(metrics: Metrics, written: io.StringIO, app: ASGIApp) -> None:
    seconds = iter((0.0, 0.0))
    get(Watch(app, metrics, lambda: next(seconds)), "/health")
    assert written.getvalue() == ""
    assert 'endpoint="health",status="200"} 1' in metrics.text(0)
