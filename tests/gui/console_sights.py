"""The console's frames and sheets, for the eye and for the audit: few, for the window is one page."""

from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.gui.helpdesk.desk import CALLER, LIST
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.helpdesk.pages import Caller, ConsoleFrame
from secinfo_desktop.helpdesk.ports import NumberToRead
from tests.gui.console_scene import ConsoleScene, ConsoleSight, Deed
from tests.helpers import console_frames as frames
from tests.helpers.clock import START


def wishes(wish: Wish | StaffAction) -> Deed:
    """Opens a sheet."""

    def open_it(scene: ConsoleScene) -> None:
        scene.window.wishes.open(wish)

    return open_it


def sees(part: int) -> Deed:
    """Goes to a part."""

    def go(scene: ConsoleScene) -> None:
        scene.window.desk.show_part(part)

    return go


def _problem() -> ConsoleFrame:
    return frames.a_local_frame(problem=Failure.UNREACHABLE)


def _practice() -> ConsoleFrame:
    return frames.a_frame(practice=True, approvals=(frames.an_approval(),))


def _verifying() -> ConsoleFrame:
    number = NumberToRead("47", START + 2 * frames.MINUTE)
    caller = Caller(None, tuple(CallerProof), ("Amber", "Harbour"), number, same_account=1)
    return frames.a_frame(call=frames.a_call(caller=caller, facts=None))


def _action() -> ConsoleFrame:
    return frames.a_local_frame(call=frames.a_local_call(step=frames.ACTION_STEP))


CONSOLE: Final = (
    ConsoleSight("helpdesk", frames.a_frame),
    ConsoleSight("helpdesk-no-call", frames.no_call),
    ConsoleSight("helpdesk-local", frames.a_local_frame),
    ConsoleSight("helpdesk-action", _action),
    ConsoleSight("helpdesk-closed", frames.a_closed_frame),
    ConsoleSight("helpdesk-colleague", frames.a_colleagues_frame),
    ConsoleSight("helpdesk-problem", _problem),
    ConsoleSight("helpdesk-practice", _practice),
    ConsoleSight("helpdesk-cases", frames.a_frame, sees(LIST)),
    ConsoleSight("helpdesk-verifying", _verifying, sees(CALLER)),
    ConsoleSight("helpdesk-find", frames.a_frame, wishes(Wish.EVERYTHING)),
    ConsoleSight("helpdesk-keys", frames.a_frame, wishes(Wish.KEYS)),
    ConsoleSight("helpdesk-other-step", frames.a_frame, wishes(Wish.OTHER_STEP)),
    ConsoleSight("helpdesk-note", frames.a_frame, wishes(Wish.NOTE)),
    ConsoleSight("helpdesk-hand-over", frames.a_frame, wishes(Wish.HAND_OVER)),
    ConsoleSight("helpdesk-ticket", frames.a_frame, wishes(Wish.TICKET)),
    ConsoleSight("helpdesk-steps", frames.a_frame, wishes(Wish.SEND_STEPS)),
    ConsoleSight("helpdesk-wrap-up", frames.a_frame, wishes(Wish.WRAP_UP)),
    ConsoleSight("helpdesk-verify", _verifying, wishes(Wish.VERIFY)),
    ConsoleSight("helpdesk-act", frames.a_frame, wishes(StaffAction.RESEND)),
    ConsoleSight("helpdesk-approvals", _practice, wishes(Wish.APPROVALS)),
    ConsoleSight("helpdesk-join", frames.a_frame, wishes(Wish.JOIN)),
)
"""In the order of a call."""
