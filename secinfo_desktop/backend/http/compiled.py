"""httptools' parser as uvicorn drives it, with the two bounds that h11 has and it has not."""

from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD: Final = 64 * 1024
"""Bytes that may come in without anything being complete: a head, a line, trailers. As many as with h11; what came in
one piece with something complete is not counted.
"""


class BoundedHttp(HttpToolsProtocol):
    """Refuses heads without an end, which httptools would gather, and forgets trailers, which it takes for headers.

    A trailer comes after the guard has looked at the headers, and some proxies hand it on as it is.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._unfinished = 0
        self._is_in_head = True

    def data_received(self, data: bytes) -> None:
        """Parse what has come; end the connection if too much of it leads nowhere."""
        self._unfinished += len(data)
        super().data_received(data)
        if self._unfinished > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("Invalid HTTP request received.")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._is_in_head = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header counts; a trailer does not."""
        if self._is_in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._is_in_head, self._unfinished = False, 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._unfinished = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._unfinished = 0
        super().on_message_complete()
