"""One connection on which a service goes on speaking, and which another thread can end at any moment.

Imported with the first stream only, as ``exchange`` is with the first call.
"""

import socket
import threading
from collections.abc import Generator
from contextlib import suppress
from http import HTTPStatus
from queue import SimpleQueue

import requests

from secinfo_desktop.client.connecting import connect
from secinfo_desktop.client.deadline import Deadline, Patience
from secinfo_desktop.client.errors import ClientError, NotUnderstoodError
from secinfo_desktop.client.exchange import PIECE, WIRE_ERRORS, Outgoing, answered, incoming, media_type, of_wire
from secinfo_desktop.client.transport import problem

LARGEST_PROBLEM = 64 * 1024


class Line:
    """What ends a connection from another thread: while a name is looked up, while it connects, while it waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_cut = False
        self._socket: socket.socket | None = None
        self._answers: SimpleQueue[socket.socket | OSError] = SimpleQueue()

    def cut(self) -> None:
        """Ends it, and lets no other begin. Returns at once."""
        with self._lock:
            self._is_cut = True
            if self._socket is not None:
                with suppress(OSError):  # it has ended already
                    self._socket.shutdown(socket.SHUT_RDWR)
            self._answers.put(ConnectionAbortedError("nobody listens any more"))

    def end(self) -> None:
        """The connection is over; another may begin."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = None

    def connect(self, host: str, port: int, deadline: Deadline) -> socket.socket:
        """As ``connecting.connect``, on a thread of its own: nothing else lets go of it in time."""
        if self._is_cut:
            raise ConnectionAbortedError("nobody listens any more")
        threading.Thread(target=self._dial, args=(host, port, deadline), name="listening", daemon=True).start()
        answer = self._answers.get()
        if isinstance(answer, OSError):
            raise answer
        return answer

    def _dial(self, host: str, port: int, deadline: Deadline) -> None:
        try:
            connected = connect(host, port, deadline)
        except OSError as error:
            self._answers.put(error)
            return
        with self._lock:
            if self._is_cut:
                connected.close()
                return
            self._socket = connected.dup()  # a socket for TLS takes the first one's place
            self._answers.put(connected)  # within the lock: who cuts comes before, or after


def listen(outgoing: Outgoing, patience: Patience, line: Line, wanted: str) -> Generator[bytes, None, None]:
    """The pieces of the answer's body as they come, if its type is the wanted one; follows no redirect.

    Raises:
        ProblemError: the service says no.
        NotUnderstoodError: the answer is something else.
        SlowError, UnreachableError: no connection, a silence too long, or it broke.
    """
    failed: ClientError
    try:
        with answered(outgoing, patience, line.connect) as response:
            _check(response, wanted)
            patience.begin()
            while piece := response.raw.read1(PIECE, decode_content=False):
                yield piece
            return
    except WIRE_ERRORS as error:
        failed = of_wire(error)
    finally:
        line.end()
    raise failed  # out here it does not drag along what was caught, which holds the request


def _check(response: requests.Response, wanted: str) -> None:
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        raise problem(incoming(response, LARGEST_PROBLEM))
    is_packed = response.headers.get("Content-Encoding", "identity") != "identity"
    if response.status_code != HTTPStatus.OK or media_type(response) != wanted or is_packed:
        raise NotUnderstoodError
