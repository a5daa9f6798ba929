"""What those who run a service ask it: is it well, and what has it done. Not a part of the contract with the app.

``GET /health`` is for everybody whom the guard lets in, and says nothing but yes or no. ``GET /metrics`` is for this
computer alone: with the loopback address as its ``Host`` and its peer, so that a proxy in front never passes it on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from secinfo_desktop.backend.http.problems import PRIVATE, problem
from secinfo_desktop.backend.http.speed import in_thread
from secinfo_desktop.backend.http.table import Routes
from secinfo_desktop.backend.metrics import MEDIA_TYPE, Metrics
from secinfo_desktop.backend.networks import is_loopback
from secinfo_desktop.domain.failures import Failure

HEALTH, METRICS = "/health", "/metrics"


@dataclass(frozen=True)
class Operations:
    """``waiting`` asks the database how many messages wait; what it raises means that the service is not well."""

    metrics: Metrics
    waiting: Callable[[], int]


def routes(operations: Operations) -> Routes:
    """The two routes."""

    async def health(_request: Request) -> Response:
        try:
            await in_thread(operations.waiting)
        except Exception:  # noqa: BLE001 - whatever it is: a service whose database does not answer is not well
            return JSONResponse({"status": "unwell"}, 503, PRIVATE)
        return JSONResponse({"status": "ok"}, 200, PRIVATE)

    async def metrics(request: Request) -> Response:
        if not _is_local(request):
            return problem(Failure.NOT_FOUND)
        text = operations.metrics.text(await in_thread(operations.waiting))
        return Response(text, 200, PRIVATE, MEDIA_TYPE)

    return {("GET", HEALTH): health, ("GET", METRICS): metrics}


def _is_local(request: Request) -> bool:
    """True for a caller on this computer who has not come through a proxy."""
    passed_on = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip", "via"))
    peer = request.client.host if request.client else ""
    return not passed_on and is_loopback(peer) and is_loopback(request.url.hostname or "")
