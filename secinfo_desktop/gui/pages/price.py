"""The card that says what asking for another code costs."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from PySide6.QtCore import QTimer, Signal, Slot

from secinfo_desktop.gui.parts import MIDDLE, Button, Card, Countdown, Pips, Spread, Text, column, holder, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.texts.words import Words

TICK_MS = 1000


@dataclass(frozen=True)
class Price:
    """What asking again costs: the wait, and how many requests are left, in words, too."""

    since: datetime
    next_at: datetime
    left: int
    most: int
    budget: str
    limit: str | None = None
    """Why it takes so long, where it is not the ordinary limit."""


class PriceCard(Card):
    """Counts the seconds until another code can be asked for. ``stays_open``: the button works before that, too."""

    ticked = Signal()
    """A second has passed."""

    def __init__(self, price: Price, words: Words, *, button: str = "", stays_open: bool = False) -> None:
        self._price, self._words, self._stays_open = price, words, stays_open
        total = max(ceil((price.next_at - price.since).total_seconds()), 1)
        self._ring = Countdown(self.left(), total, spoken=self._spoken)
        self._title = Text("", Type.STRONG, max_chars=60)
        self.button = Button(button or words.say("page.code.again"))
        pips = (Pips(price.left, price.most, spoken=price.budget), MIDDLE)
        left = row(pips, Text(price.budget, Type.SMALL, Color.INK2), None, gap=8)
        limit = [Text(price.limit, Type.SMALL, Color.INK2)] if price.limit else []
        side = column(self._title, left, *limit, gap=2)
        told = row(self._ring, 4, side, gap=14)
        told.setStretch(2, 1)
        super().__init__(column(Spread(holder(told), self.button, gap=14)) if button else told, pad=18)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def left(self) -> int:
        """Seconds until another code can be asked for, by the service's clock."""
        return max(ceil((self._price.next_at - self._now()).total_seconds()), 0)

    def _now(self) -> datetime:
        return self._words.clock()

    def _spoken(self, left: int) -> str:
        return self._words.say("page.code.again.in", n=left) if left else self._words.say("page.code.again.now")

    @Slot()
    def _tick(self) -> None:
        left = self.left()
        self._ring.tick(left)
        self._ring.setVisible(left > 0)
        if self._title.text() != self._what(left):
            self._title.set_words(self._what(left))
        self.button.setEnabled(self._stays_open or left == 0)
        self.button.setAccessibleDescription(self._what(left))
        self.ticked.emit()

    def _what(self, left: int) -> str:
        """Seconds where they can be counted, the time of day where the wait is long."""
        if left <= 120:
            return self._spoken(left)
        return self._words.say("page.code.again.at", time=self._words.moment(self._price.next_at))
