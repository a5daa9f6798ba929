"""Sixty texts as somebody would send them who means harm, or who has a very unusual name.

``of(bait)`` makes them: addresses in them lead to a server and a file of the test's own, which must never be asked.
"""

from dataclasses import dataclass
from typing import Final

COUNT: Final = 60
LONG: Final = 100_000
_RLO, _LRO, _RLE, _RLI, _PDI, _PDF = "\u202e", "\u202d", "\u202b", "\u2067", "\u2069", "\u202c"
_RLM, _LRM, _ALM = "\u200f", "\u200e", "\u061c"


@dataclass(frozen=True)
class Bait:
    """Where a text would have something loaded from: an address, and a file."""

    url: str
    file: str


def of(bait: Bait) -> tuple[str, ...]:
    """The texts, always in the same order."""
    return (*_markup(bait), *_addresses(bait), *_signs(), *_formats(), *_shapes(), *_paths())


def _markup(bait: Bait) -> tuple[str, ...]:
    return (
        f'<img src="{bait.url}/img.png">',
        f'<a href="{bait.url}/link">Click here to go on</a>',
        f'<link rel="stylesheet" href="{bait.url}/style.css"><b>bold</b>',
        f'<body background="{bait.url}/ground.png"><h1>Your account was closed</h1></body>',
        f'<table background="{bait.url}/table.png"><tr><td>cell</td></tr></table>',
        f'<p style="background-image: url({bait.url}/p.png)">text</p>',
        f'<img src="file://{bait.file}">',
        f'<img src="qrc:/qt-project.org/x.png"><img src="{bait.file}">',
        f"<iframe src='{bait.url}/frame'></iframe><script src='{bait.url}/x.js'></script>",
        f"<svg onload=\"location='{bait.url}/svg'\"/>",
        "<b>bold</b> <i>italic</i> <font color=red size=7>red</font>",
        "<!DOCTYPE html><html><head><title>x</title></head></html>",
        f"![picture]({bait.url}/md.png) [link]({bait.url}/md)",
        "&lt;b&gt;&amp;&copy;&#x202e;&#0;",
        "<qt>rich</qt>",
    )


def _addresses(bait: Bait) -> tuple[str, ...]:
    return (
        bait.url,
        f"file://{bait.file}",
        "javascript:alert(document.cookie)",
        "data:text/html;base64,PGI+Yjwvc+",
        f"//{bait.url.removeprefix('http://')}/protocol-relative",
        "https://accounts.example.org@evil.example/",
        "https://accounts.example.org\u2215evil.example/",
        "mailto:a@example.org?body=x&attach=/etc/passwd",
        "smb://evil.example/share",
    )


def _signs() -> tuple[str, ...]:
    return (
        f"{_RLO}gro.elpmaxe{_PDF} is safe",
        f"abc{_PDI}{_PDI}{_RLO}the rest of the sentence turns round",
        f"{_LRO}{_RLE}{_RLI}never closed",
        f"{_RLM}{_LRM}{_ALM}marks",
        "zero\u200bwidth\u200b\u2060\ufeffsigns",
        "\u200b\u200c\u200d\u2060\ufeff",
        "tags \U000e0041\U000e0042\U000e007f and selectors \ufe0f",
        "NUL\x00in the middle",
        "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J",
        "".join(map(chr, range(1, 32))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))),
        "lone \ud800 surrogate \udfff",
        "private \ue000\uf8ff\U0010ffff and \ufffe\uffff",
        "line\u2028paragraph\u2029next\x85line\x0bfeed\x0c",
        "Z" + "\u0335\u0316\u0488\u0311" * 300,
        "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🇩🇪" * 20,
        "\ufdfa\ufdfd𒐫꧅" * 30,
    )


def _formats() -> tuple[str, ...]:
    return (
        "{0.__class__.__mro__}",
        "{mask} {tag} {time} {n} {address}",
        "{",
        "}{",
        "{{}}%(name)s %s %n %d %%",
        "${HOME} $(id) `id` #{x}",
        "=cmd|'/c calc'!A0",
        "'; DROP TABLE accounts; --",
        "& &File &&Save &x",
    )


def _shapes() -> tuple[str, ...]:
    return (
        "",
        " ",
        "W" * LONG,
        "word " * (LONG // 5),
        "line\n" * (LONG // 5),
        "\t" * 500,
        "אבגד العربية mixed with English 123",
        "1" * 400,
    )


def _paths() -> tuple[str, ...]:
    return ("../../../../etc/passwd", "C:\\Windows\\System32\\con.txt", 'a/b\\c:d*e?f"g<h>i|j')
