"""Does something on a thread of its own, so that no answer waits for it."""

import threading
from collections.abc import Callable


def aside(deed: Callable[[], None]) -> None:
    """Begin it, and return at once."""
    threading.Thread(target=deed, name="aside", daemon=True).start()
