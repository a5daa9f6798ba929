"""The pages of the step that signs in apart, as the windows go: what the desk is made to do, and what is pressed."""

from functools import partial
from typing import Final

from PySide6.QtGui import QGuiApplication

from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.states import Event, Judged, State, Verdict
from secinfo_desktop.gui.apart import Work
from tests.gui import apart_ways, ways
from tests.gui.scene import Scene, Sight
from tests.helpers.fake_desk import (
    BOTH,
    NO_PLACE,
    NO_START,
    NOT_PRIVATE,
    NOT_SHOWN,
    SEPARATE,
    FakeDesk,
    FakeSessions,
    opens,
)


def finds(scene: Scene) -> None:
    scene.until(lambda: scene.windows.now.browsers is not None)


def opens_them(scene: Scene) -> None:
    QGuiApplication.clipboard().clear()
    finds(scene)
    scene.clicks("open-windows")
    scene.until(lambda: scene.windows.now.verdict is not None)


def begins_to_open(scene: Scene) -> None:
    finds(scene)
    scene.clicks("open-windows")
    scene.until(lambda: State.OPEN in scene.windows.now.states.values())


def has_closed(scene: Scene) -> None:
    opens_them(scene)
    scene.clicks("close-windows")
    scene.until(lambda: scene.windows.now.work is Work.NOTHING)


def closes_one(scene: Scene) -> None:
    opens_them(scene)
    scene.clicks("close-second")
    scene.until(lambda: State.ERASED in scene.windows.now.states.values())


def begins_to_close_one(scene: Scene) -> None:
    opens_them(scene)
    scene.desk.sessions[-1].is_slow = True
    scene.clicks("close-second")


def fails(scene: Scene) -> None:
    opens_them(scene)
    scene.until(lambda: scene.windows.now.work is Work.NOTHING)


def copies_code(scene: Scene) -> None:
    opens_them(scene)
    QGuiApplication.clipboard().setText("Your code is 481 906.")


def comes_back_to_them(scene: Scene) -> None:
    finds(scene)
    takes_them_on(scene)


def takes_them_on(scene: Scene) -> None:
    scene.windows.look_after()
    scene.until(lambda: State.OPEN in scene.windows.now.states.values())


def wants_to_leave(scene: Scene) -> None:
    opens_them(scene)
    scene.window.wants_to_leave.emit()


def desk_from_before() -> FakeDesk:
    return FakeDesk(before=FakeSessions(opens(Which.SECOND)))


def _desk(*happens: Event) -> "partial[FakeDesk]":
    return partial(FakeDesk, happens=happens)


APART: Final = (
    Sight("apart-elsewhere", apart_ways.elsewhere),
    Sight("apart-waiting", apart_ways.waiting),
    Sight("apart-two", apart_ways.two, finds),
    Sight("apart-no-browser", apart_ways.two, finds, partial(FakeDesk, browsers=())),
    Sight("apart-opening", apart_ways.two, begins_to_open, _desk(*BOTH[:3])),
    Sight("apart-separate", apart_ways.two, opens_them, _desk(*SEPARATE)),
    Sight("apart-not-shown", apart_ways.two, opens_them, _desk(*NOT_SHOWN)),
    Sight("apart-closing-one", apart_ways.two, begins_to_close_one),
    Sight("apart-one-erased", apart_ways.two, closes_one),
    Sight("apart-not-private", apart_ways.two, opens_them, _desk(*NOT_PRIVATE)),
    Sight("apart-shared", apart_ways.two, fails, _desk(*BOTH, Judged(Verdict.SHARED))),
    Sight("apart-did-not-start", apart_ways.two, fails, _desk(*NO_START)),
    Sight("apart-no-place", apart_ways.two, fails, _desk(*NO_PLACE)),
    Sight("apart-erased", apart_ways.two, has_closed),
    Sight("apart-not-erased", apart_ways.two, has_closed, partial(FakeDesk, erases=False)),
    Sight("apart-one", apart_ways.one, opens_them),
    Sight("apart-with-service", apart_ways.with_service, opens_them),
    Sight("apart-copied-code", apart_ways.with_service, copies_code),
    Sight("apart-unknown-mailbox", apart_ways.unknown_mailbox, finds),
    Sight("apart-from-before", apart_ways.one, comes_back_to_them, desk_from_before),
    Sight("apart-second-code", apart_ways.second_code),
    Sight("apart-written", apart_ways.written, finds),
    Sight("start-windows-from-before", ways.start, takes_them_on, desk_from_before),
    Sight("dialog-leave-windows", apart_ways.two, wants_to_leave),
)
