"""Which handler answers which request: every path of the service is known as a whole, so one look finds it."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from secinfo_desktop.backend.http.problems import problem
from secinfo_desktop.domain.failures import Failure

Answer = Callable[[Request], Awaitable[ASGIApp]]
"""What answers a request: a response of Starlette, or another that lasts."""
Routes = Mapping[tuple[str, str], Answer]
"""By method and path."""


class Table:
    """The application behind the guard: a table, not a list of patterns that are tried one after the other."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        answer = self._routes.get((scope["method"], scope["path"]))
        response = self._unrouted(scope["path"]) if answer is None else await answer(Request(scope, receive))
        await response(scope, receive, send)

    def _unrouted(self, path: str) -> ASGIApp:
        """What no route takes: an unknown path, or a known one with another method."""
        methods = sorted(method for method, known in self._routes if known == path)
        if not methods:
            return problem(Failure.NOT_FOUND)
        refused = problem(Failure.NOT_ALLOWED, status=405)
        refused.headers["Allow"] = ", ".join(methods)
        return refused
