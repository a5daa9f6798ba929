"""Which key does what: one table for the window, the sheet of keys, and the tests.

Each key is that of a button which stands somewhere in the window and carries it, but for those that lead from place to
place. With Alt they are heard also where single letters are switched off (WCAG 2.2, 2.1.4).
"""

from typing import Final

NEXT: Final = "J"
BEFORE: Final = "K"
CTRL: Final = "Ctrl"
ANSWERS: Final = "1–9"
BUTTONS: Final = {
    "new_call": "N",
    "leave_unverified": "U",
    "verify": "V",
    "undo": "Z",
    "skip": "S",
    "other_step": "G",
    "again": "R",
    "note": "T",
    "hand_over": "H",
    "wrap_up": "W",
    "name": "C",
    "trouble": "B",
    "ticks": "E",
    "language": "L",
    "phrases": "M",
    "take": "Y",
    "provider": "A",
    "export": "X",
    "erase": "D",
    "places": "P",
}
"""What the key sheet says of a key (``helpdesk_window.keys.…``), and the key."""
PLACES: Final = {
    "next": f"{NEXT}  {BEFORE}",
    "search": "Ctrl F",
    "find": "Ctrl K",
    "part": "F6",
    "size": "Ctrl + −",
    "sheet": "F1",
    "close": "Esc",
}
