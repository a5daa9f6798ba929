"""Cancel codes: 20 signs in every notice of a waiting period, typed into the app to stop it (B13).

A notice holds no link, for mail scanners follow links. The code is derived when a letter is written and when one is
typed, and stands in no row and no log: who has the database has no code. It opens nothing; it can only cancel.
"""

import hmac

from secinfo_desktop.backend.services.ports import CodeKeys
from secinfo_desktop.domain import crockford

LENGTH = 20
"""100 bits: guessing is hopeless, whatever the limits."""


def cancel_code(replacement_id: str, keys: CodeKeys) -> str:
    """The code of a replacement, ungrouped. Its key does not change with time: notices are read weeks later."""
    return crockford.encode(bytes.fromhex(keys.digest(f"cancel replacement\n{replacement_id}")), LENGTH)


def is_cancel_code(typed: str, replacement_id: str, keys: CodeKeys) -> bool:
    """True if what was typed is the code of a replacement; takes the same time for every code."""
    given = crockford.read(typed, LENGTH) or ""
    return hmac.compare_digest(cancel_code(replacement_id, keys), given)
