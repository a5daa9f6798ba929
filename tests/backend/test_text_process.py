"""The service as a process that sends texts: the API takes them, its callbacks come to the listener beside."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from secinfo_desktop.backend.store.sqlite import open_store
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from tests.helpers import messages_api
from tests.helpers.backend_process import PATIENCE, BackendProcess, backend, start
from tests.helpers.messages_api import ACCOUNT, SECRET, MessagesApi

NAME, PHONE = "mara@example.org", "+49 171 3920041"


@pytest.fixture
def api() -> Iterator[MessagesApi]:
    with messages_api.messages_api() as its:
        yield its
        assert its.wrong == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    person = {"name": NAME, "contacts": [{"kind": "phone", "value": PHONE}]}
    adding = start(["add-account", "--data", str(tmp_path / "data")])
    adding.communicate(json.dumps(person), timeout=PATIENCE)
    return tmp_path / "data"


@pytest.fixture
def serving(tmp_path: Path, data: Path, api: MessagesApi, reports_port: int) -> Iterator[BackendProcess]:
    secret = tmp_path / "token"
    secret.touch(0o600)
    secret.write_text(f"{SECRET}\n")
    flags = {
        "--data": str(data),
        "--smtp": "127.0.0.1:9",
        "--sms": "twilio",
        "--sms-url": api.url,
        "--sms-user": ACCOUNT,
        "--sms-password-file": str(secret),
        "--reports-port": str(reports_port),
        "--reports-url": f"http://127.0.0.1:{reports_port}",
    }
    with backend("serve", *(word for pair in flags.items() for word in pair)) as running:
        yield running


@pytest.fixture
def reports_port() -> int:
    """One that nobody has just now."""
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return int(finder.getsockname()[1])


def ask(serving: BackendProcess) -> str:
    """Ask for a code to the phone; returns the flow's handle."""
    opened = serving.ok("POST", "/recovery/flows", {"account_name": NAME})
    serving.ok("POST", "/recovery/code", {"contact": opened["contacts"][0]["id"], "typed": PHONE}, opened["flow"])
    return str(opened["flow"])


def test_texts_are_offered_and_a_code_comes_back_whatever_is_reported(
    serving: BackendProcess, api: MessagesApi, data: Path, reports_port: int
) -> None:
    assert serving.ok("GET", "/about")["capabilities"] == ["recovery", "email", "sms", "helpdesk", "recovery_code"]
    flow = ask(serving)
    assert api.came.wait(PATIENCE)
    (sent,) = api.sent
    assert sent.form["StatusCallback"].startswith(f"http://127.0.0.1:{reports_port}/")
    assert int(sent.form["ValidityPeriod"]) <= 600
    assert api.call_back(sent, "undelivered", "30003") == 200
    assert became(data) == (Delivery(DeliveryState.UNDELIVERED, Reason.NOT_REACHED),)
    assert api.call_back(sent, "delivered", secret="another") == 404
    assert became(data) == (Delivery(DeliveryState.UNDELIVERED, Reason.NOT_REACHED),)
    counted = get(serving.port, "/metrics")[1].splitlines()
    assert {'secinfo_reports_total{result="not_genuine"} 1', 'secinfo_reports_total{result="undelivered"} 1'} <= {
        *counted
    }
    assert [piece["id"] for piece in serving.ok("GET", "/recovery/status", flow=flow)["evidence"]] == ["requests"]
    serving.ok("POST", "/recovery/code/given", {"code": sent.form["Body"]}, flow)


def test_each_listener_has_its_own_alone(serving: BackendProcess, reports_port: int) -> None:
    assert get(serving.port, "/health")[0] == 200
    assert {get(reports_port, path)[0] for path in ("/health", "/v1/about", "/metrics", "/")} == {404}


def get(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_no_secret_stands_in_its_command_line_or_environment(serving: BackendProcess) -> None:
    for place in ("cmdline", "environ"):
        assert SECRET.encode() not in Path(f"/proc/{serving.process.pid}/{place}").read_bytes()


def test_it_ends_when_it_is_told_to(serving: BackendProcess) -> None:
    serving.process.terminate()
    assert serving.process.wait(PATIENCE) == 0


def test_a_port_for_reports_that_is_taken_is_refused(tmp_path: Path, data: Path) -> None:
    secret = tmp_path / "password"
    secret.touch(0o600)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        kannel = ("--sms", "kannel", "--sms-user", "us", "--sms-password-file", str(secret), "--smtp", "127.0.0.1:9")
        port = str(taken.getsockname()[1])
        process = start(["serve", "--data", str(data), *kannel, "--reports-port", port])
        assert process.communicate(timeout=PATIENCE)[1].startswith("reports_port: can't be used")


def became(data: Path) -> tuple[Delivery, ...]:
    """What the database says of the one flow's messages."""
    store = open_store(data)
    try:
        with store.database.read() as connection:
            flow_id = str(connection.exec_driver_sql("SELECT id FROM flow").scalar_one())
        return store.outbox.deliveries(flow_id)
    finally:
        store.close()
