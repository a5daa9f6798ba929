"""B11-B13 over the wire: a replacement begins, a notice's code cancels it, and other systems ask what is frozen."""

from pathlib import Path

import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.contract.endpoints import PREFIX
from tests.helpers import asgi
from tests.helpers.asgi import Answer
from tests.helpers.practice_bench import HOST, TOKEN
from tests.helpers.replacement_bench import NEW_MAIL, ReplacementBench, cancel_code_in
from tests.helpers.service_bench import AREAS_TOKEN, NAME, ServiceBench

ASKS = b'{"account_name": "mara@example.org"}'


@pytest.fixture
def its(tmp_path: Path) -> ReplacementBench:
    bench = ServiceBench(tmp_path / "data")
    bench.add_account()
    its = ReplacementBench(bench, bench.store)
    its.set_password()
    return its


def ask(its: ReplacementBench, path: str, body: bytes, bearer: str, door_token: str | None = None) -> Answer:
    app = make_app(its.bench.services(), Door(frozenset({HOST}), door_token))
    headers = [("Host", HOST), ("Authorization", f"Bearer {bearer}"), ("Content-Type", "application/json")]
    return asgi.call(app, "POST", PREFIX + path, headers, [body])


def test_b11_other_systems_are_told_with_their_own_token_alone(its: ReplacementBench) -> None:
    ends_at = its.start(NEW_MAIL).replacement.ends_at
    told = ask(its, "/areas", ASKS, AREAS_TOKEN)
    assert told.status == 200
    assert {each["area"] for each in told.json()["frozen"]} >= {"billing", "security_info"}
    assert {each["until"] for each in told.json()["frozen"]} == {ends_at.isoformat().replace("+00:00", "Z")}
    for bearer in ("", "guess", AREAS_TOKEN[:-1], its.session()):
        refused = ask(its, "/areas", ASKS, bearer)
        assert (refused.status, refused.code) == (403, "not_allowed")


def test_b11_the_apps_own_token_is_none_of_theirs(its: ReplacementBench) -> None:
    refused = ask(its, "/areas", ASKS, TOKEN, door_token=TOKEN)
    assert (refused.status, refused.code) == (403, "not_allowed")


def test_b13_the_code_of_a_notice_cancels_over_the_wire(its: ReplacementBench) -> None:
    its.start()
    code = next(cancel_code_in(letter) for letter in its.letters)
    body = f'{{"account_name": "{NAME}", "cancel_code": "{code}"}}'.encode()
    assert ask(its, "/replacement/cancelled", body, TOKEN).status == 200
    again = ask(its, "/replacement/cancelled", body, TOKEN)
    assert again.code == "cancel_code_wrong"
