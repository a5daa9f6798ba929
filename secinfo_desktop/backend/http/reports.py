"""Takes what networks report on messages, on a listener of its own: nothing else is there, and the app's is elsewhere.

Whoever is not a listed peer, does not know a message's path, or has not signed gets the same answer: there is nothing.
A report is evidence of a delivery and never changes what a code is worth.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from secinfo_desktop.backend.delivery.reports import NotGenuine, ReadReport, Received, ReportPaths
from secinfo_desktop.backend.http.guard import METHODS, read_body
from secinfo_desktop.backend.http.problems import PRIVATE
from secinfo_desktop.backend.http.speed import in_thread
from secinfo_desktop.backend.log import details
from secinfo_desktop.backend.networks import Network, is_in
from secinfo_desktop.backend.services.ports import StoreBusy
from secinfo_desktop.domain.delivery import Delivery, DeliveryState

_log = logging.getLogger(__name__)
LONGEST_QUERY = 4096


class Result(StrEnum):
    """What came of a report."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    NOTHING_NEW = "nothing_new"
    """It tells of no end, or of one that was known."""
    STRANGER = "stranger"
    """From no listed peer, or on no message's path."""
    NOT_GENUINE = "not_genuine"
    BUSY = "busy"
    BROKEN = "broken"


_STATUS = {
    Result.STRANGER: 404,
    Result.NOT_GENUINE: 404,
    Result.BUSY: 503,
    Result.BROKEN: 500,
}


@dataclass(frozen=True)
class Desk:
    """Who may report, where, how a report is read, and who takes it (True if it was something new)."""

    peers: tuple[Network, ...]
    paths: ReportPaths
    read: ReadReport
    take: Callable[[str, Delivery], bool]
    count: Callable[[Result], None] = lambda _result: None


class Reports:
    """The ASGI application of that listener."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of the server."""
        if scope["type"] != "http":
            return
        result = await self._result(scope, receive)
        self._desk.count(result)
        _log.info("a report came", extra=details(result=result.value))
        await Response(b"", _STATUS.get(result, 200), PRIVATE, "text/plain")(scope, receive, send)

    async def _result(self, scope: Scope, receive: Receive) -> Result:
        message_id = self._message(scope)
        if message_id is None:
            return Result.STRANGER
        body = await read_body(receive)
        if not isinstance(body, bytes):
            return Result.NOT_GENUINE
        try:
            return await in_thread(self._take, message_id, _received(scope, body))
        except (NotGenuine, ValueError):
            _log.warning("a report is not genuine: the secret or reports_url may be another one than the gateway's")
            return Result.NOT_GENUINE
        except StoreBusy:
            return Result.BUSY
        except Exception:  # noqa: BLE001 - the last line: whatever broke is logged without secrets
            _log.exception("a report could not be taken")
            return Result.BROKEN

    def _message(self, scope: Scope) -> str | None:
        client = scope.get("client")
        if client is None or not is_in(client[0], self._desk.peers):
            return None
        if scope["method"] not in METHODS or len(scope["query_string"]) > LONGEST_QUERY:
            return None
        return self._desk.paths.message(scope["path"])

    def _take(self, message_id: str, received: Received) -> Result:
        became = self._desk.read(received)
        if became is None or not self._desk.take(message_id, became):
            return Result.NOTHING_NEW
        return Result.DELIVERED if became.state is DeliveryState.DELIVERED else Result.UNDELIVERED


def _received(scope: Scope, body: bytes) -> Received:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    return Received(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), headers, body)
