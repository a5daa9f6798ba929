"""Frames of the console as a service would give them, for the eye and for tests of the window."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from secinfo_desktop.domain.calls import CaseScope, CaseState, OutcomeCode
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import CallerProof, Role, StaffAction
from secinfo_desktop.guide.checklist_parts import StepKind
from secinfo_desktop.helpdesk.pages import (
    Action,
    Answer,
    Call,
    Caller,
    CaseList,
    ConsoleFrame,
    Likely,
    Moved,
    OtherStep,
    Script,
    Step,
    Tick,
    TimelineLine,
    Timers,
    Why,
)
from secinfo_desktop.helpdesk.phrases import Known
from secinfo_desktop.helpdesk.ports import AccountFacts, ApprovalAsked, ContactFact, MessageFact, Query
from secinfo_desktop.helpdesk.records import Agent, CaseLine, Note, Verified
from tests.helpers.clock import START

ME: Final = Agent("a1", "A. Lind", Role.AGENT)
BEA: Final = Agent("a2", "Bea Ott", Role.SENIOR)
MINUTE: Final = timedelta(minutes=1)
MASK: Final = "•••••••• 42"


def a_line(number: str, caller: str, minutes: float, **more: Any) -> CaseLine:
    """A case that was opened some minutes ago."""
    at = START - minutes * MINUTE
    line = CaseLine(
        f"case-{number}",
        number,
        caller,
        "en",
        "code_not_received",
        CaseState.OPEN,
        ME,
        at,
        at,
        step="other_texts_arrive",
    )
    return replace(line, **more)


def waiting(number: str, caller: str, minutes: float, **more: Any) -> CaseLine:
    """One that nobody leads."""
    since = START - minutes * MINUTE
    return a_line(number, caller, minutes, state=CaseState.WAITING, owner=None, waiting_since=since, **more)


KARIN: Final = a_line("4F-207", "Karin W.", 6, is_live=True, is_verified=True, step="unblock_senders")
LINES: Final = (
    KARIN,
    a_line("4F-204", "Jonas B.", 11),
    a_line("4F-198", "M. Okafor", 24, same_account=1),
    waiting("4F-203", "T. Nguyen", 14, step="look_in_junk"),
    waiting("4F-206", "Petra S.", 9),
    waiting("4F-209", "L. Haddad", 8, call_back_on=START.date() + timedelta(days=18)),
    waiting("4F-210", "", 3, same_account=1),
    waiting("4F-211", "", 1, step=None),
)
COUNTS: Final = {CaseScope.MINE: 3, CaseScope.WAITING: 5, CaseScope.ALL: 12}


def many_lines(number: int) -> tuple[CaseLine, ...]:
    """So many cases: some with the agent, most waiting."""
    mine = tuple(a_line(f"0A-{at:05}", f"Caller {at}", at % 90) for at in range(20))
    return mine + tuple(waiting(f"4F-{at:05}", f"Caller {at}", at % 5000) for at in range(number - 20))


SCRIPT: Final = Script(
    "en",
    "Some phones hide texts from numbers they do not know. Can you look whether yours does?",
    (),
    "Please don’t read any code to me, I don’t need it.",
    "“spam protection”, “filter unknown senders”, a work phone with its own rules.",
)
WHY: Final = Why(
    95,
    (
        Likely("sender_blocked", "The phone hides unknown senders", 0.58),
        Likely("no_reception", "No reception", 0.27),
        Likely("delayed", "The network is late", 0.15),
    ),
    (Moved("mask_matches", "yes", "sender_blocked", 1.2),),
    ("restart", "Restart the phone", 60),
)
STEP: Final = Step(
    "unblock_senders",
    StepKind.QUESTION,
    "Unknown numbers on the phone",
    SCRIPT,
    (
        Answer("yes", "Blocks them, or may", "Show how to allow our number, then send again", 0.58),
        Answer("no", "They come through", "Ask about reception and restart", 0.27),
        Answer("unsure", "Does not know", "Walk through the phone’s settings", 0.15),
    ),
    WHY,
    (OtherStep("restart", "Restart the phone", 60), OtherStep("reception_all", "Look at the reception", 30)),
    can_undo=True,
    can_skip=True,
)
ACTION_STEP: Final = replace(
    STEP,
    step="allow_sender",
    kind=StepKind.ACTION,
    title="Allow our number",
    script=replace(SCRIPT, say="Let us allow our number together.", parts=("Open Settings.", "Choose Messages.")),
    safe_first="If they never asked for a code, stop and secure the account first.",
)
FACTS: Final = AccountFacts(
    contacts=(ContactFact(MASK, "phone", "mobile", START - timedelta(days=1100), proves=True, same_provider=False),),
    messages=(MessageFact(MASK, "sms", ((START - 2 * MINUTE, "accepted"),), None),),
    asked_this_hour=2,
    most_an_hour=5,
    asked_today=8,
    most_a_day=10,
    wrong_guesses=0,
    most_guesses=100,
    can_send_at=None,
    notice_since=None,
    replacement_until=None,
    same_account=0,
)


def _at(minutes: float) -> datetime:
    return START - minutes * MINUTE


TIMELINE: Final = (
    TimelineLine(_at(6), "Call taken", "A. Lind", "done"),
    TimelineLine(_at(5), "Caller verified by call back", "A. Lind", "done"),
    TimelineLine(_at(2), "Code 2 sent", "", "done"),
    TimelineLine(_at(2), "Taken by the network, not confirmed", "", "waiting"),
    TimelineLine(_at(1), "The mask 42 matches", "Karin W.", "done"),
    TimelineLine(START, "Unknown numbers on the phone", "", "now"),
)
VERIFIED: Final = Caller(
    Verified(CallerProof.CALL_BACK, START + 20 * MINUTE, None), (), ("Amber", "Harbour"), is_live=True
)
ACTIONS: Final = (
    Action(StaffAction.RESEND, None),
    Action(StaffAction.CANCEL_REPLACEMENT, Failure.APPROVAL_NEEDED),
    Action(StaffAction.LIFT_SEND_LIMITS, Failure.ROLE_TOO_LOW),
)
TROUBLES: Final = (
    ("code_not_received", "sms", "A text with a code does not come"),
    ("code_not_received", "email", "An e-mail with a code does not come"),
)
TICKS: Final = (Tick("line_type", "Line type", (("mobile", "Mobile"), ("fixed_or_voip", "Landline")), "mobile"),)


def a_call(**more: Any) -> Call:
    """A verified caller who shares their case."""
    call = Call(
        KARIN,
        is_mine=True,
        step=STEP,
        timers=Timers(2, START - timedelta(seconds=108), None),
        caller=VERIFIED,
        facts=FACTS,
        timeline=TIMELINE,
        notes=(Note("n1", _at(3), "A. Lind", "Calls from the car."),),
        actions=ACTIONS,
        troubles=TROUBLES,
        can_undo=True,
        has_spoken=True,
        known=Known("A. Lind", "Example Organisation", "4F-207", "+49 30 23125100", has_word_pair=True),
    )
    return replace(call, **more)


PROVIDERS: Final = (("microsoft", "Microsoft account"), ("north", "North Hospital"), ("other", "Another one"))
UNVERIFIED: Final = Caller(None, (), None)


def a_local_call(**more: Any) -> Call:
    """A case of this computer alone."""
    line = a_line("4F-207", "Karin W.", 6)
    call = a_call(line=line, caller=UNVERIFIED, facts=None, actions=(), notes=(), ticks=TICKS)
    return replace(call, **more)


def a_frame(**more: Any) -> ConsoleFrame:
    """The console as the pictures show it."""
    frame = ConsoleFrame(
        me=ME,
        organisation="Example Organisation",
        practice=False,
        cases=CaseList(Query(), LINES, COUNTS, KARIN.id),
        call=a_call(),
        colleagues=(ME, BEA),
        languages=("en", "de"),
    )
    return replace(frame, **more)


def no_call() -> ConsoleFrame:
    """Nobody calls."""
    return a_frame(call=None, cases=CaseList(Query(), LINES, COUNTS, None))


def a_local_frame(**more: Any) -> ConsoleFrame:
    """Without a service."""
    return replace(a_frame(organisation=None, call=a_local_call(), colleagues=(), providers=PROVIDERS), **more)


def a_closed_frame() -> ConsoleFrame:
    """A case that was wrapped up."""
    closed = replace(
        KARIN,
        state=CaseState.CLOSED,
        outcome=OutcomeCode.WAITS_A_DAY,
        call_back_on=START.date() + timedelta(days=1),
        ticket="INC-4711",
    )
    return a_frame(call=a_call(line=closed, step=None, can_undo=False, actions=()))


def a_colleagues_frame() -> ConsoleFrame:
    """Somebody else leads it."""
    return a_frame(call=a_call(line=replace(KARIN, owner=BEA), is_mine=False))


def an_approval(**more: Any) -> ApprovalAsked:
    """A colleague asks."""
    asked = ApprovalAsked(
        "p1", "case-9", "4F-190", StaffAction.CANCEL_REPLACEMENT, "Travels tomorrow", BEA, START + 9 * MINUTE, "asked"
    )
    return replace(asked, **more)
