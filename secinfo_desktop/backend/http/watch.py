"""Counts and logs every request, whatever becomes of it: which endpoint, which status, how long. Never who, or what."""

import logging
from collections.abc import Callable
from datetime import timedelta

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from secinfo_desktop.backend.http.operations import HEALTH, METRICS
from secinfo_desktop.backend.log import details
from secinfo_desktop.backend.metrics import Metrics
from secinfo_desktop.contract.endpoints import ENDPOINTS

_log = logging.getLogger(__name__)
_NAMES = {(endpoint.method, endpoint.url_path): endpoint.name for endpoint in ENDPOINTS}
_QUIET = {("GET", HEALTH): "health", ("GET", METRICS): "metrics"}
"""Asked all the time by machines: counted, not logged."""
_STREAMS = {(endpoint.method, endpoint.url_path) for endpoint in ENDPOINTS if endpoint.streams}
OTHER = "other"
NOT_ANSWERED = 499
"""The caller went before there was an answer."""


class Watch:
    """Stands outside everything else. ``timer`` gives seconds that only grow."""

    def __init__(self, app: ASGIApp, metrics: Metrics, timer: Callable[[], float]) -> None:
        self._app = app
        self._metrics = metrics
        self._timer = timer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        began, status, lasts = self._timer(), NOT_ANSWERED, (scope["type"] == "http" and _asked(scope) in _STREAMS)

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if lasts:  # a stream is answered when it begins: how long somebody stays says nothing of the service
                    self._note(_asked(scope), status, timedelta(seconds=self._timer() - began))
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            if scope["type"] == "http" and not (lasts and status != NOT_ANSWERED):
                self._note(_asked(scope), status, timedelta(seconds=self._timer() - began))

    def _note(self, asked: tuple[str, str], status: int, took: timedelta) -> None:
        name = _NAMES.get(asked) or _QUIET.get(asked, OTHER)
        self._metrics.answered(name, status, took)
        if asked not in _QUIET:
            milliseconds = took // timedelta(milliseconds=1)
            _log.info("answered", extra=details(endpoint=name, status=status, milliseconds=milliseconds))


def _asked(scope: Scope) -> tuple[str, str]:
    return scope["method"], scope["path"]
