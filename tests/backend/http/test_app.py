"""The application: exactly the endpoints of the table, every failure a problem document, no secret in any of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.backend.http.handlers import handlers
from secinfo_desktop.backend.http.live_handlers import live_streams
from secinfo_desktop.backend.http.problems import problem
from secinfo_desktop.backend.service import IN_PRACTICE
from secinfo_desktop.contract.endpoints import ENDPOINTS, LONGEST_REPEAT_KEY, PREFIX, STATUS, Endpoint
from secinfo_desktop.domain.failures import Failure
from tests.helpers.asgi import call
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.practice_bench import HOST, TOKEN, PracticeBench

GOOD = (("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json"))
WITH_BODY = [endpoint for endpoint in ENDPOINTS if endpoint.request is not None]
WITH_FLOW = [endpoint for endpoint in ENDPOINTS if endpoint.needs_flow]


def named(endpoint: Endpoint) -> str:
    return endpoint.name


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeBench]:
    its = PracticeBench(tmp_path_factory.mktemp("app") / "data")
    yield its
    its.close()


def test_every_endpoint_of_the_table_has_its_handler_and_no_other(bench: PracticeBench) -> None:
    its = bench.service.services
    assert set(handlers(its)) == {endpoint.name for endpoint in ENDPOINTS if not endpoint.streams}
    assert set(live_streams(its.live(), its.staff_gate)) == {
        endpoint.name for endpoint in ENDPOINTS if endpoint.streams
    }


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=named)
def test_every_endpoint_answers_under_its_path_and_method_alone(bench: PracticeBench, endpoint: Endpoint) -> None:
    other = "GET" if endpoint.method == "POST" else "POST"
    answered = call(bench.app, endpoint.method, endpoint.url_path, GOOD)
    assert answered.code != "not_found"
    assert answered.status != 405
    if (other, endpoint.url_path) in {(each.method, each.url_path) for each in ENDPOINTS}:
        return
    refused = call(bench.app, other, endpoint.url_path, GOOD)
    assert (refused.status, refused.code) == (405, "not_allowed")
    assert endpoint.method in refused.headers["allow"]


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/v2/about", "/v1/about/", "/v1/recovery", "/openapi.json"])
def test_any_other_path_is_not_found(bench: PracticeBench, path: str) -> None:
    answer = call(bench.app, "GET", path, GOOD)
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize("endpoint", [each for each in ENDPOINTS if each.may_repeat], ids=named)
@pytest.mark.parametrize("key", ["", "k" * (LONGEST_REPEAT_KEY + 1)], ids=["empty", "too long"])
def test_a_key_for_repeats_that_is_none_is_a_bad_request(bench: PracticeBench, endpoint: Endpoint, key: str) -> None:
    headers = [*GOOD, ("Recovery-Flow", "handle"), ("Idempotency-Key", key)]
    answer = call(bench.app, endpoint.method, endpoint.url_path, headers, [b"{}"])
    assert (answer.status, answer.code) == (400, "bad_request")


BAD_BODIES = [b"", b"{", b"[]", b"null", b"1", b'{"a":', b"\xff", b"[" * 10_000, b'{"contact": 5}', b"NaN"]


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=named)
@pytest.mark.parametrize("body", BAD_BODIES)
def test_what_is_no_message_is_a_bad_request(bench: PracticeBench, endpoint: Endpoint, body: bytes) -> None:
    headers = [*GOOD, ("Recovery-Flow", "handle")]
    answer = call(bench.app, endpoint.method, endpoint.url_path, headers, [body])
    assert (answer.status, answer.code) == (400, "bad_request")


@pytest.mark.parametrize("endpoint", WITH_FLOW, ids=named)
def test_a_flow_is_named_in_its_header_only(bench: PracticeBench, endpoint: Endpoint) -> None:
    path = f"{endpoint.url_path}?flow=handle"
    assert call(bench.app, endpoint.method, path, GOOD, [b'{"code": "123456"}']).code == "bad_request"


def test_an_unknown_flow_has_ended(bench: PracticeBench) -> None:
    answer = bench.call("GET", "/recovery/status", flow="no such handle")
    assert (answer.status, answer.code) == (410, "flow_ended")


def test_unknown_fields_are_ignored(bench: PracticeBench) -> None:
    bench.start("first-visit")
    assert bench.post("/recovery/flows", {"account_name": "mara@example.org", "colour": "blue"})["contacts"]


def test_too_soon_says_when(bench: PracticeBench) -> None:
    person = bench.start("first-visit")
    flow = bench.ask_for_code(person)
    contact = bench.post("/recovery/flows", {"account_name": person["account_name"]})["contacts"][0]["id"]
    answer = bench.call("POST", "/recovery/code", {"contact": contact}, flow)
    assert (answer.status, answer.code) == (429, "too_soon")
    assert answer.json()["retry_after"] == 60.0
    assert answer.headers["retry-after"] == "60"


def test_about_says_who_answers(bench: PracticeBench) -> None:
    about = bench.get("/about")
    assert about["pack"] == "example-organisation"
    assert about["capabilities"] == ["recovery", "email", "sms", "voice_call", *IN_PRACTICE]


def test_answers_are_for_no_cache(bench: PracticeBench) -> None:
    assert bench.call("GET", "/about").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("failure", list(STATUS))
def test_every_failure_has_its_document(failure: Failure) -> None:
    answer = problem(failure)
    assert answer.status_code == STATUS[failure]
    assert answer.media_type == "application/problem+json"


def test_what_breaks_is_said_as_one_and_logged_without_words(
    tmp_path: Path, expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture
) -> None:
    expected_log.expect("secinfo_desktop.backend.http.app", "open_flow broke")
    its = PracticeBench(tmp_path / "data")
    with its.service.store.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE account RENAME TO gone")
    answer = its.call("POST", "/recovery/flows", {"account_name": "a-very-secret-name@example.org"})
    assert (answer.status, answer.code) == (500, "broken")
    assert "secret" not in answer.body.decode()
    assert "secret" not in caplog.text
    its.close()


def test_a_store_that_is_busy_is_said_to_be_so(tmp_path: Path) -> None:
    its = PracticeBench(tmp_path / "data")
    its.start("first-visit")
    its.service.store.database._patience = 0.01
    with its.service.store.database.write():
        answer = its.call("POST", "/recovery/flows", {"account_name": "mara@example.org"})
    assert (answer.status, answer.code) == (503, "busy")
    assert answer.headers["retry-after"] == "1"
    its.close()


def test_the_paths_carry_the_version() -> None:
    assert all(endpoint.url_path.startswith(f"{PREFIX}/") for endpoint in ENDPOINTS)
