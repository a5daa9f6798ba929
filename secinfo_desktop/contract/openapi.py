"""The OpenAPI 3.1 document, made from the table of endpoints: it can't say anything else than what is served."""

from collections.abc import Iterable
from typing import Any

import msgspec

from secinfo_desktop.contract.endpoints import ANY, ENDPOINTS, FLOW_HEADER, PROBLEM_TYPE, STATUS, Endpoint
from secinfo_desktop.contract.structs import Message, Problem
from secinfo_desktop.domain.failures import Failure

VERSION = "3.1.0"
_REFERENCE = "#/components/schemas/{name}"


def document(version: str) -> dict[str, Any]:
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
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Asked for by an embedded service."}
            },
        },
    }


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.url_path, {})[endpoint.method.lower()] = _operation(endpoint)
    return paths


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": _summary(endpoint),
        "tags": ["practice" if endpoint.practice_only else "recovery"],
        "responses": {"200": _answer(endpoint.response), **_problems(endpoint)},
    }
    if endpoint.practice_only:
        operation["description"] = "Only where the service was started for practice; elsewhere it does not exist."
    if endpoint.needs_flow:
        operation["parameters"] = [_flow_header()]
    if endpoint.request is not None:
        operation["requestBody"] = {"required": True, "content": _content(endpoint.request)}
    return operation


def _summary(endpoint: Endpoint) -> str:
    about = endpoint.request or endpoint.response
    return (about.__doc__ or "").partition("\n")[0]


def _flow_header() -> dict[str, Any]:
    return {
        "name": FLOW_HEADER,
        "in": "header",
        "required": True,
        "description": "The handle of the recovery flow: a secret, told once when the flow is opened.",
        "schema": {"type": "string", "minLength": 1},
    }


def _answer(response: type[Message]) -> dict[str, Any]:
    return {"description": (response.__doc__ or "").partition("\n")[0], "content": _content(response)}


def _content(kind: type[Message]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REFERENCE.format(name=kind.__name__)}}}


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


def _schemas() -> dict[str, Any]:
    kinds: set[type[Message]] = {Problem}
    for endpoint in ENDPOINTS:
        kinds |= {endpoint.response} | ({endpoint.request} if endpoint.request else set())
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, components = msgspec.json.schema_components(ordered, ref_template=_REFERENCE)
    return dict(sorted(components.items()))
