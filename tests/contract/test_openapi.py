"""The OpenAPI document says exactly what the table says."""

import json
import re
from typing import Any

import msgspec
import pytest

from secinfo_desktop.contract import openapi
from secinfo_desktop.contract.endpoints import (
    ANY,
    CASE_HEADER,
    ENDPOINTS,
    FLOW_HEADER,
    LIVE_CASE_HEADER,
    REPEAT_HEADER,
    SESSION_HEADER,
    STAFF_HEADER,
    STATUS,
    Endpoint,
)
from secinfo_desktop.contract.helpdesk_endpoints import (
    ACTION_ENDPOINTS,
    CASE_ENDPOINTS,
    LIVE_ENDPOINTS,
    STAFF_ENDPOINTS,
)
from secinfo_desktop.domain.failures import Failure

DOCUMENT = openapi.document("1.2.3")
PLANNED = tuple(
    {
        its.name: its for its in (*ENDPOINTS, *STAFF_ENDPOINTS, *CASE_ENDPOINTS, *ACTION_ENDPOINTS, *LIVE_ENDPOINTS)
    }.values()
)
"""Also those that a service does not offer yet: what is said of them has to fit from the first day."""
OF_ALL = openapi.document("1.2.3", PLANNED)


def operation(endpoint: Endpoint) -> dict[str, Any]:
    found: dict[str, Any] = OF_ALL["paths"][endpoint.url_path][endpoint.method.lower()]
    return found


def test_it_is_json_and_says_its_version() -> None:
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT
    assert (DOCUMENT["openapi"], DOCUMENT["info"]["version"]) == ("3.1.0", "1.2.3")


def test_it_has_every_endpoint_and_no_other() -> None:
    said = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert said == {(endpoint.url_path, endpoint.method.lower()) for endpoint in ENDPOINTS}


@pytest.mark.parametrize("endpoint", PLANNED, ids=lambda endpoint: endpoint.name)
def test_it_says_of_each_what_comes_in_and_out(endpoint: Endpoint) -> None:
    its = operation(endpoint)
    assert its["operationId"] == endpoint.name
    media_type = "text/event-stream" if endpoint.streams else "application/json"
    assert its["responses"]["200"]["content"] == {media_type: {"schema": reference(endpoint.response)}}
    assert ("requestBody" in its) == (endpoint.request is not None)
    if endpoint.request is not None:
        assert its["requestBody"]["content"]["application/json"]["schema"] == reference(endpoint.request)
    headers = [parameter["name"] for parameter in its.get("parameters", [])]
    wanted = {
        FLOW_HEADER: endpoint.needs_flow,
        SESSION_HEADER: endpoint.needs_session,
        STAFF_HEADER: endpoint.least_role is not None,
        LIVE_CASE_HEADER: endpoint.needs_live_case,
        CASE_HEADER: endpoint.needs_case,
        REPEAT_HEADER: endpoint.may_repeat,
        openapi.LAST_HEADER: endpoint.streams,
    }
    assert headers == [name for name, is_wanted in wanted.items() if is_wanted]


@pytest.mark.parametrize("endpoint", PLANNED, ids=lambda endpoint: endpoint.name)
def test_it_names_every_failure_under_its_status(endpoint: Endpoint) -> None:
    said = {
        (int(status), code)
        for status, answer in operation(endpoint)["responses"].items()
        if status != "200"
        for code in answer["content"]["application/problem+json"]["schema"]["properties"]["code"]["enum"]
    }
    assert said == {(STATUS[failure], failure.value) for failure in (*endpoint.failures, *ANY)}


def test_every_reference_leads_somewhere() -> None:
    names = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(DOCUMENT)))
    assert names == set(DOCUMENT["components"]["schemas"])


def test_times_are_said_to_be_times() -> None:
    assert DOCUMENT["components"]["schemas"]["About"]["properties"]["now"]["format"] == "date-time"


def reference(kind: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def test_endpoints_have_names_and_paths_of_their_own() -> None:
    assert len({endpoint.name for endpoint in PLANNED}) == len(PLANNED)
    assert len({(endpoint.method, endpoint.path) for endpoint in PLANNED}) == len(PLANNED)


def test_every_failure_of_the_table_has_a_status() -> None:
    used = {failure for endpoint in PLANNED for failure in endpoint.failures} | set(ANY)
    assert used <= set(STATUS)
    assert all(isinstance(failure, Failure) for failure in STATUS)


def test_what_the_helpdesk_and_its_callers_do_stands_together() -> None:
    its = {endpoint.name: operation(endpoint)["tags"] for endpoint in PLANNED}
    helpdesk = (*STAFF_ENDPOINTS, *CASE_ENDPOINTS, *ACTION_ENDPOINTS, *LIVE_ENDPOINTS)
    assert {name for name, tags in its.items() if tags == ["helpdesk"]} == {endpoint.name for endpoint in helpdesk}
