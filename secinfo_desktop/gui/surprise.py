"""What came up by itself is not pressed by accident: a moment long nothing is taken from it that was meant for else."""

from typing import Final

from PySide6.QtCore import QElapsedTimer

from secinfo_desktop.recovery import said

SURPRISE_MS: Final = 700
_ALWAYS_MEANT = said.DidNotCall | said.EndsHelp | said.AnswersAgent


class Surprise:
    """Knows since when a page, and a proposal below it, have been there without the person's doing."""

    def __init__(self) -> None:
        self._page, self._offer = QElapsedTimer(), QElapsedTimer()

    def page_came(self, *, by_itself: bool) -> None:
        """Another page is shown."""
        _start(self._page, fresh=by_itself)

    def offer_came(self) -> None:
        """The other side proposes something."""
        _start(self._offer, fresh=True)

    def hides(self, what: said.Said) -> bool:
        """True if this was meant for the page before; what stops something is always meant."""
        is_meant = isinstance(what, _ALWAYS_MEANT) and what != said.AnswersAgent(allow=True)
        return not is_meant and _is_fresh(self._page)

    def hides_offer(self) -> bool:
        """True if the proposal has just come."""
        return _is_fresh(self._offer)


def _start(timer: QElapsedTimer, *, fresh: bool) -> None:
    if fresh:
        timer.start()
    else:
        timer.invalidate()


def _is_fresh(since: QElapsedTimer) -> bool:
    return since.isValid() and since.elapsed() < SURPRISE_MS
