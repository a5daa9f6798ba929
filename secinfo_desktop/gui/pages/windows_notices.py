"""What there is to say about separate browser windows, and the way on from it."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from secinfo_desktop.browsers import told
from secinfo_desktop.browsers.states import State, Verdict
from secinfo_desktop.gui.apart import Now, Work
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import TOP, Button, Icon, Notice, Text, Tone, holder, row
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.texts.words import Words

_notice = partial(Notice, max_chars=92)
"""There is room from side to side."""
_VERDICTS: Final = {
    Verdict.NOT_PRIVATE: Tone.WARN,
    Verdict.SHARED: Tone.BAD,
    Verdict.DID_NOT_START: Tone.WARN,
    Verdict.NO_PLACE: Tone.WARN,
}


class WindowsNotices(QObject):
    """Makes the notices. ``several``: there are two windows to tell of."""

    wants_written = Signal()
    """To be told how it is done with a browser of one's own."""
    tries = Signal(object)
    """Another browser (``Browser``)."""

    def __init__(self, words: Words, parent: QObject, *, several: bool) -> None:
        super().__init__(parent)
        self._words, self._several = words, several

    def of(self, now: Now, *, has_page: bool) -> Iterator[QWidget]:
        """What there is to say, the most important first; one of it is shown."""
        say = self._words.say
        if now.from_before:
            still_open = told.still_open(now.open_count, self._words, from_before=True)
            yield _notice(still_open.title, still_open.body)
        if State.COULD_NOT_ERASE in now.states.values() and not now.is_open:
            yield _notice(say("apart.could_not_erase"), say("apart.could_not_erase.now"), Tone.WARN)
        if now.has_failed:
            yield _notice(say("apart.failed"), say("apart.none.now"), Tone.WARN, self._written())
        if now.verdict is not None:
            yield from self._judged(now, now.verdict)
        elif now.work is Work.WATCHING and not now.from_before:
            yield Text(say("apart.checking"), Type.SMALL, Color.INK2, max_chars=92)
        if now.browsers == ():
            yield _notice(say("apart.none"), say("apart.none.now"), Tone.NEUTRAL, self._written())
        elif now.browsers is None:
            yield Text(say("apart.searching"), Type.SMALL, Color.INK2, max_chars=92)
        elif not has_page and not now.is_open:
            yield _notice(say("apart.no_page"), say("apart.no_page.now"), Tone.NEUTRAL, self._written())

    def _judged(self, now: Now, verdict: Verdict) -> Iterator[QWidget]:
        browser = now.tried[-1] if verdict is Verdict.DID_NOT_START and now.tried else now.browser
        at = now.judged_at or self._words.clock()
        found = told.verdict(verdict, at, browser.name if browser else "", self._words, several=self._several)
        if verdict is not Verdict.SEPARATE:
            yield _notice(found.title, found.body, _VERDICTS[verdict], *self._way_on(now, verdict))
        elif now.is_open:
            sentence = Text(found.title, Type.SMALL, Color.INK, max_chars=110)
            line = holder(row((Icon(Glyph.CHECK_CIRCLE_FILL, Color.ACCENT, 20), TOP), sentence, None, gap=10))
            line.setAccessibleName(found.title)
            yield line

    def _way_on(self, now: Now, verdict: Verdict) -> list[QWidget]:
        """Another browser; without one, with a browser of one's own."""
        if verdict is Verdict.NOT_PRIVATE or now.is_open:
            return []
        other = now.next_browser if verdict is Verdict.DID_NOT_START else None
        if other is None:
            return [self._written()]
        button = Button(self._words.say("apart.did_not_start.next", browser=other.name))
        button.clicked.connect(lambda: self.tries.emit(other))
        return [button]

    def _written(self) -> Button:
        button = Button(self._words.say("apart.answer.written"), name=self._words.say("apart.written.title"))
        button.clicked.connect(self.wants_written)
        return button
