"""The service's ASGI application: one loop over the contract's table makes every route."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from secinfo_desktop.backend.http.calls import Call, Handler
from secinfo_desktop.backend.http.guard import Door, Guard
from secinfo_desktop.backend.http.handlers import Services, handlers, live_streams
from secinfo_desktop.backend.http.operations import Operations
from secinfo_desktop.backend.http.operations import routes as operations_routes
from secinfo_desktop.backend.http.peers import peer_of
from secinfo_desktop.backend.http.problems import PRIVATE, problem
from secinfo_desktop.backend.http.speed import in_thread
from secinfo_desktop.backend.http.streams import Following, StreamResponse, StreamsFullError, started_after
from secinfo_desktop.backend.http.table import Answer, Table
from secinfo_desktop.backend.log import details
from secinfo_desktop.backend.services.ports import StoreBusy, StoreFull
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.repeats import Request as Repeated
from secinfo_desktop.backend.services.staff_gate import StaffGate
from secinfo_desktop.contract.endpoints import (
    CASE_HEADER,
    ENDPOINTS,
    FLOW_HEADER,
    LIVE_CASE_HEADER,
    REPEAT_HEADER,
    SESSION_HEADER,
    STAFF_HEADER,
    Endpoint,
)
from secinfo_desktop.contract.openapi import LAST_HEADER
from secinfo_desktop.domain.failures import Failure

BUSY_FOR = timedelta(seconds=1)
"""When to ask again after a writer's turn did not come."""

_log = logging.getLogger(__name__)


def make_app(services: Services, door: Door, operations: Operations | None = None) -> ASGIApp:
    """The application behind its guard. Endpoints for practice exist only where there is practice.

    With ``operations`` those who run it can ask how it is.
    """
    known, streams = handlers(services), live_streams(services)
    offered = [endpoint for endpoint in ENDPOINTS if services.practice or not endpoint.practice_only]
    routes = {
        (endpoint.method, endpoint.url_path): _stream(endpoint, streams[endpoint.name], services, door)
        if endpoint.streams
        else _route(endpoint, _repeatable(endpoint, known[endpoint.name], services), door)
        for endpoint in offered
    }
    app = Table({**routes, **(operations_routes(operations) if operations else {})})
    return Guard(app, door, services.audit.at_the_door)


Answering = Callable[[bytes, Call, str | None], bytes]
"""Answers a body, with what comes with it and the key of a request that may come again (None if it has none)."""


class _Answer(msgspec.Struct, frozen=True):
    """An answer as it is kept for the next time."""

    body: str | None = None
    failure: Failure | None = None
    retry_after: timedelta | None = None


def _repeatable(endpoint: Endpoint, handler: Handler, services: Services) -> Answering:
    """Does what an endpoint does, once for a key where it may repeat."""

    def answer(body: bytes, call: Call, key: str | None) -> bytes:
        call = admitted(endpoint, call, services.staff_gate)
        if key is None or not endpoint.may_repeat:
            return msgspec.json.encode(handler(_decoded(endpoint, body), call))
        request = Repeated(endpoint.name, call.flow, key, body)
        return _given_again(services.repeats.once(request, lambda: _kept(endpoint, handler, body, call)))

    return answer


def admitted(endpoint: Endpoint, call: Call, gate: StaffGate) -> Call:
    """The call with who of the helpdesk makes it, where the table of endpoints asks for a role.

    Raises:
        Refused: NOT_STAFF, ROLE_TOO_LOW.
    """
    if endpoint.least_role is None:
        return call
    return replace(call, signed_in=gate.staff(call.staff, endpoint.least_role, peer=call.peer))


def _kept(endpoint: Endpoint, handler: Handler, body: bytes, call: Call) -> str:
    """What is done and answered, refusals included, as text; those that everybody gets, who holds nothing, are not."""
    try:
        answered = _Answer(body=msgspec.json.encode(handler(_decoded(endpoint, body), call)).decode())
    except Refused as refused:
        if refused.failure is Failure.FLOW_ENDED:
            raise  # nothing was done, and rows that anybody can have written would fill the database
        answered = _Answer(failure=refused.failure, retry_after=refused.retry_after)
    return msgspec.json.encode(answered).decode()


def _given_again(kept: str) -> bytes:
    answered = msgspec.json.decode(kept, type=_Answer)
    if answered.failure is not None:
        raise Refused(answered.failure, answered.retry_after)
    return (answered.body or "").encode()


def _route(endpoint: Endpoint, answering: Answering, door: Door) -> Answer:
    async def answer(request: Request) -> Response:
        call, key = _call(endpoint, request, door), request.headers.get(REPEAT_HEADER)
        answered = await in_thread(answering, await request.body(), call, key)
        return Response(answered, 200, PRIVATE, "application/json")

    return _made(endpoint, answer)


def _stream(endpoint: Endpoint, follow: Callable[[Call], Following], services: Services, door: Door) -> Answer:
    """Begins a stream; who may not follow is answered like anybody else."""

    def following(call: Call) -> Following:
        return follow(admitted(endpoint, call, services.staff_gate))

    async def answer(request: Request) -> StreamResponse:
        its = await in_thread(following, _call(endpoint, request, door))
        return services.streams.response(its, started_after(request.headers.get(LAST_HEADER, "")))

    return _made(endpoint, answer)


def _made(endpoint: Endpoint, answer: Answer) -> Answer:
    """The answer of an endpoint; whatever breaks is said as a failure."""

    async def answered(request: Request) -> ASGIApp:
        try:
            return await answer(request)
        except Refused as refused:
            return problem(refused.failure, refused.retry_after)
        except StoreFull:
            _log.error("nothing can be written: the disk is full or closed", extra=details(endpoint=endpoint.name))
            return problem(Failure.NO_ROOM)
        except (StoreBusy, StreamsFullError):
            return problem(Failure.BUSY, BUSY_FOR)
        except Exception:  # noqa: BLE001 - the last line: whatever broke is logged without secrets, and said as one
            _log.exception("%s broke", endpoint.name)
            return problem(Failure.BROKEN)

    return answered


def _call(endpoint: Endpoint, request: Request, door: Door) -> Call:
    """What comes with a request; the caller that has the door's token is the app, wherever it is."""
    given = Call(
        flow=request.headers.get(FLOW_HEADER, ""),
        session=request.headers.get(SESSION_HEADER, ""),
        bearer=_bearer(request),
        peer=_peer(request, door),
        staff=request.headers.get(STAFF_HEADER, ""),
        live_case=request.headers.get(LIVE_CASE_HEADER, ""),
        case=request.headers.get(CASE_HEADER, ""),
    )
    needed = (
        (endpoint.needs_flow, given.flow),
        (endpoint.needs_session, given.session),
        (endpoint.least_role is not None, given.staff),
        (endpoint.needs_live_case, given.live_case),
        (endpoint.needs_case, given.case),
    )
    if any(is_needed and not header for is_needed, header in needed):
        raise Refused(Failure.BAD_REQUEST)
    return given


def _peer(request: Request, door: Door) -> str | None:
    if door.token is not None or request.client is None:
        return None
    forwarded, x_forwarded_for = (request.headers.getlist(name) for name in ("forwarded", "x-forwarded-for"))
    return peer_of(request.client.host, forwarded, x_forwarded_for, door.proxies)


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _decoded(endpoint: Endpoint, body: bytes) -> msgspec.Struct | None:
    if endpoint.request is None:
        return None
    try:
        return msgspec.json.decode(body, type=endpoint.request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(Failure.BAD_REQUEST) from None
