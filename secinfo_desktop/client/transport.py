"""Calls of the contract over the wire: from an endpoint and a message to a message, or to an error of this room."""

import os
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

import msgspec

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.deadline import Deadline, Patience
from secinfo_desktop.client.errors import NotUnderstoodError, ProblemError, UnreachableError
from secinfo_desktop.contract.endpoints import FLOW_HEADER, PROBLEM_TYPE, REPEAT_HEADER, SESSION_HEADER, Endpoint
from secinfo_desktop.contract.structs import Message, Problem
from secinfo_desktop.domain.failures import Failure

if TYPE_CHECKING:
    from secinfo_desktop.client.exchange import Incoming, Outgoing
    from secinfo_desktop.client.listening import Line

JSON_TYPE = "application/json"
STREAM_TYPE = "text/event-stream"
LAST_EVENT_HEADER = "Last-Event-ID"
KEY_BYTES = 16
LONGEST_WAIT = 400 * 24 * 3600.0
"""Seconds. No limit of any service lasts longer; what claims to is not believed."""

Reply = TypeVar("Reply", bound=Message)


@dataclass(frozen=True)
class Bounds:
    """How long a call may take in all (seconds), and how large an answer may be (bytes)."""

    seconds: float = 15.0
    largest_reply: int = 1024 * 1024
    silence: float = 40.0
    """Seconds for which a stream may say nothing: two heartbeats of the service and a little more."""


class Transport:
    """Calls one service. Where it answers is asked anew for every try, so a service that moved is found again.

    Safe to use from several threads: calls share nothing. ``new_key`` makes the keys of requests that may come twice.
    """

    def __init__(
        self,
        address: Callable[[], ServiceAddress],
        bounds: Bounds = Bounds(),
        clock: Callable[[], float] = time.monotonic,
        new_key: Callable[[], str] = lambda: os.urandom(KEY_BYTES).hex(),
    ) -> None:
        self._address, self._bounds, self._clock, self._new_key = address, bounds, clock, new_key

    def call(
        self,
        endpoint: Endpoint,
        reply: type[Reply],
        request: Message | None = None,
        flow: str | None = None,
        session: str | None = None,
        known_by: Mapping[str, str] | None = None,
        key: str | None = None,
    ) -> Reply:
        """Makes the call of an endpoint; ``reply`` is the endpoint's answer, named for the type checker.

        ``known_by`` are further headers that say whose call it is. ``key`` is that of an earlier try of the same
        request, of which nobody knows what became.

        Where the connection failed it is tried again once, if that is safe: what changes nothing (GET), and what the
        service does once for a key however often it comes. Nothing else ever is.

        Raises:
            ClientError: it brought no usable answer; and whatever the source of the address raises.
        """
        if endpoint.response is not reply:
            raise TypeError(endpoint.name)
        deadline = Deadline(self._bounds.seconds, self._clock)
        secrets = ((FLOW_HEADER, flow), (SESSION_HEADER, session))
        headers = {name: secret for name, secret in secrets if secret is not None} | dict(known_by or {})
        if endpoint.may_repeat:
            headers[REPEAT_HEADER] = key or self._new_key()
        try:
            return self._try(endpoint, reply, request, headers, deadline)
        except UnreachableError:
            if endpoint.method != "GET" and not endpoint.may_repeat:
                raise
        return self._try(endpoint, reply, request, headers, deadline)

    def listen(
        self, endpoint: Endpoint, known_by: Mapping[str, str], after: int, line: "Line"
    ) -> Generator[bytes, None, None]:
        """The pieces of a stream as they come, with what comes after a place; it ends when the service ends it.

        Raises:
            ClientError: it can't be followed, or it broke; and whatever the source of the address raises.
        """
        from secinfo_desktop.client.listening import listen

        headers = {**known_by, "Accept": STREAM_TYPE, LAST_EVENT_HEADER: str(after)}
        patience = Patience(self._bounds.seconds, self._clock, self._bounds.silence)
        return listen(self._outgoing(endpoint, None, headers), patience, line, STREAM_TYPE)

    def _try(
        self,
        endpoint: Endpoint,
        reply: type[Reply],
        request: Message | None,
        headers: Mapping[str, str],
        deadline: Deadline,
    ) -> Reply:
        from secinfo_desktop.client.exchange import exchange  # loads requests: not before the first call

        outgoing = self._outgoing(endpoint, request, dict(headers))
        return _read(exchange(outgoing, deadline, self._bounds.largest_reply), reply)

    def _outgoing(self, endpoint: Endpoint, request: Message | None, headers: dict[str, str]) -> "Outgoing":
        from secinfo_desktop.client.exchange import Outgoing

        address = self._address()
        body = None
        if request is not None:
            body = msgspec.json.encode(request)
            headers["Content-Type"] = JSON_TYPE
        return Outgoing(
            endpoint.method,
            address.at(endpoint.url_path),
            headers,
            body,
            address.token,
            trusts_environment=not address.is_loopback,
        )


def _read(incoming: "Incoming", reply: type[Reply]) -> Reply:
    if incoming.status >= HTTPStatus.BAD_REQUEST:
        raise problem(incoming)
    if incoming.status != HTTPStatus.OK or incoming.media_type != JSON_TYPE:
        raise NotUnderstoodError
    return _decode(incoming.body, reply)


def _decode(body: bytes, wanted: type[Reply]) -> Reply:
    try:
        return msgspec.json.decode(body, type=wanted)
    except (msgspec.MsgspecError, RecursionError):
        pass
    raise NotUnderstoodError  # out here it does not drag along what was caught, which tells of the body


def problem(incoming: "Incoming") -> ProblemError:
    """What the document says; where it says nothing known (a newer service, a proxy), what the status says."""
    failure, retry_after = _of_status(incoming.status), _seconds(incoming.retry_after)
    if incoming.media_type == PROBLEM_TYPE:
        try:
            told = _decode(incoming.body, Problem)
        except NotUnderstoodError:
            return ProblemError(failure, retry_after)
        failure = next((known for known in Failure if known.value == told.code), failure)
        retry_after = _believable(told.retry_after)
    return ProblemError(failure, retry_after)


def _of_status(status: int) -> Failure:
    match status:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN | HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            return Failure.NOT_ALLOWED
        case HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.SERVICE_UNAVAILABLE | HTTPStatus.GATEWAY_TIMEOUT:
            return Failure.BUSY
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Failure.BROKEN
    return Failure.NOT_UNDERSTOOD


def _seconds(header: str | None) -> float | None:
    """Retry-After in seconds (RFC 9110 §10.2.3); its other form, a date, is another clock's and left aside."""
    return _believable(float(header)) if header is not None and header.isascii() and header.isdigit() else None


def _believable(seconds: float | None) -> float | None:
    return seconds if seconds is not None and 0 <= seconds <= LONGEST_WAIT else None
