"""Every page that a person can see, and what they do there: for the eye (``make screenshots``) and for the audit."""

from typing import Final

from secinfo_desktop.recovery import said
from tests.gui import ways
from tests.gui.scene import Scene, Sight


def _types_unknown_name(scene: Scene) -> None:
    scene.types("somebody@example.org")
    scene.says(said.GaveName("somebody@example.org"))


def _types_other_number(scene: Scene) -> None:
    scene.types("+49 1512 3456799")
    scene.says(said.ChoseContact("phone", "+49 1512 3456799"))


def _types_half_a_code(scene: Scene) -> None:
    scene.types("481")


def _types_wrong_code(scene: Scene) -> None:
    scene.says(said.GaveCode("999999"))


def _wants_more_steps(scene: Scene) -> None:
    scene.clicks("more-steps")


def _types_password(scene: Scene) -> None:
    scene.types(ways.PASSWORD)


def _types_common_password(scene: Scene) -> None:
    scene.types("correcthorsebattery")
    scene.says(said.GavePassword("correcthorsebattery"))


def _asks_why(scene: Scene) -> None:
    why = scene.window.page.why() if scene.window.page is not None else None
    assert why is not None
    why.toggle()


def _opens_notes(scene: Scene) -> None:
    scene.window.body.toggle_notes()


def _waits_for_answer(scene: Scene) -> None:
    """The sign that something is done outside comes after a moment."""
    scene.window.set_busy(busy=True)
    scene.until(scene.window.body._working.isVisible)


def _copies(scene: Scene) -> None:
    scene.clicks("copy-summary")


def _opens_junk(scene: Scene) -> None:
    scene.clicks("folder-junk")
    scene.clicks("mail-m0")


def _looks_into_mailbox(scene: Scene) -> None:
    scene.clicks("tab-post")


def _asks_for_help(scene: Scene) -> None:
    scene.window.asked_for_help.emit()


def _wants_to_leave(scene: Scene) -> None:
    scene.window.wants_to_leave.emit()


EVERY_PAGE: Final = (
    Sight("start", ways.start),
    Sight("whose-account", ways.whose),
    Sight("whose-account-practice-only", ways.whose, connected=False),
    Sight("stories", ways.stories),
    Sight("account-name", ways.name),
    Sight("account-name-unknown", ways.name, _types_unknown_name),
    Sight("contact", ways.contact),
    Sight("contact-only-one", ways.only_contact),
    Sight("contact-problem", ways.contact, _types_other_number),
    Sight("contact-why", ways.contact, _asks_why),
    Sight("waiting", ways.waits, _types_half_a_code),
    Sight("waiting-mail", ways.waits_for_mail),
    Sight("waiting-refused", ways.waits, _types_wrong_code),
    Sight("waiting-may-ask-again", ways.may_ask_again),
    Sight("waiting-too-soon", ways.too_soon),
    Sight("waiting-after-step", ways.after_step),
    Sight("waiting-call", ways.waits_for_call),
    Sight("waiting-until-call", ways.waits_until_call),
    Sight("waiting-for-answer", ways.waits, _waits_for_answer),
    Sight("enter-code", ways.enters_code),
    Sight("question", ways.question),
    Sight("question-why", ways.question, _asks_why),
    Sight("question-refused", ways.question, _types_wrong_code),
    Sight("question-better", ways.question_overtaken),
    Sight("instruction", ways.instruction),
    Sight("instruction-secure", ways.secures),
    Sight("other-steps", ways.other_steps),
    Sight("other-steps-all", ways.other_steps, _wants_more_steps),
    Sight("new-password", ways.password),
    Sight("new-password-typed", ways.password, _types_password),
    Sight("new-password-problem", ways.password, _types_common_password),
    Sight("hand-over", ways.hand_over),
    Sight("hand-over-copied", ways.hand_over, _copies),
    Sight("hand-over-at-once", ways.hand_over_at_once),
    Sight("done-got-in", ways.got_in),
    Sight("done-got-in-at-once", ways.got_in_at_once),
    Sight("done-secured", ways.secured),
    Sight("done-stopped", ways.stopped),
    Sight("done-handed-over", ways.handed_over),
    Sight("done-replacing", ways.replacing),
    Sight("trouble", ways.trouble),
    Sight("trouble-at-first", ways.trouble_at_first),
    Sight("practice-name", ways.practice_name),
    Sight("practice-phone", ways.practice_phone),
    Sight("practice-call", ways.practice_call),
    Sight("practice-question", ways.practice_question),
    Sight("practice-notes", ways.practice_question, _opens_notes),
    Sight("practice-mail", ways.practice_mail),
    Sight("practice-junk", ways.practice_mail, _opens_junk),
    Sight("practice-closed", ways.practice_closed),
    Sight("practice-hand-over", ways.practice_hand_over),
    Sight("practice-two-devices", ways.practice_both, _looks_into_mailbox),
    Sight("dialog-help", ways.question, _asks_for_help),
    Sight("dialog-leave", ways.question, _wants_to_leave),
)
"""In the order of the way in."""
_CONTRASTING: Final = frozenset({"start", "contact-problem", "waiting", "question-why", "hand-over", "practice-junk"})
IN_CONTRAST: Final = tuple(sight for sight in EVERY_PAGE if sight.name in _CONTRASTING)
"""Enough to see each kind of part in high contrast."""
