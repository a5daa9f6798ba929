"""Who is at the other end of a connection within this computer.

Every user of a computer can read the address that a browser was started with, so the path of its first page is no
secret among them. Only Linux says whose a connection is; elsewhere another user could pass for the browser.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address
from pathlib import Path
from typing import Final

TABLES: Final = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_HERE: Final = f"{int.from_bytes(IPv4Address('127.0.0.1').packed, sys.byteorder):08X}"
"""127.0.0.1 as the tables have it (proc(5): hexadecimal, in the byte order of the computer)."""
_LOCAL, _REMOTE, _USER = 1, 2, 7
"""Columns of the tables."""


def may_be_ours(port: int, server_port: int, own: int | None = None, tables: Sequence[Path] = TABLES) -> bool:
    """False if a connection to a server of this process was certainly not made by this user.

    ``port`` is the visitor's. True as well where the system does not tell.
    """
    rows = tuple(_rows(tables))
    user = str(os.geteuid() if own is None and rows else own)
    if not any(_ends_at(row[_LOCAL], server_port) for row in rows):
        return True
    visitors = (row for row in rows if _ends_at(row[_LOCAL], port) and _ends_at(row[_REMOTE], server_port))
    return any(row[_USER] == user for row in visitors)


def _rows(tables: Sequence[Path]) -> Iterator[list[str]]:
    for table in tables:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except (OSError, ValueError):
            continue
        yield from (words for line in lines if len(words := line.split()) > _USER)


def _ends_at(end: str, port: int) -> bool:
    """An IPv6 socket can speak IPv4; its address ends in the other."""
    address, _, its_port = end.partition(":")
    return address.endswith(_HERE) and its_port == f"{port:04X}"
