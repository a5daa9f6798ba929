"""What the window keeps, asks before it leaves, and forgets."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QDialog

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.app import keep_preferences
from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Notice
from secinfo_desktop.gui.preferences import Preferences
from secinfo_desktop.guide.case import Case
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.kept import KeptAlong
from tests.gui import earlier, practice_ways, ways
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene
from tests.gui.story_world import StoryAccounts
from tests.helpers.fake_cases import FakeCases
from tests.helpers.walk import Walk

Open = Callable[..., Scene]


@pytest.fixture
def opened(appearance: Appearance) -> Iterator[Open]:
    """Opens the window at the end of a way; closes it with the test."""
    scenes: list[Scene] = []

    def open_at(way: Callable[[Walk], None], cases: FakeCases | None = None) -> Scene:
        walk = Walk(StoryAccounts(), cases=cases)
        way(walk)
        scenes.append(Scene(appearance, LIGHT, walk))
        return scenes[-1]

    yield open_at
    for scene in scenes:
        scene.close()


def ids(scene: Scene) -> list[str]:
    return [kept.along.case_id for kept in scene.walk.cases.all().cases]


def is_settled(scene: Scene) -> bool:
    return not scene.keeping.is_busy


def page_of(scene: Scene) -> str:
    return type(scene.walk.page).__name__


def test_every_answer_is_kept(opened: Open) -> None:
    scene = opened(ways.question)
    scene.says(said.Answered("yes"))
    scene.until(lambda: is_settled(scene))
    kept = scene.walk.cases.all().cases[0]
    assert kept.case == scene.walk.flow.case
    assert kept.along == scene.walk.flow.along()


def test_a_kept_case_is_gone_on_with_by_one_press(opened: Open) -> None:
    scene = opened(earlier.start_again)
    scene.presses("A code did not come")
    scene.until(lambda: page_of(scene) == "QuestionPage")


# --- leaving


def test_esc_asks_and_staying_stays(opened: Open) -> None:
    scene = opened(ways.question)
    scene.window.wants_to_leave.emit()
    scene.presses("Stay here")
    assert scene.window.isVisible()
    assert page_of(scene) == "QuestionPage"


def test_keeping_closes_the_window_and_the_case_is_there(opened: Open) -> None:
    scene = opened(ways.question)
    scene.says(said.Answered("yes"))
    scene.window.wants_to_leave.emit()
    scene.presses("Keep it")
    scene.until(lambda: not scene.window.isVisible())
    assert ids(scene) == ["case-0001"]


def test_forgetting_closes_the_window_and_nothing_is_there(opened: Open) -> None:
    scene = opened(ways.question)
    scene.says(said.Answered("yes"))
    scene.window.wants_to_leave.emit()
    scene.presses("Forget it")
    scene.until(lambda: not scene.window.isVisible())
    assert ids(scene) == []


def test_the_windows_own_way_to_be_closed_asks_as_well(opened: Open) -> None:
    scene = opened(ways.question)
    scene.window.close()
    assert scene.window.isVisible()
    assert isinstance(scene.subject, QDialog)


@pytest.mark.parametrize("way", [ways.start, ways.whose, ways.got_in], ids=lambda way: way.__name__)
def test_nothing_is_asked_where_nothing_can_be_lost(opened: Open, way: Callable[[Walk], None]) -> None:
    scene = opened(way)
    scene.keeping.keep()
    scene.window.close()
    scene.until(lambda: not scene.window.isVisible())
    assert ids(scene) == []


@pytest.mark.parametrize("way", [ways.stopped, ways.handed_over], ids=lambda way: way.__name__)
def test_an_end_that_is_come_back_to_is_kept_without_a_question(opened: Open, way: Callable[[Walk], None]) -> None:
    scene = opened(way)
    scene.keeping.keep()
    scene.presses("Close the app")
    scene.until(lambda: not scene.window.isVisible())
    assert ids(scene) == ["case-0001"]


def test_what_can_not_be_forgotten_is_said_and_the_window_stays(opened: Open) -> None:
    scene = opened(ways.question)
    assert isinstance(scene.walk.cases, FakeCases)
    scene.walk.cases.fail_next("forget", Failure.NOT_FORGOTTEN)
    scene.window.wants_to_leave.emit()
    scene.presses("Forget it")
    scene.until(lambda: scene.walk.frame.problem is not None)
    assert scene.window.isVisible()


def test_what_could_not_be_kept_is_said_before_leaving(opened: Open) -> None:
    scene = opened(ways.question)
    scene.fails_to_keep()
    scene.window.wants_to_leave.emit()
    scene.presses("Leave")
    scene.until(lambda: not scene.window.isVisible())


def test_the_next_answer_is_kept_after_one_that_failed(opened: Open) -> None:
    scene = opened(ways.question)
    scene.fails_to_keep()
    scene.says(said.Skipped())
    scene.until(lambda: is_settled(scene))
    assert not scene.keeping.has_failed
    assert ids(scene) == ["case-0001"]


class HungCases(FakeCases):
    """A disk that does not answer."""

    def __init__(self, walk: Walk) -> None:
        super().__init__(walk.accounts.clock)
        self.goes_on = threading.Event()

    def keep(self, case: Case | None, along: KeptAlong) -> None:
        self.goes_on.wait(10)
        super().keep(case, along)


def test_a_disk_that_hangs_holds_neither_the_page_nor_the_window(opened: Open) -> None:
    cases = HungCases(Walk())
    scene = opened(ways.question, cases)
    try:
        before = page_of(scene), scene.walk.page
        scene.says(said.Answered("yes"))
        assert (page_of(scene), scene.walk.page) != before
        scene.window.wants_to_leave.emit()
        began = time.monotonic()
        scene.presses("Keep it")
        scene.until(lambda: not scene.window.isVisible())
        assert time.monotonic() - began < 1.5
    finally:
        cases.goes_on.set()


# --- a disk that takes nothing more


def notices(scene: Scene) -> list[str]:
    return [notice.accessibleName() for notice in scene.window.findChildren(Notice) if notice.isVisible()]


def test_answers_that_can_not_be_kept_are_told_at_once_and_once(opened: Open) -> None:
    scene = opened(ways.question)
    scene.fails_to_keep()
    assert notices(scene) == ["Your answers could not be saved on this computer."]
    scene.fails_to_keep()
    assert notices(scene) == []


def test_once_they_are_kept_again_the_next_time_is_told_again(opened: Open) -> None:
    scene = opened(ways.question)
    scene.fails_to_keep()
    scene.keeping.keep()
    scene.until(lambda: not scene.keeping.has_failed)
    scene.fails_to_keep()
    assert notices(scene) == ["Your answers could not be saved on this computer."]


def test_a_look_that_can_not_be_kept_is_told(opened: Open) -> None:
    scene = opened(ways.question)
    keep_preferences(scene.window, Preferences(), lambda _preferred: True)
    assert notices(scene) == []
    keep_preferences(scene.window, Preferences(), lambda _preferred: False)
    assert notices(scene) == ["Your choice could not be saved on this computer."]


# --- forgetting


def test_it_can_be_forgotten_from_every_page_after_one_question(opened: Open) -> None:
    scene = opened(ways.question)
    scene.says(said.Answered("yes"))
    scene.presses("Forget it")
    assert page_of(scene) != "StartPage"
    scene.presses("Forget it")
    scene.until(lambda: page_of(scene) == "StartPage")
    scene.until(lambda: is_settled(scene))
    assert ids(scene) == []


def test_keeping_it_after_all_changes_nothing(opened: Open) -> None:
    scene = opened(ways.question)
    scene.presses("Forget it")
    scene.presses("Keep it")
    assert page_of(scene) == "QuestionPage"


def test_the_start_page_has_nothing_to_forget(opened: Open) -> None:
    with pytest.raises(StopIteration):
        opened(ways.start).presses("Forget it")


def test_one_of_the_kept_cases_is_deleted_after_a_question(opened: Open) -> None:
    scene = opened(earlier.start_again)
    scene.presses("Delete: A code did not come, Example Organisation · yesterday at 14:07")
    assert len(ids(scene)) == 1
    scene.presses("Forget it")
    scene.until(lambda: scene.walk.page == pages.StartPage())
    assert ids(scene) == []


def test_all_kept_cases_are_deleted_after_a_question(opened: Open) -> None:
    scene = opened(earlier.start_with_many)
    scene.presses("Forget everything")
    scene.presses("Forget everything")
    scene.until(lambda: ids(scene) == [])


def test_ending_practice_forgets_it(opened: Open) -> None:
    scene = opened(practice_ways.practice_question)
    scene.keeping.keep()
    scene.until(lambda: is_settled(scene))
    scene.presses("End practice")
    scene.until(lambda: page_of(scene) == "StartPage")
    assert ids(scene) == []


# --- where they lie


def test_the_folder_is_opened_on_the_desktop(opened: Open) -> None:
    scene = opened(earlier.start_again)
    scene.presses("Open the folder")
    assert scene.folders_opened == [scene.walk.cases.all().place]
