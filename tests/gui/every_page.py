"""Every page that a person can see, and what they do there: for the eye (``make screenshots``) and for the audit."""

from typing import Final

from PySide6.QtWidgets import QMenu

from secinfo_desktop.gui.pages.recovery_code import RecoveryCodeView
from secinfo_desktop.gui.paper_buttons import PaperButtons
from secinfo_desktop.recovery import said
from tests.gui import earlier, practice_ways, proof_ways, sender_ways, ways
from tests.gui.apart_sights import APART
from tests.gui.scene import Scene, Sight


def _types_unknown_name(scene: Scene) -> None:
    scene.types("somebody@example.org")
    scene.says(said.GaveName("somebody@example.org"))


def _types_other_number(scene: Scene) -> None:
    scene.types("+49 1512 3456799")
    scene.says(said.ChoseContact("phone", "+49 1512 3456799"))


def _types_recovery_code_with_slip(scene: Scene) -> None:
    """One sign is missing; what was typed stays."""
    scene.types("7F3KQ-90XMT-2GHWD-5ABJC-8YZR")
    page = scene.window.page
    assert isinstance(page, RecoveryCodeView)
    page._use.click()


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
    scene.until(lambda: scene.window.body.shows_working)


def _copies(scene: Scene) -> None:
    scene.clicks("copy-summary")


def _takes_along(scene: Scene) -> None:
    scene.clicks("take-along")
    scene.clicks("copy-text")


def _wants_to_save(scene: Scene) -> None:
    """Nobody is asked where: the file can't be written, and that is said."""
    buttons = scene.window.findChild(PaperButtons)
    assert buttons is not None
    buttons._save("/dev/null/how-to.pdf")


def _opens_junk(scene: Scene) -> None:
    scene.clicks("folder-junk")
    scene.clicks("mail-m0")


def _looks_into_mailbox(scene: Scene) -> None:
    scene.clicks("tab-post")


def _asks_for_help(scene: Scene) -> None:
    scene.window.asked_for_help.emit()


def _wants_another_look(scene: Scene) -> None:
    """The second row is pointed at."""
    scene.window.body.open_look_menu()
    menu = scene.window.findChild(QMenu)
    assert menu is not None
    menu.setActiveAction(menu.actions()[2])


def _wants_to_leave(scene: Scene) -> None:
    scene.window.wants_to_leave.emit()


def _wants_to_leave_unkept(scene: Scene) -> None:
    scene.fails_to_keep()
    scene.window.wants_to_leave.emit()


def _wants_to_forget(scene: Scene) -> None:
    scene.window.wants_to_forget.emit()


def _wants_to_forget_all(scene: Scene) -> None:
    scene.clicks("forget-all")


def _wants_older(scene: Scene) -> None:
    scene.clicks("older-cases")


EVERY_PAGE: Final = (
    Sight("start", ways.start),
    Sight("start-kept", earlier.start_again),
    Sight("start-kept-many", earlier.start_with_many, _wants_older),
    Sight("whose-account", ways.whose),
    Sight("whose-account-first-start", ways.whose, connected=False),
    Sight("stories", ways.stories),
    Sight("account-name", ways.name),
    Sight("account-name-unknown", ways.name, _types_unknown_name),
    Sight("find-name", ways.find_name),
    Sight("by-hand-sees", ways.hand_sees),
    Sight("by-hand-sees-waiting", ways.hand_sees_waiting),
    Sight("by-hand-asked-before", ways.hand_asked_before),
    Sight("by-hand-asks", ways.hand_asks),
    Sight("by-hand-locked", ways.hand_locked),
    Sight("by-hand-waits", ways.hand_waits),
    Sight("by-hand-waits-for-own-mail", ways.hand_waits_for_own_mail),
    Sight("by-hand-may-ask-again", ways.hand_may_ask_again),
    Sight("by-hand-asks-again", ways.hand_asks_again),
    Sight("by-hand-found", ways.hand_found),
    Sight("by-hand-other-way", ways.hand_other_way),
    Sight("by-hand-refused", ways.hand_refused),
    Sight("by-hand-error", ways.hand_error),
    Sight("by-hand-question", ways.hand_question),
    Sight("by-hand-newest", ways.hand_newest),
    Sight("by-hand-stop", ways.hand_stop),
    Sight("by-hand-status", ways.hand_status),
    Sight("by-hand-secures", ways.hand_secures),
    Sight("by-hand-replaces", ways.hand_replaces),
    Sight("by-hand-finds-name", ways.hand_finds_name),
    Sight("by-hand-without-browser", ways.hand_without_browser),
    Sight("by-hand-hands-over", ways.hand_hands_over),
    Sight("by-hand-in", ways.hand_in),
    Sight("by-hand-secured", ways.hand_secured),
    Sight("by-hand-stopped", ways.hand_stopped),
    Sight("contact", ways.contact),
    Sight("contact-only-one", ways.only_contact),
    Sight("contact-problem", ways.contact, _types_other_number),
    Sight("contact-why", ways.contact, _asks_why),
    Sight("waiting", ways.waits, _types_half_a_code),
    Sight("waiting-mail", ways.waits_for_mail),
    Sight("waiting-refused", ways.waits, _types_wrong_code),
    Sight("waiting-may-ask-again", ways.may_ask_again),
    Sight("waiting-ended", ways.code_ended),
    Sight("waiting-too-soon", ways.too_soon),
    Sight("waiting-after-step", ways.after_step),
    Sight("waiting-call", ways.waits_for_call),
    Sight("waiting-until-call", ways.waits_until_call),
    Sight("waiting-for-answer", ways.waits, _waits_for_answer),
    Sight("enter-code", ways.enters_code),
    Sight("sender", sender_ways.checks_sender),
    Sight("sender-text", sender_ways.checks_sender_of_text),
    Sight("sender-problem", sender_ways.no_sender),
    Sight("sender-matches", sender_ways.right_sender),
    Sight("sender-trick", sender_ways.tricky_sender),
    Sight("sender-other", sender_ways.other_sender),
    Sight("sender-text-matches", sender_ways.right_sender_of_text),
    *APART,
    Sight("question", ways.question),
    Sight("question-why", ways.question, _asks_why),
    Sight("question-refused", ways.question, _types_wrong_code),
    Sight("question-better", ways.question_overtaken),
    Sight("question-doubted", ways.question_doubted),
    Sight("number-gone", ways.number_gone),
    Sight("number-gone-card", ways.number_gone_card),
    Sight("instruction", ways.instruction),
    Sight("instruction-taken-along", ways.instruction, _takes_along),
    Sight("instruction-secure", ways.secures),
    Sight("how-to-phones", ways.how_to_phones),
    Sight("how-to-phone", ways.how_to_phone),
    Sight("how-to-mails", ways.how_to_mails),
    Sight("how-to-mail", ways.how_to_mail),
    Sight("how-to-mail-not-saved", ways.how_to_mail, _wants_to_save),
    Sight("how-to-general", ways.how_to_general),
    Sight("other-steps", ways.other_steps),
    Sight("other-steps-all", ways.other_steps, _wants_more_steps),
    Sight("recovery-code", proof_ways.recovery_code),
    Sight("recovery-code-slip", proof_ways.recovery_code, _types_recovery_code_with_slip),
    Sight("recovery-code-wrong", proof_ways.recovery_code_wrong),
    Sight("second-proof", proof_ways.second_proof),
    Sight("second-proof-none", proof_ways.second_proof_of_nobody),
    Sight("new-password", ways.password),
    Sight("new-password-typed", ways.password, _types_password),
    Sight("new-password-problem", ways.password, _types_common_password),
    Sight("hand-over", ways.hand_over),
    Sight("hand-over-copied", ways.hand_over, _copies),
    Sight("hand-over-no-browser", ways.hand_over_without_browser),
    Sight("hand-over-at-once", ways.hand_over_at_once),
    Sight("done-got-in", ways.got_in),
    Sight("done-got-in-taken-along", ways.got_in, _takes_along),
    Sight("done-got-in-from-junk", ways.got_in_from_junk),
    Sight("done-got-in-at-once", ways.got_in_at_once),
    Sight("done-secured", ways.secured),
    Sight("done-stopped", ways.stopped),
    Sight("done-handed-over", ways.handed_over),
    Sight("done-replacing", ways.replacing),
    Sight("trouble", ways.trouble),
    Sight("trouble-details", ways.trouble, _asks_why),
    Sight("trouble-at-first", ways.trouble_at_first),
    Sight("practice-name", practice_ways.practice_name),
    Sight("practice-phone", practice_ways.practice_phone),
    Sight("practice-call", practice_ways.practice_call),
    Sight("practice-question", practice_ways.practice_question),
    Sight("practice-notes", practice_ways.practice_question, _opens_notes),
    Sight("practice-mail", practice_ways.practice_mail),
    Sight("practice-junk", practice_ways.practice_mail, _opens_junk),
    Sight("practice-how-to", practice_ways.practice_how_to),
    Sight("practice-closed", practice_ways.practice_closed),
    Sight("practice-hand-over", practice_ways.practice_hand_over),
    Sight("practice-password", practice_ways.practice_password),
    Sight("practice-done", practice_ways.practice_done),
    Sight("practice-two-devices", practice_ways.practice_both, _looks_into_mailbox),
    Sight("menu-look", ways.question, _wants_another_look),
    Sight("dialog-help", ways.question, _asks_for_help),
    Sight("dialog-help-by-hand", ways.hand_waits, _asks_for_help),
    Sight("dialog-leave", ways.question, _wants_to_leave),
    Sight("dialog-leave-before-code", ways.contact, _wants_to_leave),
    Sight("dialog-leave-not-kept", ways.question, _wants_to_leave_unkept),
    Sight("dialog-forget", ways.question, _wants_to_forget),
    Sight("dialog-forget-all", earlier.start_again, _wants_to_forget_all),
)
"""In the order of the way in."""
