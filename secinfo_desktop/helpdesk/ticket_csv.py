"""A ticket as a table: one row an event, one line a row, and no cell that a spreadsheet would work out.

A cell that begins with ``= + - @`` (or one of their wide forms), a tab or a line break could be taken for a formula
(OWASP, "CSV Injection"). So could one that begins behind a ``;`` within a cell, for a spreadsheet may part lines there.
Each gets an apostrophe in front. Line breaks become spaces, and unseen signs are left out.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from secinfo_desktop.domain import plain_text
from secinfo_desktop.domain.calls import LONGEST_NOTE
from secinfo_desktop.helpdesk.ticket import Ticket

HEADS: Final = ("number", "at", "kind", "subject", "value", "who", "text")
_BEGINS: Final = re.compile(r"(^|[,;|\"'\t\r\n])(\s*)([=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def to_csv(ticket: Ticket) -> str:
    """The events of a ticket, below a row of names. Comma, all in quotes, CRLF (RFC 4180)."""
    table = io.StringIO()
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows([harmless(cell) for cell in row] for row in _rows(ticket))
    return table.getvalue()


def harmless(cell: str) -> str:
    """A cell in one line that nothing takes for a formula."""
    return _BEGINS.sub(r"\1\2'\3", plain_text.line(cell, LONGEST_NOTE))


def _rows(ticket: Ticket) -> Iterator[tuple[str, ...]]:
    for event in ticket.events:
        at = event.at.isoformat()
        yield (ticket.number, at, event.kind.value, event.subject, event.value, event.who, event.text)
