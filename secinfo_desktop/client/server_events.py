"""Reads server-sent events out of bytes, wherever those are split (WHATWG HTML §9.2.6). Pure; trusts no length."""

from collections.abc import Iterator
from dataclasses import dataclass

from secinfo_desktop.client.errors import NotUnderstoodError

LONGEST_LINE = 64 * 1024
LARGEST_EVENT = 64 * 1024
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class ServerEvent:
    """One event. ``id`` is the last one that was named, "" before that."""

    id: str
    data: bytes


class EventReader:
    """Takes bytes as they come. Heartbeats (comments), other types of events and unknown fields are passed over."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._data: list[bytes] = []
        self._size = 0
        self._id = self._type = ""
        self._after_return = False
        self._is_first = True

    def feed(self, piece: bytes) -> Iterator[ServerEvent]:
        """The events that are whole now.

        Raises:
            NotUnderstoodError: a line or an event is too large.
        """
        if self._after_return and piece.startswith(b"\n"):
            piece, self._after_return = piece[1:], False
        if piece:
            self._after_return = piece.endswith(b"\r")
        *lines, rest = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            self._grow(line)
            event = self._take(bytes(self._line))
            self._line.clear()
            if event is not None:
                yield event
        self._grow(rest)

    def _grow(self, part: bytes) -> None:
        if len(self._line) + len(part) > LONGEST_LINE:
            raise NotUnderstoodError
        self._line += part

    def _take(self, line: bytes) -> ServerEvent | None:
        if self._is_first:
            self._is_first, line = False, line.removeprefix(_BOM)
        if not line:
            return self._whole()
        name, _, value = line.partition(b":")
        self._field(name, value.removeprefix(b" "))
        return None

    def _field(self, name: bytes, value: bytes) -> None:
        if name == b"data":
            self._size += len(value) + 1
            if self._size > LARGEST_EVENT:
                raise NotUnderstoodError
            self._data.append(value)
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        elif name == b"event":
            self._type = value.decode("utf-8", "replace")

    def _whole(self) -> ServerEvent | None:
        data, its_type = b"\n".join(self._data), self._type
        is_there = bool(self._data)
        self._data, self._size, self._type = [], 0, ""
        return ServerEvent(self._id, data) if is_there and its_type in ("", "message") else None
