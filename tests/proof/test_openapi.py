"""T11: whatever is sent that the OpenAPI document allows or forbids, the real backend answers as the document says.

Schemathesis makes the requests: it varies every field, leaves things out, and tries methods that do not exist (TRACE).
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.contract.endpoints import FLOW_HEADER
from secinfo_desktop.contract.openapi import document
from tests.helpers.backend_process import backend
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.practice_bench import PracticeBench
from tests.helpers.served import listening, served

QUICK, LONG = "20", "100"
"""Examples of each operation, besides those that cover every constraint once."""
WITHIN = 600.0
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "ignored_auth",
)


def explore(folder: Path, port: int, examples: str, *headers: str) -> "subprocess.CompletedProcess[str]":
    """Send requests to the service at a port; ends with 0 if nothing was found."""
    (folder / "openapi.json").write_text(json.dumps(document("1")))
    more = [word for header in headers for word in ("-H", header)]
    options = ("--max-examples", examples, "--seed", "1", "--continue-on-failure", "--suppress-health-check", "all")
    to = ("openapi.json", "--url", f"http://127.0.0.1:{port}", "--checks", ",".join(CHECKS))
    return subprocess.run(
        (str(Path(sys.executable).with_name("schemathesis")), "run", *to, *options, *more),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


@pytest.mark.parametrize(
    "examples", [QUICK, pytest.param(LONG, marks=[pytest.mark.long, pytest.mark.timeout(2 * WITHIN)])]
)
@pytest.mark.parametrize("in_a_flow", [False, True], ids=["no flow", "in a flow"])
def test_the_service_does_what_its_document_says(tmp_path: Path, in_a_flow: bool, examples: str) -> None:
    with backend("embedded", settings={"data": str(tmp_path / "data"), "practice": True}) as running:
        headers = [f"Authorization: Bearer {running.token}"]
        if in_a_flow:
            person = running.ok("POST", "/practice/start", {"scenario": "first-visit"})
            opened = running.ok("POST", "/recovery/flows", {"account_name": person["account_name"]})
            headers.append(f"{FLOW_HEADER}: {opened['flow']}")
        done = explore(tmp_path, running.port, examples, *headers)
        assert running.call("GET", "/about")[0] == 200
    assert done.returncode == 0, done.stdout


class TakesNamesForNumbers:
    """The control's mistake: a recovery service that reads an account's name as another type."""

    def __init__(self, its: Recovery) -> None:
        self._its = its

    def __getattr__(self, name: str) -> Any:
        return getattr(self._its, name)

    def open_flow(self, account_name: str, *_: object, **__: object) -> object:
        """Breaks for most names."""
        return int(account_name)


def test_control_planted_mistakes_of_type_are_found(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.backend.http.app", "open_flow broke")
    expected_log.expect("uvicorn.error", "Invalid HTTP request")
    bench = PracticeBench(tmp_path / "bench")
    its = bench.service.services
    mistaken = cast("Recovery", TakesNamesForNumbers(its.recovery))
    services = replace(its, recovery=mistaken, capabilities=cast("tuple[str, ...]", (5,)))
    with listening() as listener:
        port = listener.getsockname()[1]
        with served(make_app(services, Door(frozenset({f"127.0.0.1:{port}"}))), listener):
            done = explore(tmp_path, port, QUICK)
    bench.close()
    assert done.returncode == 1
    assert "Server error" in done.stdout
    assert "Response violates schema" in done.stdout
