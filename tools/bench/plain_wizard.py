"""A plain QWizard with the same words and controls as the pages of the window, built as each page comes; its times.

Reads from its standard input what ``steps_window`` tells of its pages, and prints the same figures for each change.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWizard,  # noqa: TID251 - what the window is measured against
    QWizardPage,
)

from secinfo_desktop.gui.shell.window import SIZE
from tools.bench.painted import Moment, Painted


class Page(QWizardPage):
    """Labels and buttons one below the other, made when the person comes to the page."""

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__()
        self._content = content

    def initializePage(self) -> None:  # noqa: N802 - Qt calls it by this name
        """Build the page."""
        layout = QVBoxLayout(self)
        self.setTitle(self._content["texts"][0])
        for text in self._content["texts"][1:]:
            label = QLabel(text)
            label.setWordWrap(True)
            layout.addWidget(label)
        for words in self._content["buttons"]:
            layout.addWidget(QPushButton(words))


def changes(contents: Sequence[dict[str, Any]]) -> Iterator[dict[str, float]]:
    """Each change from one page to the next."""
    wizard = QWizard()
    wizard.resize(*SIZE)
    for content in contents:
        wizard.addPage(Page(content))
    wizard.show()
    painted = Painted(wizard)
    _until(painted)
    for _ in contents[1:]:
        painted.forget()
        begun = Moment.now()
        wizard.next()
        _until(painted)
        yield painted.since(begun)


def _until(painted: Painted) -> None:
    loop = QEventLoop()
    painted.done.connect(loop.quit)
    loop.exec()


if __name__ == "__main__":
    application = QApplication([])
    print(json.dumps(list(changes(json.load(sys.stdin)))), flush=True)
    os._exit(0)
