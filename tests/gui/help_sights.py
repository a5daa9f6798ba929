"""A case that is shared with the helpdesk: each page of it, and the line that says who looks on."""

from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import StaffAction
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.live_pages import AgentAsksPage, ReadNumberPage
from tests.gui import ways
from tests.gui.scene import Scene, Sight
from tests.helpers.fake_accounts import ORGANISATION
from tests.helpers.fake_live_help import READ_OUT, FakeLiveHelp

QUESTION, OTHER = "filter_is_on", "mask_matches"


def helpdesk(scene: Scene) -> FakeLiveHelp:
    """The helpdesk behind the organisation's account."""
    found = scene.walk.accounts.account(ORGANISATION.id).help
    assert found is not None
    return found


def wants_help(scene: Scene) -> None:
    """Sees the number."""
    scene.says(said.WantsHelp(scene.window.words.language))


def is_asked(scene: Scene) -> None:
    """Somebody wants to join."""
    wants_help(scene)
    helpdesk(scene).joins()
    scene.until(lambda: isinstance(scene.conductor.frame().page, AgentAsksPage))


def is_helped(scene: Scene) -> None:
    """Somebody looks on."""
    is_asked(scene)
    scene.says(said.AnswersAgent(allow=True))
    scene.until(lambda: scene.conductor.frame().help.company is not None)


def is_read_a_number(scene: Scene) -> None:
    """A number is to be typed."""
    is_helped(scene)
    helpdesk(scene).reads_number(StaffAction.LIFT_SEND_LIMITS)
    scene.until(lambda: isinstance(scene.conductor.frame().page, ReadNumberPage))


def _types_another(scene: Scene) -> None:
    is_read_a_number(scene)
    scene.says(said.GivesReadNumber("999"))


def is_overtaken(scene: Scene) -> None:
    """Verified, with half a code typed; and the helpdesk has gone on."""
    is_read_a_number(scene)
    scene.says(said.GivesReadNumber(READ_OUT))
    assert scene.window.body.dock is not None
    scene.window.body.dock.field.insert("481")
    helpdesk(scene).answers(QUESTION, "no", OTHER)
    scene.until(lambda: scene.conductor.frame().help.gone_on is not None)


def _is_left(scene: Scene) -> None:
    is_helped(scene)
    helpdesk(scene).answers(QUESTION, "no", OTHER)
    scene.until(lambda: bool(scene.conductor.frame().help.shown_by))
    helpdesk(scene).leaves()
    scene.until(lambda: scene.conductor.frame().help.company is None)


def is_lost(scene: Scene) -> None:
    """The service is not reached."""
    is_helped(scene)
    helpdesk(scene).fails = Failure.UNREACHABLE
    scene.says(said.Skipped())
    scene.until(lambda: scene.conductor.frame().help.is_lost)


HELPED: Final = (
    Sight("help-number", ways.question, wants_help),
    Sight("help-asked", ways.question, is_asked),
    Sight("help-in-company", ways.question, is_helped),
    Sight("help-read-number", ways.question, _types_another),
    Sight("help-overtaken", ways.question, is_overtaken),
    Sight("help-left", ways.question, _is_left),
    Sight("help-lost", ways.question, is_lost),
)
