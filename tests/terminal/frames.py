"""One frame for every page, as the flow would make it."""

from dataclasses import replace
from datetime import date, timedelta

from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.domain.proofs import Method
from secinfo_desktop.domain.senders import check_sender
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.howto import System, Topic
from secinfo_desktop.recovery.pages import Frame, Note, Page
from secinfo_desktop.recovery.ports import SIGN_IN_APART, CodeSent, OwnContact, Persona, Story
from secinfo_desktop.recovery.requests import Requests
from secinfo_desktop.recovery.said import SeenContact, Start
from tests.helpers.clock import START
from tests.helpers.fake_accounts import ORGANISATION, PRACTICE, example_pack, pack_of

PHONE = MaskedContact("phone", ContactKind.PHONE, "•••••••• 42")
EMAIL = MaskedContact("email", ContactKind.EMAIL, "ro••••••@post.example")
SENT = CodeSent(
    number=2,
    tag="KR",
    channel=Channel.SMS,
    asked_at=START,
    ends_at=START + timedelta(minutes=10),
    next_at=START + timedelta(minutes=1),
    left=3,
    most=5,
)
MAILED = replace(SENT, channel=Channel.EMAIL, ends_at=START + timedelta(minutes=30))
PERSONA = Persona(
    "first-visit",
    "Mara",
    "mara@example.org",
    (OwnContact("phone", "+49 171 3920041"), OwnContact("email", "m@b.example")),
)
TRIED = (("asked_for_code", "yes"), ("look_in_junk", "failed"))
AFTERWARDS = Consequences(START, 2, 3, START + timedelta(days=7))
SENDERS = ("account-security@accounts.example.org", "security@accounts.example.org", "news@shop.example")
SURE = "checklist.why.filter_is_on"
REQUESTS = Requests(START, START + timedelta(minutes=15), 4, 5)
FIRST = Requests(None, START, 5, 5)
BY_HAND: tuple[Page, ...] = (
    pages.FindNamePage(),
    *(pages.SeePage(start) for start in (Start.NO_CODE, Start.FORGOT_PASSWORD)),
    pages.SeePage(Start.FORGOT_PASSWORD, again=True),
    pages.AskedBeforePage(),
    *(pages.AskTherePage(kind, FIRST, Start.FORGOT_PASSWORD) for kind in SeenContact),
    pages.AskTherePage(SeenContact.PHONE_TEXT, FIRST, Start.LOCKED),
    pages.AskTherePage(SeenContact.PHONE_TEXT, REQUESTS, Start.LOCKED, "unblock_senders"),
    *(pages.CodeTherePage(kind, REQUESTS) for kind in SeenContact),
    pages.CodeTherePage(SeenContact.OTHER_MAIL, REQUESTS, "look_in_junk", found=True),
    pages.RefusedTherePage(),
    pages.ErrorTherePage(),
)
PAGES: tuple[Page, ...] = (
    *BY_HAND,
    pages.StartPage(),
    pages.WhoseAccountPage((ORGANISATION, PRACTICE)),
    pages.WhoseAccountPage((PRACTICE,)),
    pages.StoriesPage(
        (Story("first-visit", Channel.SMS, Disclosure.PUBLIC), Story("new", Channel.EMAIL, Disclosure.PUBLIC))
    ),
    pages.AccountNamePage(),
    pages.AccountNamePage("mara@example.org"),
    pages.ContactPage((PHONE, EMAIL)),
    pages.WaitingPage(PHONE, SENT),
    pages.WaitingPage(EMAIL, MAILED, "look_in_junk"),
    pages.WaitingPage(PHONE, replace(SENT, channel=Channel.CALL), "call_instead", by_call=True),
    pages.WaitingPage(PHONE, SENT, "call_instead", by_call=True),
    pages.WaitingPage(PHONE, SENT, "check_service_status"),
    pages.EnterCodePage(PHONE, SENT, "use_newest_code"),
    pages.EnterCodePage(PHONE, replace(SENT, channel=Channel.CALL), "use_newest_code", by_call=True),
    pages.EnterCodePage(EMAIL, MAILED, "look_in_junk"),
    pages.QuestionPage("filter_is_on", ("yes", "no", "unsure"), 2, 2, SURE, "checklist.cause.blocked_sender"),
    pages.QuestionPage("mask_matches", ("yes", "no", "unsure"), 3, 0, "checklist.why.mask_matches"),
    pages.InstructionPage("look_in_junk", cannot=True, number=3, about_left=1, why="checklist.why.look_in_junk"),
    pages.InstructionPage("secure_account", cannot=False, number=1, about_left=0, why="checklist.why.secure_account"),
    *(
        pages.SessionsPage(
            SIGN_IN_APART,
            cannot=True,
            number=2,
            about_left=1,
            why=f"checklist.why.{SIGN_IN_APART}",
            stage=stage,
            only_second=only_second,
        )
        for stage in pages.Stage
        for only_second in (False, True)
    ),
    pages.OtherStepsPage(("filter_is_on", "look_in_junk", "handoff")),
    pages.SenderPage(Channel.EMAIL),
    pages.SenderPage(Channel.SMS, check=check_sender("nobody", example_pack())),
    *(
        pages.SenderPage(Channel.EMAIL, may_be_unasked=True, check=check_sender(seen, example_pack()))
        for seen in SENDERS
    ),
    pages.HowToChoicePage(Topic.JUNK, ("gmail", "general")),
    pages.HowToPage(Topic.BLOCKED_SENDERS, "iphone", System.IOS, date(2026, 11, 1)),
    pages.HowToPage(Topic.JUNK, "general", None, date(2026, 11, 1)),
    pages.RecoveryCodePage(
        pages.RECOVERY_CODE, cannot=False, number=2, about_left=1, why=f"checklist.why.{pages.RECOVERY_CODE}"
    ),
    pages.SecondProofPage(Method.PHONE, (EMAIL,), by_recovery_code=True),
    pages.SecondProofPage(Method.RECOVERY_CODE, (PHONE, EMAIL), by_recovery_code=False),
    pages.SecondProofPage(Method.EMAIL, (), by_recovery_code=False),
    pages.NewPasswordPage(15),
    pages.HandOverPage(START, "carrier_filter", TRIED),
    pages.HandOverPage(None, None, ()),
    *(pages.DonePage(outcome) for outcome in Outcome),
    pages.DonePage(Outcome.GOT_IN, "junk", AFTERWARDS),
    pages.DonePage(Outcome.STOPPED_UNTIL, until=START + timedelta(days=1)),
    *(pages.TroublePage(failure, can_retry=True) for failure in (Failure.UNREACHABLE, Failure.BUSY)),
)


def frame(page: Page) -> Frame:
    """A frame with nothing around the page."""
    return Frame(page, None, None, None, (), None, None, None)


def with_everything(page: Page) -> Frame:
    """A frame in the middle of a case, with all that can stand around a page."""
    return Frame(
        page=page,
        problem=pages.Problem(Failure.TOO_SOON, START + timedelta(minutes=1)),
        code=SENT,
        contact=PHONE,
        notes=(
            Note(START, "code_asked"),
            Note(START, step="filter_is_on", answer="no"),
            Note(START, step="look_in_junk", answer="failed"),
        ),
        pack=example_pack(),
        persona=PERSONA,
        account_name="mara@example.org",
        can_go_back=True,
        can_forget=True,
        better_step="look_in_junk",
        hears_of_code=True,
        can_end=True,
    )


def by_hand(page: Page) -> Frame:
    """A frame on the provider's own pages, after a code was asked for."""
    return Frame(
        page=page,
        problem=None,
        code=None,
        contact=None,
        notes=(Note(START, "code_asked", detail="few"), Note(START, "error_seen", detail="usage_limit")),
        pack=pack_of("microsoft"),
        persona=None,
        account_name=None,
        can_go_back=True,
        by_hand=True,
        requests=REQUESTS,
        hears_of_code=True,
        can_end=True,
    )
