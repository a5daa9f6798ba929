"""The service as a process: ready with one line, private to its parent, gone with it."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from secinfo_desktop.backend.service import IN_PRACTICE
from tests.helpers.backend_process import COMMAND, PATIENCE, BackendProcess, backend, start
from tests.helpers.practice_bench import texts_on_phone
from tests.helpers.service_bench import NEW_PASSWORD
from tests.helpers.smtp_sink import smtp_sink

GONE_WITHIN = 2.0


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "data")


@pytest.fixture
def embedded(data: str) -> Iterator[BackendProcess]:
    with backend("embedded", settings={"data": data, "practice": True}) as running:
        yield running


def test_the_main_job_is_done_over_real_http(embedded: BackendProcess) -> None:
    person = embedded.ok("POST", "/practice/start", {"scenario": "first-visit"})
    opened = embedded.ok("POST", "/recovery/flows", {"account_name": person["account_name"]})
    flow, contact = opened["flow"], opened["contacts"][0]["id"]
    asking = {"contact": contact, "typed": person["contacts"][0]["value"]}
    embedded.ok("POST", "/recovery/code", asking, flow)
    (text,) = texts_on_phone(embedded.ok("POST", "/practice/clock", {"seconds": 100}))
    embedded.ok("POST", "/recovery/code/given", {"code": text}, flow)
    done = embedded.ok("POST", "/recovery/password", {"password": NEW_PASSWORD}, flow)
    assert (done["sessions_ended"], done["contacts_told"]) == (1, len(opened["contacts"]))


def test_only_its_parents_token_opens_it(embedded: BackendProcess) -> None:
    assert embedded.call("GET", "/about")[0] == 200
    assert embedded.call("GET", "/about", token="guess")[1]["code"] == "not_allowed"


def test_it_listens_on_loopback_alone(embedded: BackendProcess) -> None:
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    mine = [address for _, address, *_ in sockets if address.endswith(f":{embedded.port:04X}")]
    assert {address.partition(":")[0] for address in mine} == {"0100007F"}


def test_port_and_token_are_of_this_start_alone(data: str, embedded: BackendProcess) -> None:
    with backend("embedded", settings={"data": data, "practice": True}) as another:
        assert another.token != embedded.token
        assert another.port != embedded.port


def test_no_secret_stands_in_its_command_line_or_environment(embedded: BackendProcess) -> None:
    assert embedded.token
    for place in ("cmdline", "environ"):
        assert embedded.token.encode() not in Path(f"/proc/{embedded.process.pid}/{place}").read_bytes()


def test_it_is_gone_soon_after_its_parents_pipe_ends_though_a_request_hangs(embedded: BackendProcess) -> None:
    with socket.create_connection(("127.0.0.1", embedded.port)) as hanging:
        head = f"POST /v1/recovery/flows HTTP/1.1\r\nHost: 127.0.0.1:{embedded.port}\r\nContent-Length: 9\r\n"
        hanging.sendall(f"{head}Authorization: Bearer {embedded.token}\r\n\r\n".encode())
        assert embedded.call("GET", "/about")[0] == 200
        began = time.monotonic()
        embedded.stdin.close()
        assert embedded.process.wait(PATIENCE) == 0
        assert time.monotonic() - began <= GONE_WITHIN
    assert embedded.stdout.read() == ""
    embedded.process.stdin = None


PARENT = """
import json, subprocess, sys
child = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
child.stdin.write(sys.argv[1] + "\\n")
child.stdin.flush()
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux to wait for a process that is no child")
def test_it_is_gone_soon_after_its_parent_was_killed(data: str) -> None:
    settings = json.dumps({"data": data, "practice": True})
    parent = subprocess.Popen(
        (sys.executable, "-c", PARENT, settings, *COMMAND, "embedded"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    child = os.pidfd_open(int(parent.stdout.readline()))
    began = time.monotonic()
    parent.kill()
    ended, _, _ = select.select([child], [], [], PATIENCE)
    assert ended
    assert time.monotonic() - began <= GONE_WITHIN
    os.close(child)
    parent.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("line", ["", "\n", "[]\n", "{\n", '{"data": 5}\n', '{"practice": true}\n'])
def test_settings_that_can_not_be_used_end_it_with_two(line: str) -> None:
    process = start(["embedded"])
    out, err = process.communicate(line, timeout=PATIENCE)
    assert (process.returncode, out) == (2, "")
    assert err.splitlines()
    assert "Traceback" not in err


def test_serving_ends_clean_when_told_to(data: str) -> None:
    with backend("serve", "--data", data, "--practice") as serving:
        assert serving.token is None
        assert serving.ok("GET", "/about")["capabilities"] == ["recovery", "email", "sms", "voice_call", *IN_PRACTICE]
        serving.process.send_signal(signal.SIGTERM)
        assert serving.process.wait(PATIENCE) == 0
        assert serving.stdout.read() == ""


def refused(*arguments: str, **environment: str) -> list[str]:
    """The settings that `serve` refuses, by name."""
    process = start(["serve", *arguments], {**os.environ, **environment})
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, "")
    return [line.partition(":")[0] for line in err.splitlines()]


def test_bad_settings_are_refused_by_name() -> None:
    flags = ("--host", "192.0.2.1", "--port", "x", "--smtp", "here", "--provider", "/no/such/file")
    assert set(refused(*flags)) == {"host", "port", "smtp", "provider", "data"}


def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'data = "{tmp_path}/file"\npractice = true\nport = 1\nhost = "192.0.2.1"\n')
    assert refused("--settings", str(file), SECINFO_PORT="2") == ["host", "practice"]
    with backend("serve", "--settings", str(file), "--host", "127.0.0.1", "--port", "0") as serving:
        assert serving.port > 1
    assert (tmp_path / "file" / "secinfo.db").exists()


def test_a_bad_pack_is_refused_with_its_keys(tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text("colour = 1")
    assert set(refused("--data", str(tmp_path / "data"), "--practice", "--provider", str(pack))) == {"provider"}


def test_a_port_that_is_taken_is_refused(data: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert refused("--data", data, "--practice", "--port", str(taken.getsockname()[1])) == ["port"]


def test_a_folder_that_can_not_be_used_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refused("--data", str(tmp_path / "file" / "below"), "--practice") == ["data"]


def add_accounts(data: str, *accounts: dict[str, Any] | str) -> tuple[int, dict[str, Any], list[str]]:
    lines = "".join(f"{account if isinstance(account, str) else json.dumps(account)}\n" for account in accounts)
    process = start(["add-account", "--data", data])
    out, err = process.communicate(lines, timeout=PATIENCE)
    return process.returncode, json.loads(out), err.splitlines()


MARA = {"name": "Mara@example.org", "contacts": [{"kind": "email", "value": "mara.post@example.com"}]}


def test_a_served_backend_recovers_an_added_account_by_real_mail(data: str) -> None:
    assert add_accounts(data, {**MARA, "password": "an old password", "signed_in_on": ["desk"]}) == (
        0,
        {"added": 1},
        [],
    )
    with smtp_sink() as sink, backend("serve", "--data", data, "--smtp", f"127.0.0.1:{sink.port}") as serving:
        opened = serving.ok("POST", "/recovery/flows", {"account_name": "mara@example.org"})
        asking = {"contact": opened["contacts"][0]["id"], "typed": "mara.post@example.com"}
        serving.ok("POST", "/recovery/code", asking, opened["flow"])
        mail = sink.wait_for_mail(PATIENCE)
        assert sink.recipients == ["mara.post@example.com"]
        (line,) = [line for line in mail.decode().splitlines() if line.startswith("    ")]
        serving.ok("POST", "/recovery/code/given", {"code": line}, opened["flow"])
        assert (
            serving.ok("POST", "/recovery/password", {"password": NEW_PASSWORD}, opened["flow"])["contacts_told"] == 1
        )


def test_practice_leaves_an_organisations_database_alone(data: str) -> None:
    assert add_accounts(data, MARA)[0] == 0
    assert refused("--data", data, "--practice") == ["practice"]


def test_lines_that_are_no_account_are_named_and_the_others_taken(data: str) -> None:
    by_fax = {"name": "b", "contacts": [{"kind": "fax", "value": "1"}]}
    nowhere = {"name": "c", "contacts": [{"kind": "email", "value": "a-secret-place"}]}
    status, said, problems = add_accounts(data, "{", MARA, by_fax, nowhere, MARA)
    assert (status, said) == (1, {"added": 1})
    assert [problem.partition(":")[0] for problem in problems] == ["line 1", "line 3", "line 4", "line 5"]
    assert "secret" not in "".join(problems)


LOADED = """
import sys
from secinfo_desktop.backend import process
from secinfo_desktop.backend.settings import read
prepared = process._prepared(read({"data": sys.argv[1], "practice": True}), "token", print)
names = ("PySide6", "shiboken6", "requests", "sqlalchemy.orm", "argon2", "phonenumbers", "email_validator", "psycopg")
print([name for name in names if name in sys.modules])
"""


def test_what_it_does_not_need_is_not_loaded(data: str) -> None:
    for _ in range(2):
        done = subprocess.run((sys.executable, "-c", LOADED, data), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_hosted_service_answers_for_its_public_name_and_tells_its_owner_how_it_is(data: str) -> None:
    with smtp_sink() as sink:
        relay = f"127.0.0.1:{sink.port}"
        with backend(
            "serve", "--data", data, "--smtp", relay, "--public-url", "https://accounts.example.org"
        ) as service:
            assert get_text(service.port, "/v1/about", "accounts.example.org")[0] == 200
            assert get_text(service.port, "/v1/about", "evil.example")[0] == 403
            assert get_text(service.port, "/health", "accounts.example.org") == (200, '{"status":"ok"}')
            assert get_text(service.port, "/metrics", "accounts.example.org")[0] == 404
            status, told = get_text(service.port, "/metrics", f"127.0.0.1:{service.port}")
            assert status == 200
            assert 'secinfo_requests_total{endpoint="about",status="200"} 1' in told


def get_text(port: int, path: str, host: str) -> tuple[int, str]:
    """One GET with that ``Host``."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()
