"""How the two windows are told apart: a number, words, a shape and a colour; never the colour alone."""

import json
from dataclasses import dataclass
from enum import StrEnum


class Which(StrEnum):
    """The account that waits for the code, and the one that receives it."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Mark:
    """One window's mark. ``radius`` in per cent: a disc or a square. Colours as in the window's light scheme."""

    number: str
    colour: str
    tint: str
    radius: int

    def chip(self, label: str) -> str:
        """A style sheet for Firefox that keeps the label beside the address."""
        content = json.dumps(f"{self.number}  {label}", ensure_ascii=False)  # a style sheet knows no \\u
        return (
            f"#nav-bar::before{{content:{content};background:{self.colour};color:#ffffff;"
            f"padding:4px 12px;margin:4px;border-radius:4px;align-self:center;white-space:nowrap}}\n"
        )


MARKS = {Which.FIRST: Mark("1", "#1D5E4A", "#E0ECE3", 50), Which.SECOND: Mark("2", "#A2450F", "#FBE7D8", 12)}
