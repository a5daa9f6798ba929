"""Where each key of a TOML text is set; the reader of the standard library does not tell."""

import re

_TABLE = re.compile(r"""\s*\[+\s*["']?([A-Za-z0-9_-]+)["']?\s*\]""")
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*[=.]""")


def lines_of_keys(text: str) -> dict[str, int]:
    """The line, from 1, of each key and each table; a key of a table is found as ``table.key``."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = header[1]
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return found
