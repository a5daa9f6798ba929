"""What the person did is carried over when the same page is built again in another look or language.

The values stay in memory for as long as that takes; they are never shown, logged or compared.
"""

from dataclasses import dataclass, field
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from secinfo_desktop.gui.parts import Choices, CodeField, Disclosure, reading_order
from secinfo_desktop.gui.shell.body import Body


@dataclass(frozen=True)
class Doings:
    """What was typed, chosen and opened on a page or in the dock, in the order of the parts."""

    typed: tuple[str, ...] = field(repr=False)
    chosen: tuple[int | None, ...]
    opened: tuple[bool, ...]

    @classmethod
    def of(cls, page: QWidget) -> Self:
        """What the person did here."""
        return cls(
            tuple(entry.text() for entry in page.findChildren(QLineEdit)),
            tuple(choices.index() for choices in page.findChildren(Choices)),
            tuple(disclosure.is_open for disclosure in page.findChildren(Disclosure)),
        )

    def put_into(self, page: QWidget) -> None:
        """Do the same in a page that was built from the same data. No signal says that a code is complete."""
        for entry, text in zip(page.findChildren(QLineEdit), self.typed, strict=False):
            if isinstance(entry, CodeField):
                entry.put(text)
            else:
                entry.setText(text)
        for choices, index in zip(page.findChildren(Choices), self.chosen, strict=False):
            if index is not None:
                choices.choose(index)
        for disclosure, opened in zip(page.findChildren(Disclosure), self.opened, strict=False):
            disclosure.set_open(opened=opened)


@dataclass(frozen=True)
class WindowDoings:
    """What was done in page and dock, and where the keyboard was: a part, and which of its controls."""

    parts: tuple[Doings | None, ...]
    focus: tuple[int, int] | None

    @classmethod
    def of(cls, body: Body, focused: QWidget | None) -> Self:
        """What the person did in a whole window."""
        parts = (body.page, body.dock)
        return cls(tuple(Doings.of(part) if part is not None else None for part in parts), _place_of(body, focused))

    def put_into(self, body: Body) -> None:
        """Do the same in a body that was built from the same data."""
        for part, doings in zip((body.page, body.dock), self.parts, strict=True):
            if part is not None and doings is not None:
                doings.put_into(part)
        self._focus(body)

    def _focus(self, body: Body) -> None:
        if self.focus is None:
            return
        part, index = self.focus
        stops = list(reading_order(body.parts()[part])) if part < len(body.parts()) else []
        if index < len(stops):
            stops[index].setFocus(Qt.FocusReason.OtherFocusReason)


def _place_of(body: Body, focused: QWidget | None) -> tuple[int, int] | None:
    for number, part in enumerate(body.parts()):
        stops = list(reading_order(part))
        if focused in stops:
            return number, stops.index(focused)
    return None
