"""The sheets about who calls and what is done to their account: each action with its reason (R31)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, StaffAction
from secinfo_desktop.gui.helpdesk.part import Wish
from secinfo_desktop.gui.helpdesk.sheets import (
    LONGEST_REASON,
    Left,
    Sheet,
    Tell,
    close_button,
    finishes,
    line_sheet,
    ways_sheet,
)
from secinfo_desktop.gui.helpdesk.wording import phrase_of, plain
from secinfo_desktop.gui.parts import SMALL_HEIGHT, Button, Flow, Item, Kind, Rule, Text
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.helpdesk import said
from secinfo_desktop.helpdesk.pages import Action, Call, ConsoleFrame
from secinfo_desktop.helpdesk.phrases import Phrase
from secinfo_desktop.helpdesk.ports import ApprovalAsked
from secinfo_desktop.texts.words import Words

APPROVED = "approved"
ASKED = "asked"


def verify_sheet(call: Call, words: Words, parent: QWidget, tell: Tell, *, action: StaffAction | None = None) -> Sheet:
    """How the caller can show who they are, for one action or to look at facts; what somebody knows is no proof."""
    say = words.say

    ways: list[tuple[str, str, object]] = [
        (
            say(f"helpdesk_window.proof.{how}"),
            say(f"helpdesk_window.proof.{how}.detail"),
            Wish.ANSWER_FOR if how is CallerProof.APPROVAL and action is None else said.Verifies(how, action),
        )
        for how in call.caller.can_verify
    ]
    unverified = say("helpdesk_window.leave_unverified.way"), say("helpdesk_window.leave_unverified.detail")
    ways.append((*unverified, said.LeavesUnverified()))
    lead = say("helpdesk_window.verify.lead")
    refusal = phrase_of(Phrase.REFUSAL, call, words)
    below = say("helpdesk_window.refuse", words=refusal) if refusal else ""
    return ways_sheet(say("helpdesk_window.verify.title"), ways, words, parent, tell, lead=lead, below=below)


def answer_for_sheet(words: Words, parent: QWidget, tell: Tell, left: Left, *, draft: str = "") -> Sheet:
    """Asks a second person to answer for the caller; ``draft`` was begun before."""
    why = partial(_asks, tell, None)
    return line_sheet("helpdesk_window.answer_for", words, parent, why, value=draft, longest=LONGEST_REASON, left=left)


def action_sheet(action: Action, words: Words, parent: QWidget, tell: Tell, left: Left, *, draft: str = "") -> Sheet:
    """Why something is done to the account, or why a second person should allow it; ``draft`` was begun before."""
    name = words.say(f"helpdesk_window.action.{action.action}")
    approval = action.approval
    base, why = "helpdesk_window.act", partial(_acts, tell, action.action, None)
    if approval is not None and approval.state == APPROVED:
        why = partial(_acts, tell, action.action, approval.id)
    elif action.missing is Failure.APPROVAL_NEEDED:
        base, why = "helpdesk_window.ask_approval", partial(_asks, tell, action.action)
    return line_sheet(base, words, parent, why, value=draft, longest=LONGEST_REASON, title=name, left=left)


def _acts(tell: Tell, action: StaffAction, approval: str | None, reason: str) -> None:
    tell(said.Acts(action, reason, approval))


def _asks(tell: Tell, action: StaffAction | None, reason: str) -> None:
    tell(said.AsksApproval(action, reason))


def approvals_sheet(frame: ConsoleFrame, words: Words, parent: QWidget, tell: Tell) -> Sheet:
    """What colleagues ask, and what became of one's own questions."""
    say = words.say
    close = close_button(words)
    items: list[Item] = [] if frame.approvals else [Text(say("helpdesk_window.approvals.none"), Type.BODY, Color.INK2)]
    deciding: list[tuple[Button, said.Decides]] = []
    for approval in frame.approvals:
        mine = approval.asked_by.id == frame.me.id
        items += [14, Rule(), 14] if items else []
        items += _approval(approval, words, deciding, mine=mine)
    sheet = Sheet(say("helpdesk_window.approvals.title"), items, [close], parent, width=600)
    close.clicked.connect(sheet.reject)
    for button, decides in deciding:
        finishes(sheet, button, partial(tell, decides))
    return sheet


def _approval(
    approval: ApprovalAsked, words: Words, deciding: list[tuple[Button, said.Decides]], *, mine: bool
) -> list[Item]:
    say = words.say
    wants = say(f"helpdesk_window.action.{approval.action}" if approval.action else "helpdesk_window.approvals.caller")
    title = say("helpdesk_window.approvals.line", action=wants, number=approval.number)
    who = say("helpdesk_window.approvals.who", name=plain(approval.asked_by.name), time=words.time(approval.ends_at))
    items: list[Item] = [Text(title, Type.SMALL_STRONG), 2, Text(who, Type.CAPTION, Color.INK2), 4]
    items += [Text(plain(approval.reason), Type.SMALL, max_chars=76)]
    if mine or approval.state != ASKED:
        return [*items, 6, Text(say(f"helpdesk_window.approval.{approval.state}"), Type.SMALL_STRONG, Color.INK2)]
    yes = Button(say("helpdesk_window.approvals.yes"), height=SMALL_HEIGHT)
    yes.setAccessibleName(say("helpdesk_window.approvals.yes.spoken", action=wants, number=approval.number))
    no = Button(say("helpdesk_window.approvals.no"), Kind.DANGER, height=SMALL_HEIGHT)
    no.setAccessibleName(say("helpdesk_window.approvals.no.spoken", action=wants, number=approval.number))
    deciding += [(yes, said.Decides(approval.id, approve=True)), (no, said.Decides(approval.id, approve=False))]
    return [*items, 8, Flow(yes, no, gap=8)]
