"""Sixty hostile texts in every field of every answer of the service, in provider packs, and typed by a person.

None becomes markup, loads or opens anything, breaks a page, widens the window or leaves a word in the log.
"""

import os
import pathlib
import select
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from secinfo_desktop.contract import practice, structs
from secinfo_desktop.contract.endpoints import ENDPOINTS
from secinfo_desktop.contract.structs import Problem
from secinfo_desktop.domain.pack_keys import https_host
from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.recovery import pages, said
from tests.gui.every_page import EVERY_PAGE
from tests.gui.hostile import Field, Spoiled, harm, hostile_walk, shown_words, spoiled_pack, walk
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene, Sight
from tests.gui.story_world import StoryAccounts
from tests.helpers import hostile_words
from tests.helpers.fake_accounts import ORGANISATION, PRACTICE
from tests.helpers.hostile_server import HostileServer, hostile_server
from tests.helpers.hostile_words import Bait
from tests.helpers.practice_bench import PracticeBench
from tests.helpers.walk import Walk
from tests.helpers.wire_fields import texts

NEVER_ASKED: Final = {
    structs.SignedIn,
    *(its.response for its in ENDPOINTS if its.needs_session or its.path.startswith(("/staff", "/live-cases"))),
}
"""Answers to calls that the recovery window does not make: those of a signed-in person, and of the helpdesk."""
ANSWERS: Final[set[type[structs.Message]]] = {endpoint.response for endpoint in ENDPOINTS} - NEVER_ASKED
STRUCTS: Final[list[type[structs.Message]]] = [*sorted(ANSWERS, key=lambda struct: struct.__name__), Problem]
FIELDS: Final[list[Field]] = [(struct, path) for struct in STRUCTS for path in texts(struct)]
SCHEMES: Final = ("http", "https", "file", "javascript", "data", "mailto", "smb", "qrc")
_STRIDE: Final = 7
"""Of the texts from one field to the next; it has no divisor in common with their number."""


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with hostile_server() as listening:
        yield listening


_WAITS: Final = ': > "$1"; echo opened; while :; do : > "$1"; done'
"""In a shell: waits for each reader of a pipe; it is another process, for a picture is loaded with Python standing."""


@contextmanager
def bait(folder: pathlib.Path) -> Iterator[tuple[pathlib.Path, Callable[[float], bool]]]:
    """A file, and whether somebody opens it for reading within some seconds."""
    file = folder / "bait.png"
    os.mkfifo(file)
    with subprocess.Popen(["sh", "-c", _WAITS, "sh", file], stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout is not None
        told = waiting.stdout.fileno()
        try:
            yield file, lambda seconds: bool(select.select([told], [], [], seconds)[0])
        finally:
            waiting.kill()


@pytest.fixture(scope="module")
def words(server: HostileServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """The texts; that the bait was neither fetched nor opened is seen at the end."""
    with bait(tmp_path_factory.mktemp("bait")) as (file, is_opened):
        yield hostile_words.of(Bait(server.url, str(file)))
        assert server.visits == []
        assert not is_opened(0)


class Launches(QObject):
    """In place of the desktop: remembers what was to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url.toString())


@pytest.fixture(autouse=True)
def launches() -> Iterator[Launches]:
    """Nothing is ever handed to the desktop."""
    made = Launches()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, made, "open")  # type: ignore[arg-type]  # the stub is wrong
    yield made
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)
    assert made.urls == []


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeBench]:
    made = PracticeBench(tmp_path_factory.mktemp("practice"))
    yield made
    made.close()


def _plays(appearance: Appearance, bench: PracticeBench, spoiled: Spoiled) -> set[type[object]]:
    """The pages that were seen."""
    scene = Scene(appearance, LIGHT, hostile_walk(bench, spoiled))
    try:
        seen = set()
        for page in walk(scene):
            seen.add(page)
            assert harm(scene.subject) == [], page
    finally:
        scene.close()
    return seen


def _name(number: int) -> str:
    struct, path = FIELDS[number]
    return f"{struct.__name__}.{'.'.join(path)}"


@pytest.mark.parametrize("number", range(len(FIELDS)), ids=_name)
def test_a_field_of_an_answer_does_no_harm(
    appearance: Appearance, bench: PracticeBench, words: tuple[str, ...], number: int
) -> None:
    text = words[number * _STRIDE % len(words)]
    assert pages.StartPage in _plays(appearance, bench, Spoiled({FIELDS[number]: text}))


STOPS: Final[set[Field]] = {
    (structs.About, ("pack",)),
    (structs.CodeSent, ("channel",)),
    (structs.FlowOpened, ("flow",)),
    (structs.FlowOpened, ("contacts", "id")),
    (structs.FlowOpened, ("contacts", "kind")),
    (structs.FlowOpened, ("contacts", "mask")),
    (practice.Person, ("account_name",)),
    (practice.Person, ("computer", "device_id")),
    (practice.Person, ("computer", "private_key")),
    (practice.Person, ("contacts", "kind")),
    (practice.Person, ("contacts", "value")),
    (practice.Scenarios, ("scenarios", "id")),
    (practice.Scenarios, ("scenarios", "context")),
    (practice.Scenarios, ("scenarios", "audience")),
    *((Problem, path) for path in texts(Problem)),
}
"""What ends the walk early, for the service can't go on with such a text: each of these is spoiled alone."""
TOGETHER: Final = [field for field in FIELDS if field not in STOPS]


def _sees_all(appearance: Appearance, bench: PracticeBench, spoiled: Spoiled, everything: set[type[object]]) -> None:
    """Each text of several fields on each page: where one of them ends the walk, it is played without it, too."""
    if not everything <= _plays(appearance, bench, spoiled) and len(spoiled.texts) > 1:
        for half in spoiled.halves():
            _sees_all(appearance, bench, half, everything)


@pytest.mark.long
@pytest.mark.parametrize("turn", range(hostile_words.COUNT))
def test_no_text_does_harm_in_any_field(
    appearance: Appearance, bench: PracticeBench, words: tuple[str, ...], turn: int
) -> None:
    """Over all turns each text is in each field; all but a few fields are spoiled at once, each with another text."""
    turned = _turned(words, turn)
    texts_of = {field: turned[number * _STRIDE % len(words)] for number, field in enumerate(FIELDS)}
    everything = _plays(appearance, bench, Spoiled({}))
    _sees_all(appearance, bench, Spoiled({field: texts_of[field] for field in TOGETHER}), everything)
    for field in STOPS:
        _plays(appearance, bench, Spoiled({field: texts_of[field]}))


SHOWN: Final[dict[str, Field]] = {
    "Contact mask": (structs.FlowOpened, ("contacts", "mask")),
    "tag": (structs.CodeSent, ("tag",)),
    "name": (practice.Person, ("name",)),
    "account name": (practice.Person, ("account_name",)),
    "contact": (practice.Person, ("contacts", "value")),
    "text message": (practice.World, ("phones", "messages", "text")),
    "sender of a text": (practice.World, ("phones", "messages", "sender")),
    "voice": (practice.World, ("phones", "calls", "text")),
    "folder": (practice.World, ("mailboxes", "folders", "id")),
    "mail": (practice.World, ("mailboxes", "folders", "mails", "text")),
    "subject": (practice.World, ("mailboxes", "folders", "mails", "subject")),
    "sender of a mail": (practice.World, ("mailboxes", "folders", "mails", "sender")),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_put_into_a_field_is_really_shown(appearance: Appearance, bench: PracticeBench, name: str) -> None:
    """The control: a walk that shows nothing would find no harm either."""
    scene = Scene(appearance, LIGHT, hostile_walk(bench, Spoiled({SHOWN[name]: "Zebra"})))
    try:
        assert any("Zebra" in shown_words(scene.window) for _ in walk(scene))
    finally:
        scene.close()


def test_what_is_put_into_many_fields_at_once_is_really_shown(appearance: Appearance, bench: PracticeBench) -> None:
    marks = {field: f"Zebra{number}." for number, field in enumerate(TOGETHER)}
    scene, seen = Scene(appearance, LIGHT, hostile_walk(bench, Spoiled(marks))), ""
    try:
        for _ in walk(scene):
            seen += shown_words(scene.window)
    finally:
        scene.close()
    assert [name for name, field in SHOWN.items() if field in marks and marks[field] not in seen] == []


# -- provider packs, and what a person types

TEXTS_OF_PACK: Final = 8
"""So many places at least take any text at all."""


def _opens(appearance: Appearance, sight: Sight, texts_in_turn: tuple[str, ...]) -> Scene:
    """A page whose packs are spoiled."""
    accounts = StoryAccounts(connected=sight.connected)
    accounts.by_hand_pack = spoiled_pack("microsoft", texts_in_turn)
    for choice in (ORGANISATION, PRACTICE):
        accounts.account(choice.id).pack = spoiled_pack("example-organisation", texts_in_turn)
    walk = Walk(accounts)
    sight.way(walk)
    return Scene(appearance, LIGHT, walk, sight.desk())


def _shows(appearance: Appearance, sight: Sight, texts_in_turn: tuple[str, ...]) -> list[str]:
    """The harm on a page whose packs are spoiled; on the way nothing was opened but pages of theirs."""
    scene = _opens(appearance, sight, texts_in_turn)
    try:
        sight.deed(scene)
        found = harm(scene.subject)
        scene.says(*map(said.OpensPage, ProviderPage), *map(said.OpensHelp, said.HelpPage))
        accounts = scene.walk.accounts
        opened_hosts = {https_host(url) for url in accounts.web.shown}
        assert opened_hosts <= accounts.by_hand_pack.hosts | accounts.pack(ORGANISATION.id).hosts
        return found
    finally:
        scene.close()


def _tells_of_a_pack(appearance: Appearance, sight: Sight) -> bool:
    """True if anything of a pack can be read or heard on a page."""
    scene = _opens(appearance, sight, tuple(f"Zebra{number}" for number in range(hostile_words.COUNT)))
    try:
        sight.deed(scene)
        return "Zebra" in shown_words(scene.window)
    finally:
        scene.close()


def _turned(words: tuple[str, ...], first: int) -> tuple[str, ...]:
    return (*words[first % len(words) :], *words[: first % len(words)])


@pytest.mark.parametrize("number", range(0, len(EVERY_PAGE), 6), ids=lambda number: EVERY_PAGE[number].name)
def test_a_provider_pack_does_no_harm_on_a_page(appearance: Appearance, words: tuple[str, ...], number: int) -> None:
    assert _shows(appearance, EVERY_PAGE[number], _turned(words, number * _STRIDE)) == []


@pytest.mark.long
@pytest.mark.parametrize("number", range(len(EVERY_PAGE)), ids=lambda number: EVERY_PAGE[number].name)
def test_no_provider_pack_does_harm_on_any_page(appearance: Appearance, words: tuple[str, ...], number: int) -> None:
    """Each text is on each page that tells of a pack, some on the others; over all pages in each of its places."""
    turns = range(0, len(words), TEXTS_OF_PACK) if _tells_of_a_pack(appearance, EVERY_PAGE[number]) else range(1)
    for turn in turns:
        assert _shows(appearance, EVERY_PAGE[number], _turned(words, turn + number)) == [], turn


TYPED: Final = ("account-name", "contact-only-one", "waiting", "new-password", "sender", "question")
"""A page for every field that there is; the question has the dock's."""
SIGHTS: Final = {sight.name: sight for sight in EVERY_PAGE}


def _types(appearance: Appearance, name: str, texts_typed: tuple[str, ...]) -> None:
    for text in texts_typed:
        scene = SIGHTS[name].open(appearance, LIGHT)
        try:
            _type_and_go_on(scene, text)
            assert harm(scene.subject) == [], text
        finally:
            scene.close()


def _type_and_go_on(scene: Scene, text: str) -> None:
    """Pastes a text into the field, and presses what goes on with it."""
    fields = [field for field in scene.window.findChildren(QLineEdit) if field.isVisible()]
    fields[0].insert(text)
    page = scene.window.page
    button = page.primary() if page is not None and page.isAncestorOf(fields[0]) else None
    if button is not None:
        button.click()
    scene.until(lambda: not scene.is_busy)


@pytest.mark.parametrize("page", range(len(TYPED)), ids=lambda page: TYPED[page])
def test_what_a_person_types_does_no_harm(appearance: Appearance, words: tuple[str, ...], page: int) -> None:
    _types(appearance, TYPED[page], words[page :: len(TYPED)])


@pytest.mark.long
@pytest.mark.parametrize("page", TYPED)
def test_nothing_that_a_person_types_does_harm(appearance: Appearance, words: tuple[str, ...], page: str) -> None:
    _types(appearance, page, words)


# -- the controls


def test_a_label_that_takes_markup_is_noticed(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("<b>words</b>", window)
    assert [found.split(":")[0] for found in harm(window)] == ["not plain text"]
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setToolTip("<b>words</b>")
    assert [found.split(":")[0] for found in harm(window)] == ["has a tooltip, which takes markup"]
    label.setToolTip("")
    QHBoxLayout(window).addWidget(label)
    assert harm(window) == []
    label.setFixedWidth(2000)
    assert "px wide" in harm(window)[0]


def test_what_is_wider_than_its_view_is_noticed_in_a_window_that_stays_narrow(appearance: Appearance) -> None:
    """The control: the window itself has a smallest size, and is not made wider by what is in it."""
    scene = SIGHTS["question"].open(appearance, LIGHT)
    try:
        assert harm(scene.window) == []
        page = scene.window.page
        assert page is not None
        next(label for label in page.findChildren(QLabel) if label.isVisible()).setMinimumWidth(1106)
        assert "px wide" in harm(scene.window)[0]
        assert "1106 by Text" in harm(scene.window)[0]
    finally:
        scene.close()


def test_what_is_handed_to_the_desktop_is_noticed(launches: Launches) -> None:
    QDesktopServices.openUrl(QUrl("javascript:alert(1)"))
    assert launches.urls == ["javascript:alert(1)"]
    launches.urls.clear()


@pytest.mark.qt_log_ignore("Cannot set file position")
def test_a_picture_in_markup_is_loaded_and_noticed(qtbot: QtBot, tmp_path: pathlib.Path) -> None:
    """What Qt does with markup where it is not kept from it: the bait is not there for nothing."""
    with bait(tmp_path) as (file, is_opened):
        label = QLabel(f'<img src="{file}">')
        qtbot.addWidget(label)
        label.sizeHint()
        assert is_opened(10)


@pytest.mark.parametrize("name", ["microsoft", "example-organisation"])
def test_a_spoiled_pack_is_spoiled(name: str) -> None:
    marks = tuple(f"Zebra ({number})" for number in range(60))
    spoiled = repr(spoiled_pack(name, marks))
    assert sum(mark in spoiled for mark in marks) >= TEXTS_OF_PACK


def test_every_text_of_the_sixty_is_another_one() -> None:
    made = hostile_words.of(Bait("http://127.0.0.1:1", "/bait"))
    assert len(set(made)) == len(made) == hostile_words.COUNT == 60
