"""The window says above the question why it is asked again, and no longer once it is answered."""

from secinfo_desktop.gui.appearance import Appearance
from secinfo_desktop.gui.parts import Notice
from secinfo_desktop.recovery import pages, said
from tests.gui.every_page import EVERY_PAGE
from tests.gui.looks import LIGHT
from tests.gui.scene import Scene


def notices(scene: Scene) -> list[str]:
    """What stands on notices, as a screen reader says it."""
    shown = [notice for notice in scene.window.findChildren(Notice) if notice.isVisible()]
    return [f"{notice.accessibleName()} {notice.accessibleDescription()}" for notice in shown]


def test_the_doubt_is_told_above_the_question_until_it_is_answered(appearance: Appearance) -> None:
    (sight,) = (sight for sight in EVERY_PAGE if sight.name == "question-doubted")
    scene = sight.open(appearance, LIGHT)
    (told,) = notices(scene)
    assert told.startswith("These answers don’t fit together.")
    assert "Yes, that is mine" in told
    assert "No, I can’t" in told
    scene.says(said.Answered("no"))
    assert notices(scene) == []
    scene.says(said.WentBack())
    page = scene.walk.page
    assert isinstance(page, pages.QuestionPage)
    assert page.doubt is not None
    assert notices(scene) == [told]
    scene.close()
