"""Reads server-sent events from a real socket, as a client would."""

import socket
from collections.abc import Iterator, Mapping

import msgspec

from secinfo_desktop.contract.case_events import CaseEvent
from secinfo_desktop.contract.endpoint import Endpoint

WITHIN = 10.0


class EventStream:
    """An open stream. Heartbeats are counted and passed over."""

    def __init__(self, port: int, endpoint: Endpoint, headers: Mapping[str, str], host: str = "127.0.0.1") -> None:
        self.beats = 0
        self._socket = socket.create_connection((host, port), WITHIN)
        lines = [f"{endpoint.method} {endpoint.url_path} HTTP/1.1", f"Host: {host}:{port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self._file = self._socket.makefile("rb")
        self.status = int(self._file.readline().split()[1])
        self.headers = dict(self._head())

    def _head(self) -> Iterator[tuple[str, str]]:
        while line := self._file.readline().strip():
            name, _, value = line.decode().partition(":")
            yield name.lower(), value.strip()

    def _lines(self) -> Iterator[bytes]:
        """The body's lines, out of its chunks; the end of the stream ends them."""
        left = b""
        while size := int(self._file.readline().strip() or b"0", 16):
            left += self._file.read(size)
            self._file.readline()
            *lines, left = left.split(b"\n")
            yield from lines

    def events(self) -> Iterator[CaseEvent]:
        """Each event as it comes, until the stream ends."""
        last = 0
        for line in self._lines():
            if line.startswith(b":"):
                self.beats += 1
            elif line.startswith(b"id: "):
                last = int(line[4:])
            elif line.startswith(b"data: "):
                its = msgspec.json.decode(line[6:], type=CaseEvent)
                assert its.seq == last
                yield its

    def fileno(self) -> int:
        """For whoever waits for many of them."""
        return self._socket.fileno()

    def close(self) -> None:
        """Leave."""
        self._file.close()
        self._socket.close()
