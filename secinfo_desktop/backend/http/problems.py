"""Problem documents (RFC 9457): how every failure leaves the service."""

import math
from datetime import timedelta

import msgspec
from starlette.responses import Response

from secinfo_desktop.contract.endpoints import PROBLEM_TYPE, STATUS
from secinfo_desktop.contract.structs import Problem
from secinfo_desktop.domain.failures import Failure

PRIVATE = {"Cache-Control": "no-store"}
"""On every answer: nothing that the service says is for a cache."""


def problem(failure: Failure, retry_after: timedelta | None = None, *, status: int | None = None) -> Response:
    """The answer for a failure. Its title is for developers; people read the app's own sentence for the code."""
    document = Problem(
        type="about:blank",
        title=failure.value.replace("_", " ").capitalize(),
        status=status or STATUS[failure],
        code=failure.value,
        retry_after=retry_after.total_seconds() if retry_after is not None else None,
    )
    headers = dict(PRIVATE)
    if retry_after is not None:
        headers["Retry-After"] = str(math.ceil(retry_after.total_seconds()))
    return Response(msgspec.json.encode(document), document.status, headers, PROBLEM_TYPE)
