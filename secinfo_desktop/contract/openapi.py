"""The OpenAPI 3.1 document, made from the table of endpoints: it can't say anything else than what is served."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from secinfo_desktop.contract.endpoints import (
    ANY,
    CASE_HEADER,
    ENDPOINTS,
    FLOW_HEADER,
    LIVE_CASE_HEADER,
    LONGEST_REPEAT_KEY,
    PROBLEM_TYPE,
    REPEAT_HEADER,
    SESSION_HEADER,
    STAFF_HEADER,
    STATUS,
    Endpoint,
)
from secinfo_desktop.contract.structs import Message, Problem, SignedIn
from secinfo_desktop.domain.failures import Failure

VERSION = "3.1.0"
STREAM_TYPE = "text/event-stream"
LAST_HEADER = "Last-Event-ID"
"""What a stream goes on after: the ``id`` of the last event that arrived."""
_STAFF_PATHS = ("/staff/", "/live-cases")
_REFERENCE = "#/components/schemas/{name}"


def document(version: str, endpoints: Sequence[Endpoint] = ENDPOINTS) -> dict[str, Any]:
    """The document for a version of the service."""
    return {
        "openapi": VERSION,
        "info": {
            "title": "SecInfo Desktop service",
            "version": version,
            "description": "Account recovery: contacts are masked, times are UTC, unknown fields are ignored.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {}],
        "paths": _paths(endpoints),
        "components": {
            "schemas": _schemas(endpoints),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Asked for by an embedded service."}
            },
        },
    }


def _paths(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.url_path, {})[endpoint.method.lower()] = _operation(endpoint)
    return paths


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": _summary(endpoint),
        "tags": [_tag(endpoint)],
        "responses": {"200": _answer(endpoint), **_problems(endpoint)},
    }
    if endpoint.practice_only:
        operation["description"] = "Only where the service was started for practice; elsewhere it does not exist."
    if parameters := _headers(endpoint):
        operation["parameters"] = parameters
    if endpoint.request is not None:
        operation["requestBody"] = {"required": True, "content": _content(endpoint.request)}
    return operation


def _summary(endpoint: Endpoint) -> str:
    about = endpoint.request or endpoint.response
    return (about.__doc__ or "").partition("\n")[0]


def _tag(endpoint: Endpoint) -> str:
    if endpoint.practice_only:
        return "practice"
    if endpoint.path.startswith(_STAFF_PATHS):
        return "helpdesk"
    return "sign-in" if endpoint.needs_session or endpoint.response is SignedIn else "recovery"


def _headers(endpoint: Endpoint) -> list[dict[str, Any]]:
    """The headers that an endpoint takes beside those of every request."""
    flow = _header(FLOW_HEADER, "The handle of the recovery flow: a secret, told once when the flow is opened.")
    session = _header(SESSION_HEADER, "The session: a secret, told once when somebody has signed in.")
    repeat = {
        **_header(REPEAT_HEADER, "One for each effect: the same request with it is done once and answered the same."),
        "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_REPEAT_KEY},
    }
    staff = _header(STAFF_HEADER, "The session of somebody at the helpdesk: a secret, told once at the sign-in.")
    live = _header(LIVE_CASE_HEADER, "The caller's handle of a shared case: a secret, told once when it is opened.")
    last = {**_header(LAST_HEADER, "The last event that arrived: the stream goes on after it."), "required": False}
    wanted = (
        (endpoint.needs_flow, flow),
        (endpoint.needs_session, session),
        (endpoint.least_role is not None, staff),
        (endpoint.needs_live_case, live),
        (endpoint.needs_case, _header(CASE_HEADER, "The case that is meant; no secret.")),
        (endpoint.may_repeat, repeat),
        (endpoint.streams, last),
    )
    return [header for is_wanted, header in wanted if is_wanted]


def _header(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        "schema": {"type": "string", "minLength": 1},
    }


def _answer(endpoint: Endpoint) -> dict[str, Any]:
    """A stream's schema is that of each of its events."""
    content = _content(endpoint.response, STREAM_TYPE if endpoint.streams else "application/json")
    return {"description": (endpoint.response.__doc__ or "").partition("\n")[0], "content": content}


def _content(kind: type[Message], media_type: str = "application/json") -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": _REFERENCE.format(name=kind.__name__)}}}


def _problems(endpoint: Endpoint) -> dict[str, Any]:
    """One answer for each status that the endpoint's failures have, with the codes that come with it."""
    failures = {*endpoint.failures, *ANY}
    return {
        str(status): _problem([failure for failure in Failure if failure in failures and STATUS[failure] == status])
        for status in sorted({STATUS[failure] for failure in failures})
    }


def _problem(failures: Iterable[Failure]) -> dict[str, Any]:
    codes = [failure.value for failure in failures]
    schema = {
        "allOf": [{"$ref": _REFERENCE.format(name=Problem.__name__)}],
        "properties": {"code": {"enum": codes}},
    }
    return {"description": f"Failed: {', '.join(codes)}.", "content": {PROBLEM_TYPE: {"schema": schema}}}


def _schemas(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    kinds: set[type[Message]] = {Problem}
    for endpoint in endpoints:
        kinds |= {endpoint.response} | ({endpoint.request} if endpoint.request else set())
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components(ordered, ref_template=_REFERENCE)
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(components))  # defaults are tuples before that
    return dict(sorted(found.items()))
