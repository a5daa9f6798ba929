"""One frame for every page, as the flow would make it."""

from dataclasses import replace
from datetime import timedelta

from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, ContactKind, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.pages import Frame, Note, Page
from secinfo_desktop.recovery.ports import CodeSent, OwnContact, Persona, Story
from tests.helpers.clock import START
from tests.helpers.fake_accounts import ORGANISATION, PRACTICE, example_pack

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
SURE = "checklist.why.filter_is_on"
PAGES: tuple[Page, ...] = (
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
    pages.OtherStepsPage(("filter_is_on", "look_in_junk", "handoff")),
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
        better_step="look_in_junk",
    )
