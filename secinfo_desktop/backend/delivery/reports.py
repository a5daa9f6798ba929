"""What networks report on messages: where, and what a report is. It is evidence and no more: it proves no code."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from secinfo_desktop.domain.delivery import Delivery

_MAC_LENGTH = 32
"""Hexadecimal digits: 128 bits that nobody without the key can guess."""


class NotGenuine(Exception):  # noqa: N818 - named for what is the case
    """A report that is not signed by whom it should be, or is none."""


@dataclass(frozen=True)
class Received:
    """A request as it came in; ``path`` and ``query`` as they were sent, header names in lower case."""

    method: str
    path: str
    query: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


ReadReport = Callable[[Received], Delivery | None]
"""What a report says; None if that is nothing final. Raises ``NotGenuine``, and ValueError for what is no request."""


class ReportPaths:
    """Gives each message a path of its own, which only those find whom it was told, and nothing has to be kept of.

    ``digest`` is made with a key outside the database: who reads that can't make a path.
    """

    def __init__(self, digest: Callable[[str], str]) -> None:
        self._digest = digest

    def of(self, message_id: str) -> str:
        """The path of a message by its outbox id; the same at every repeat."""
        return f"/{message_id}/{self._mac(message_id)}"

    def message(self, path: str) -> str | None:
        """The message that has this path; None if none has."""
        _, _, rest = path.partition("/")
        message_id, _, mac = rest.partition("/")
        is_right = hmac.compare_digest(mac.encode(), self._mac(message_id).encode())
        return message_id if message_id and is_right else None

    def _mac(self, message_id: str) -> str:
        return self._digest(f"report on a message\x00{message_id}")[:_MAC_LENGTH]
