"""The service's ASGI application: one loop over the contract's table makes every route."""

import logging
from datetime import timedelta

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from secinfo_desktop.backend.http.guard import Door, Guard
from secinfo_desktop.backend.http.handlers import Handler, Services, handlers
from secinfo_desktop.backend.http.problems import PRIVATE, problem
from secinfo_desktop.backend.services.ports import StoreBusy
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.contract.endpoints import ENDPOINTS, FLOW_HEADER, Endpoint
from secinfo_desktop.domain.failures import Failure

BUSY_FOR = timedelta(seconds=1)
"""When to ask again after a writer's turn did not come."""

_log = logging.getLogger(__name__)


def make_app(services: Services, door: Door) -> ASGIApp:
    """The application behind its guard. Endpoints for practice exist only where there is practice."""
    known = handlers(services)
    offered = [endpoint for endpoint in ENDPOINTS if services.practice or not endpoint.practice_only]
    routes = [_route(endpoint, known[endpoint.name]) for endpoint in offered]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _unrouted})
    app.router.redirect_slashes = False  # the app follows no redirect, so none is sent
    return Guard(app, door)


def _route(endpoint: Endpoint, handler: Handler) -> Route:
    async def answer(request: Request) -> Response:
        try:
            decoded, flow = await _read(endpoint, request)
            answered = await run_in_threadpool(handler, decoded, flow)
        except Refused as refused:
            return problem(refused.failure, refused.retry_after)
        except StoreBusy:
            return problem(Failure.BUSY, BUSY_FOR)
        except Exception:  # noqa: BLE001 - the last line: whatever broke is logged without secrets, and said as one
            _log.exception("%s broke", endpoint.name)
            return problem(Failure.BROKEN)
        return Response(msgspec.json.encode(answered), 200, PRIVATE, "application/json")

    return Route(endpoint.url_path, answer, methods=[endpoint.method], name=endpoint.name)


async def _read(endpoint: Endpoint, request: Request) -> tuple[msgspec.Struct | None, str]:
    """The decoded body and the flow's handle, each only where the endpoint has one."""
    flow = request.headers.get(FLOW_HEADER, "")
    if endpoint.needs_flow and not flow:
        raise Refused(Failure.BAD_REQUEST)
    if endpoint.request is None:
        return None, flow
    try:
        return msgspec.json.decode(await request.body(), type=endpoint.request), flow
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(Failure.BAD_REQUEST) from None


async def _unrouted(_request: Request, error: Exception) -> Response:
    """What no route takes: an unknown path, or a known one with another method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status != 405:
        return problem(Failure.NOT_FOUND)
    refused = problem(Failure.NOT_ALLOWED, status=405)
    refused.headers.update(getattr(error, "headers", None) or {})
    return refused
