"""Lets the window live until something is so; nobody sleeps."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

PATIENCE_MS: Final = 5_000


def until(condition: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> None:
    """Lets the event loop turn until something is so.

    Raises:
        TimeoutError: it does not become so.
    """
    loop, again, late = QEventLoop(), QTimer(interval=1), QTimer(singleShot=True, interval=patience_ms)
    again.timeout.connect(lambda: loop.quit() if condition() else None)
    late.timeout.connect(loop.quit)
    again.start()
    late.start()
    loop.exec()
    try:
        while not condition() and late.isActive():  # it was so and is no more, as where a window leaves with the focus
            loop.exec()
    finally:
        again.stop()  # an error would keep it alive
    if not condition():
        raise TimeoutError("the scene does not come about")
