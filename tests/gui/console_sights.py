"""The console's frames and sheets, for the eye and for the audit: few, for the window is one page."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from secinfo_desktop.domain.calls import OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.practice_staff import PRACTICE_STAFF
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.gui.helpdesk.desk import CALLER, LIST
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.helpdesk.place_sheets import places_sheet, sign_in_sheet
from secinfo_desktop.helpdesk.pages import Caller, ConsoleFrame, Heard
from secinfo_desktop.helpdesk.ports import Joined, NumberToRead
from secinfo_desktop.helpdesk.workplaces import HERE, Place, PlaceKind
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.sheet import Section, Sheet
from secinfo_desktop.texts.words import Words
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


def _begun() -> ConsoleFrame:
    return frames.a_local_frame(call=frames.a_local_call(can_undo=False, has_spoken=False))


def _exports(scene: ConsoleScene) -> None:
    scene.window.show_frame(replace(scene.window.frame, exported='{"format": 1}'))


def _helped() -> ConsoleFrame:
    return frames.a_local_frame(call=frames.a_local_call(step=None, suggests=OutcomeCode.GOT_IN))


def _action() -> ConsoleFrame:
    return frames.a_local_frame(call=frames.a_local_call(step=frames.ACTION_STEP))


def _joining() -> ConsoleFrame:
    return replace(frames.no_call(), joining=Joined("case", ("amber", "harbour")))


def _served() -> ConsoleFrame:
    caller = Caller(None, tuple(CallerProof), ("Amber", "Harbour"), is_public=True)
    return frames.a_frame(call=frames.a_call(caller=caller, facts=None))


def _signed_out() -> ConsoleFrame:
    return frames.a_frame(problem=Failure.NOT_STAFF)


def _heard() -> ConsoleFrame:
    tries = "Can’t we leave that out? You hear that it is me."
    heard = Heard(
        "Jonas", ("No, it is my own.", tries), "I can help with what anybody may know.", "No number was typed."
    )
    return frames.a_frame(practice=True, is_training=True, call=frames.a_call(heard=heard))


def _score() -> ConsoleFrame:
    lines = Line("You refused an impostor."), Line("Your call took 3:05 minutes.")
    steps = Section(
        (Line("Is it a mailbox of your work or school?"), Line("Look in the junk folder")), "Your way", numbered=True
    )
    sheet = Sheet("Jonas, or so they say", (Section(lines), steps), practice=True)
    return replace(frames.no_call(), practice=True, is_training=True, score=sheet)


PLACES: Final = (
    Place(HERE, "", PlaceKind.HERE),
    Place("north", "North Hospital", PlaceKind.ORGANISATION, is_open=False),
    Place("practice", "practice", PlaceKind.PRACTICE, PRACTICE_STAFF),
)


def _over(sheet: Callable[[Words, QWidget], QDialog]) -> Deed:
    """A sheet that the place chooser opens."""

    def open_it(scene: ConsoleScene) -> None:
        sheet(scene.window.words, scene.window).open()

    return open_it


def _places(words: Words, parent: QWidget) -> QDialog:
    return places_sheet(PLACES, PLACES[0], words, parent, lambda _: None)


def _sign_in(words: Words, parent: QWidget) -> QDialog:
    problem = " ".join(words.failure(Failure.SIGN_IN_TOO_SOON, None))
    return sign_in_sheet(PLACES[1], words, parent, lambda *_: None, name="rosa", problem=problem)


def _made_up(words: Words, parent: QWidget) -> QDialog:
    return sign_in_sheet(PLACES[2], words, parent, lambda *_: None)


CONSOLE: Final = (
    ConsoleSight("helpdesk", frames.a_frame),
    ConsoleSight("helpdesk-no-call", frames.no_call),
    ConsoleSight("helpdesk-local", frames.a_local_frame),
    ConsoleSight("helpdesk-new-call", _begun),
    ConsoleSight("helpdesk-phrases", frames.a_local_frame, wishes(Wish.PHRASES)),
    ConsoleSight("helpdesk-provider", frames.a_local_frame, wishes(Wish.PROVIDER)),
    ConsoleSight("helpdesk-action", _action),
    ConsoleSight("helpdesk-helped", _helped),
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
    ConsoleSight("helpdesk-joining", _joining),
    ConsoleSight("helpdesk-served", _served, sees(CALLER)),
    ConsoleSight("helpdesk-signed-out", _signed_out),
    ConsoleSight("helpdesk-places", frames.no_call, _over(_places)),
    ConsoleSight("helpdesk-sign-in", frames.no_call, _over(_sign_in)),
    ConsoleSight("helpdesk-made-up", frames.no_call, _over(_made_up)),
    ConsoleSight("helpdesk-training", _heard),
    ConsoleSight("helpdesk-score", _score),
    ConsoleSight("helpdesk-erase", frames.a_frame, wishes(Wish.ERASE)),
    ConsoleSight("helpdesk-export", frames.a_frame, _exports),
)
"""In the order of a call."""
