"""A service that means harm, a person who goes on regardless, and what must never be seen of either in the window."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QGraphicsView, QLabel, QLineEdit, QMenu, QScrollArea, QTextEdit, QWidget

from secinfo_desktop import resources
from secinfo_desktop.client.account import BackendAccount
from secinfo_desktop.client.exchange import Incoming
from secinfo_desktop.client.practice import BackendPractice
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.contract.endpoints import PROBLEM_TYPE, Endpoint
from secinfo_desktop.contract.structs import Message, Problem
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.pack_keys import is_text
from secinfo_desktop.domain.providers import PackError, ProviderPack
from secinfo_desktop.gui.shell.window import SIZE
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import AccountChoice
from tests.gui.scene import Scene
from tests.helpers.direct import DirectTransport, Spoil
from tests.helpers.fake_accounts import MICROSOFT, PRACTICE, FakeAccounts, FakeBrowser, example_pack, pack_of
from tests.helpers.practice_bench import PracticeBench
from tests.helpers.walk import Walk
from tests.helpers.wire_fields import Path, put

_WRITTEN: Final = re.compile(r'(?<== )"[^"\n]*"')
"""A text behind a key of a pack."""
STORY: Final = "mail-junk"
REFUSED: Final = 409
_MOST_PAGES: Final = 14
_NESTED: Final = 9
"""So many layouts lie in one another at most: what an inner one needs the next one hears of one round later."""


Field = tuple[type[Message], Path]
"""A text in an answer of the service."""


@dataclass(frozen=True)
class Spoiled:
    """Fields of answers, and what stands in each."""

    texts: Mapping[Field, str]

    def __call__(self, endpoint: Endpoint, incoming: Incoming) -> Incoming:
        """The answer with the texts in it. A problem takes the place of the answer to the first code."""
        problem = self._in(Problem)
        if problem and endpoint.name == "send_code":
            document = {"type": "about:blank", "title": "no", "status": REFUSED, "code": "too_soon"}
            body = _spoil(document, Problem, problem)
            return replace(incoming, status=REFUSED, media_type=PROBLEM_TYPE, body=body)
        texts = self._in(endpoint.response)
        if not texts or incoming.status != 200:
            return incoming
        return replace(incoming, body=_spoil(json.loads(incoming.body), endpoint.response, texts))

    def _in(self, struct: type[Message]) -> dict[Path, str]:
        return {path: text for (holder, path), text in self.texts.items() if holder is struct}

    def halves(self) -> tuple["Spoiled", "Spoiled"]:
        """Half of the fields, and the others."""
        texts = list(self.texts.items())
        half = len(texts) // 2
        return Spoiled(dict(texts[:half])), Spoiled(dict(texts[half:]))


def _spoil(document: dict[str, Any], struct: type[Message], texts: Mapping[Path, str]) -> bytes:
    for path, text in texts.items():
        put(document, struct, path, text)
    return json.dumps(document).encode()


class HostileAccounts:
    """The made-up person's account and world at a real service whose answers are spoiled on their way."""

    def __init__(self, bench: PracticeBench, spoil: Spoil) -> None:
        self.clock = bench.clock
        self._service = Service(DirectTransport(bench.app, spoil), ServiceClock(bench.clock))
        self._account = BackendAccount(self._service, example_pack())
        self.web = FakeBrowser()

    def choices(self) -> tuple[AccountChoice, ...]:
        return (MICROSOFT, PRACTICE)

    def account(self, _choice: str) -> BackendAccount:
        return self._account

    def pack(self, choice: str) -> ProviderPack:
        return pack_of("microsoft") if choice == MICROSOFT.id else example_pack()

    def browser(self) -> FakeBrowser:
        return self.web

    def practice(self) -> BackendPractice:
        return BackendPractice(self._service)


def hostile_walk(bench: PracticeBench, spoil: Spoil) -> Walk:
    """A person before that service."""
    return Walk(cast("FakeAccounts", HostileAccounts(bench, spoil)))  # at its ports the same; it has no script


def goes_on(frame: Frame, before: set[type[object]]) -> said.Said | None:
    """What a person says who wants to see every page; None at the end."""
    match frame.page:
        case pages.StartPage():
            return said.WantsPractice()
        case pages.StoriesPage(stories=stories) if stories:
            return said.ChoseStory(next((story.id for story in stories if story.id == STORY), stories[0].id))
        case pages.AccountNamePage(fixed=name):
            return said.GaveName(name or "")
        case pages.ContactPage(contacts=contacts) if contacts and pages.ContactPage not in before:
            own = {contact.kind: contact.value for contact in frame.persona.contacts} if frame.persona else {}
            return said.ChoseContact(contacts[0].id, own.get(contacts[0].kind, ""))
        case pages.WaitingPage() | pages.EnterCodePage():
            return said.DidNotCome()
        case pages.OtherStepsPage(steps=steps) if steps:
            return said.ChoseStep(steps[0])
        case pages.QuestionPage() | pages.InstructionPage() | pages.SessionsPage():
            return said.WantsPerson() if pages.OtherStepsPage in before else said.WantsOtherStep()
        case pages.HandOverPage():
            return said.Finished()
    return None


def walk(scene: Scene) -> Iterator[type[object]]:
    """Goes on from page to page, and looks into everything beside them; each page once it is shown."""
    before: set[type[object]] = set()
    for _ in range(_MOST_PAGES):
        frame = scene.walk.frame
        if isinstance(frame.page, pages.WaitingPage):
            _looks_around(scene)
        yield type(frame.page)
        words = goes_on(frame, before)
        before.add(type(frame.page))
        if words is None:
            return
        scene.says(words)


def _looks_around(scene: Scene) -> None:
    """Opens each phone, mailbox, folder and message of the made-up person."""
    names = ("tab-", "folder-", "mail-")
    for begin in names:
        found = [one.objectName() for one in scene.window.findChildren(QAbstractButton)]
        for name in dict.fromkeys(one for one in found if one.startswith(begin)):
            button = scene.window.findChild(QAbstractButton, name)
            if isinstance(button, QAbstractButton):
                button.click()


def spoiled_pack(name: str, texts: Sequence[str]) -> ProviderPack:
    """A pack that is shipped, with the next text in each place whose reader takes it; some no reader ever takes."""
    written, left = resources.text(f"providers/{name}.toml"), [text for text in texts if is_text(text)]
    pack = providers.parse(written)
    for found in reversed(list(_WRITTEN.finditer(written))):
        spoiled = written[: found.start()] + json.dumps(left[0], ensure_ascii=False) + written[found.end() :]
        with suppress(PackError):
            pack, written = providers.parse(spoiled), spoiled
            left.append(left.pop(0))
    return pack


def shown_words(window: QWidget) -> str:
    """All that can be read or heard in a window."""
    labels = [label.text() for label in window.findChildren(QLabel)]
    fields = [field.text() for field in window.findChildren(QLineEdit)]
    buttons = [f"{one.accessibleName()} {one.accessibleDescription()}" for one in window.findChildren(QAbstractButton)]
    return "\n".join([*labels, *fields, *buttons])


def harm(window: QWidget) -> list[str]:
    """What a window shows that a text from outside must never become."""
    parts = [window, *window.findChildren(QWidget)]
    return [words for widget in parts for words in _harm(widget)] + list(too_wide(window))


def too_wide(window: QWidget) -> Iterator[str]:
    """What is wider than its place: a window than its usual size, and what a window scrolls than its view of it.

    A window has a smallest size of its own, so that nothing makes it wider: what is inside is asked, not the window.
    """
    for _ in range(_NESTED):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    if (least := _least_of_all(window)) > SIZE[0]:
        yield f"the window is {least} px wide at least"
    for area in window.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisible() and content is not None and (wide := _least(content)) > area.viewport().width():
            yield f"what is scrolled is {wide} px wide at least, in {area.viewport().width()} px{_widest(content)}"


def _least_of_all(window: QWidget) -> int:
    return max(window.minimumSizeHint().width(), window.width())


def _least(widget: QWidget) -> int:
    return widget.minimumWidth() or widget.minimumSizeHint().width()


def _widest(content: QWidget) -> str:
    """The innermost parts that ask for most, with their words."""

    def words(part: QWidget) -> str:
        return (part.text() if isinstance(part, QLabel) else part.accessibleName())[:40]

    inside = [one for one in content.findChildren(QWidget) if one.isVisible() and not one.findChildren(QWidget)]
    first = sorted(inside, key=_least, reverse=True)[:3]
    return "".join(
        f"; {_least(one)} by {type(one).__name__} {shown_words(one) or one.accessibleName()!r}" for one in first
    )


def _harm(widget: QWidget) -> Iterator[str]:
    what = f"{type(widget).__name__} {widget.objectName()!r}"
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        yield f"not plain text: {what}"
    if isinstance(widget, QTextEdit | QGraphicsView):
        yield f"takes markup: {what}"
    if widget.toolTip() or widget.whatsThis() or (isinstance(widget, QMenu) and widget.toolTipsVisible()):
        yield f"has a tooltip, which takes markup: {what}"
