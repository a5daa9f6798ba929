"""The real window in a process of its own, led line by line from outside until it is killed.

Reads one JSON line for each thing that the person does, and answers with what they see once all of it is kept.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_type_hints

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from secinfo_desktop.commands.window import Rest, outside
from secinfo_desktop.desktop import computer, log
from secinfo_desktop.domain.code_text import code_in
from secinfo_desktop.gui import app
from secinfo_desktop.gui.conductor import Conductor
from secinfo_desktop.gui.pages.base import FlowPage
from secinfo_desktop.gui.parts import Notice
from secinfo_desktop.gui.shell import Window
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.said import Said

LOOKS_EVERY_MS = 5
ARRIVED = 300.0
"""Seconds in the practice world after which every message is there."""

here = computer.find(os.environ)


class Led(QObject):
    """The person: does what a line says, and tells what is shown."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        conductor = window.findChild(Conductor)
        assert isinstance(conductor, Conductor)
        self._conductor = conductor
        self._lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._lines.activated.connect(self._hear)
        self._look = QTimer(self, interval=LOOKS_EVERY_MS)
        self._look.timeout.connect(self._tell_when_still)
        self._tell_when_still()

    def _hear(self) -> None:
        name, *values = json.loads(sys.stdin.readline())
        what = DOES[name](self._conductor, *values) if name in DOES else _said(name, values)
        assert isinstance(self._window.page, FlowPage)
        self._window.page.said.emit(what)
        self._look.start()

    def _tell_when_still(self) -> None:
        if self._conductor.is_busy or self._conductor.keeping.is_busy:
            self._look.start()
            return
        self._look.stop()
        frame = self._conductor.frame()
        step, heading = getattr(frame.page, "step", None), self._window.page.heading if self._window.page else ""
        code = frame.code.tag if frame.code is not None else None
        problem = frame.problem.failure if frame.problem is not None else None
        shown = {"page": type(frame.page).__name__, "step": step, "heading": heading, "code": code}
        left = (frame.code.ends_at - self._window.words.clock()).total_seconds() if frame.code is not None else None
        told = {**shown, "notes": len(frame.notes), "problem": problem, "code_lives": left, "says": self._says()}
        print(json.dumps(told), flush=True)  # noqa: T201 - to the test

    def _says(self) -> list[str]:
        """The notices above the page, as they are read out."""
        shown = (notice for notice in self._window.findChildren(Notice) if notice.isVisible())
        return [f"{notice.accessibleName()} {notice.accessibleDescription()}" for notice in shown]


def _said(name: str, values: list[Any]) -> Said:
    """Fixed choices come as their words."""
    kind = getattr(said, name)
    types = [get_type_hints(kind)[field.name] for field in fields(kind)]
    what: Said = kind(*(as_type(value) for as_type, value in zip(types, values, strict=False)))
    return what


def _goes_on(conductor: Conductor) -> Said:
    page = conductor.frame().page
    assert isinstance(page, pages.StartPage)
    assert page.kept is not None
    return said.GoesOn(page.kept.cases[0].case_id)


def _chooses(conductor: Conductor, kind: str) -> Said:
    frame = conductor.frame()
    assert isinstance(frame.page, pages.ContactPage)
    assert frame.persona is not None
    contact = next(contact for contact in frame.page.contacts if contact.kind == kind)
    return said.ChoseContact(contact.id, next(own.value for own in frame.persona.contacts if own.kind == kind))


def _types_contact(conductor: Conductor, kind: str, typed: str) -> Said:
    """At an organisation, where nobody but the person knows the contact in full."""
    page = conductor.frame().page
    assert isinstance(page, pages.ContactPage)
    return said.ChoseContact(next(contact.id for contact in page.contacts if contact.kind == kind), typed)


def _gives_name(conductor: Conductor) -> Said:
    persona = conductor.frame().persona
    assert persona is not None
    return said.GaveName(persona.account_name)


def _gives_code(_conductor: Conductor) -> Said:
    world = here.accounts.practice().move_clock(ARRIVED)
    texts = [text.text for phone in world.phones for text in phone.messages]
    mails = [mail.text for box in world.mailboxes for folder in box.folders for mail in folder.mails]
    return said.GaveCode(next(code for text in reversed(texts + mails) if (code := code_in(text))))


DOES: dict[str, Callable[..., Said]] = {
    "goes on": _goes_on,
    "chooses": _chooses,
    "types contact": _types_contact,
    "gives name": _gives_name,
    "gives code": _gives_code,
}


def _start() -> None:
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Window))
    Led(window)


def run() -> int:
    """The app, as it is started by its command."""
    log.start_log(here.folders.log_file)
    stands_on = outside(here.folders, Rest(lambda: here))

    def painted() -> None:
        stands_on.after_first_paint()
        _start()

    try:
        return app.run((), stands_on._replace(after_first_paint=painted))
    finally:
        here.backend.stop()


if __name__ == "__main__":
    sys.exit(run())
