"""A visit without a face: every act is performed at an account in memory, and the page follows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactState, ContactUse, SecurityContact, SessionPurpose, SessionStage
from secinfo_desktop.security_info import acts, pages
from secinfo_desktop.security_info.acts import attempt
from secinfo_desktop.security_info.pages import Section, SectionPage, SecureStep
from secinfo_desktop.security_info.ports import TypedContact
from secinfo_desktop.security_info.said import (
    Begins,
    CancelsByCode,
    Does,
    GoesOn,
    Opens,
    Said,
    ThinksOver,
    WentBack,
    WorksAgain,
)
from secinfo_desktop.security_info.visit import Visit
from tests.helpers.clock import START
from tests.helpers.fake_signed_in import (
    CANCEL_CODE,
    CODE,
    MAIL,
    NAME,
    PASSWORD,
    PHONE,
    RECOVERY_CODE,
    FakeSignedIn,
    in_waiting_period,
)

NEW = TypedContact(ContactKind.PHONE, "+49 1512 3456742")
NEW_PASSWORD = "four red boats at noon"


class Visitor:
    """A person and their account; what is to be done outside is done at once."""

    def __init__(self, account: FakeSignedIn | None = None, goal: pages.Page | None = None) -> None:
        self.account = account or FakeSignedIn()
        self.visit = Visit(is_signed_in=self.account.is_signed_in, goal=goal)
        self._perform(self.visit.begin())

    def _perform(self, act: acts.Act | None) -> None:
        while act is not None:
            act = self.visit.observe(act, attempt(act, self.account))

    def says(self, *words: Said) -> "Visitor":
        """One thing after the other."""
        for word in words:
            self._perform(self.visit.take(word))
        return self

    def does(self, act: acts.Act) -> "Visitor":
        """Wants something done."""
        return self.says(Does(act))

    def gives(self, code: str) -> "Visitor":
        """Gives a code back on the page that asks for it."""
        page = self.page()
        assert isinstance(page, pages.CodePage)
        return self.does(acts.GiveCode(page.purpose, code))

    def page(self) -> pages.Page:
        """Where they are."""
        return self.visit.frame().page

    @property
    def problem(self) -> Failure | None:
        """What was refused."""
        problem = self.visit.frame().problem
        return problem.failure if problem is not None else None

    @property
    def told(self) -> str | None:
        """What is said to have been done."""
        told = self.visit.frame().told
        return told.text_id.removeprefix("security_info.told.") if told is not None else None


def states(visitor: Visitor) -> list[ContactState]:
    """How far each contact counts."""
    return [its.state for its in visitor.account.contacts]


def at(section: Section) -> SectionPage:
    """A place."""
    return SectionPage(section)


def test_b5_who_is_not_signed_in_is_asked_to_sign_in_first_and_then_comes_where_they_wanted_to() -> None:
    visitor = Visitor(FakeSignedIn(signed_in=False), at(Section.ACTIVITY))
    assert visitor.page() == pages.SignInPage()
    visitor.does(acts.SignIn(NAME, "wrong"))
    assert (visitor.page(), visitor.problem) == (pages.SignInPage(), Failure.SIGN_IN_WRONG)
    visitor.does(acts.SignIn(NAME, PASSWORD))
    assert visitor.page() == at(Section.ACTIVITY)
    assert visitor.visit.frame().seen is not None


@pytest.mark.parametrize("stage", [SessionStage.CODE, SessionStage.VERIFY])
def test_b23_a_code_that_stands_before_the_account_is_asked_for_before_anything_else(stage: SessionStage) -> None:
    visitor = Visitor(FakeSignedIn(signed_in=False, stage=stage)).does(acts.SignIn(NAME, PASSWORD))
    assert isinstance(visitor.page(), pages.StagePage)
    purpose = SessionPurpose.SIGN_IN if stage is SessionStage.CODE else SessionPurpose.VERIFY
    visitor.does(acts.SendCode(purpose, PHONE.contact)).gives("000000")
    assert (visitor.problem, isinstance(visitor.page(), pages.CodePage)) == (Failure.CODE_WRONG, True)
    assert visitor.gives(CODE).page() == at(Section.OVERVIEW)


class Flagged(FakeSignedIn):
    """Whoever cancels with the code of a notice has to choose a new password."""

    def cancel_replacement(self, account_name: str, cancel_code: str) -> None:
        """Nothing else is done before."""
        super().cancel_replacement(account_name, cancel_code)
        self.stage = SessionStage.PASSWORD
        self.failing.append(Failure.NEW_PASSWORD_FIRST)


def test_b13_what_was_stopped_by_the_code_is_said_although_a_new_password_comes_next() -> None:
    visitor = Visitor(Flagged(waiting=in_waiting_period().waiting), goal=pages.CancelPage(signed_in=True))
    visitor.does(acts.CancelReplacement(NAME, CANCEL_CODE))
    frame = visitor.visit.frame()
    assert isinstance(frame.page, pages.StagePage)
    assert frame.problem is None
    assert frame.told is not None
    assert frame.told.text_id == "security_info.told.code.cancel"


def test_after_a_takeover_a_new_password_comes_first() -> None:
    visitor = Visitor(FakeSignedIn(signed_in=False, stage=SessionStage.PASSWORD)).does(acts.SignIn(NAME, PASSWORD))
    page = visitor.page()
    assert isinstance(page, pages.StagePage)
    visitor.does(acts.SendCode(SessionPurpose.PROVE, page.standing.contacts[0])).gives(CODE)
    assert visitor.page() == pages.NewPasswordFirstPage()
    assert visitor.does(acts.ChangePassword(NEW_PASSWORD)).page() == at(Section.OVERVIEW)


def test_after_a_takeover_whoever_was_too_slow_is_led_to_another_code() -> None:
    account = FakeSignedIn(signed_in=False, stage=SessionStage.PASSWORD)
    visitor = Visitor(account).does(acts.SignIn(NAME, PASSWORD))
    visitor.does(acts.SendCode(SessionPurpose.PROVE, PHONE.contact)).gives(CODE)
    account.clock.advance(minutes=6)
    visitor.does(acts.ChangePassword(NEW_PASSWORD))
    assert (isinstance(visitor.page(), pages.StagePage), account.password) == (True, PASSWORD)
    assert visitor.problem is Failure.PROOF_NEEDED


def test_b7_what_was_added_counts_once_the_code_was_given_back() -> None:
    visitor = Visitor(FakeSignedIn(fresh_until=START + timedelta(minutes=5)), at(Section.CONTACTS))
    visitor.says(Opens(pages.AddPage())).does(acts.AddContact(NEW))
    assert isinstance(visitor.page(), pages.CodePage)
    assert states(visitor)[-1] is ContactState.UNPROVEN
    visitor.gives(CODE)
    assert states(visitor)[-1] is ContactState.PROVEN
    assert (visitor.page(), visitor.told) == (at(Section.CONTACTS), "code.verify")


def test_r16_a_change_asks_for_fresh_proof_and_is_then_done_by_itself() -> None:
    visitor = Visitor(goal=at(Section.OPTIONS)).does(acts.SwitchOption("o2", "x", on=False))
    assert (visitor.page(), visitor.account.options[1].is_on) == (pages.ProvePage(), True)
    visitor.does(acts.Prove(PASSWORD))
    assert (visitor.page(), visitor.told) == (at(Section.OPTIONS), "option.off")
    assert not visitor.account.options[1].is_on


def test_r16_forgetting_a_computer_asks_for_fresh_proof_and_is_then_done_by_itself() -> None:
    account = FakeSignedIn()
    known = account.known[0]
    visitor = Visitor(account, at(Section.DEVICES)).does(acts.ForgetComputer(known.id, known.device))
    assert (visitor.page(), known in account.known) == (pages.ProvePage(), True)
    visitor.does(acts.Prove(PASSWORD))
    assert (visitor.page(), known in account.known) == (at(Section.DEVICES), False)


@pytest.mark.parametrize("fresh_until", [None, START + timedelta(minutes=5)])
@pytest.mark.parametrize("old", [PHONE, MAIL])
def test_b9_removing_asks_for_one_code_to_an_old_contact_and_is_then_done_by_itself(
    fresh_until: datetime | None, old: SecurityContact
) -> None:
    account = FakeSignedIn(fresh_until=fresh_until)
    visitor = Visitor(account, at(Section.CONTACTS)).does(acts.RemoveContact(MAIL.contact))
    assert (visitor.page(), len(account.contacts)) == (pages.OldContactPage(), 2)
    visitor.does(acts.SendCode(SessionPurpose.PROVE, old.contact)).gives(CODE)
    assert (visitor.page(), visitor.told, len(account.contacts)) == (at(Section.CONTACTS), "removed", 1)


def test_b9_the_same_is_asked_before_a_use_is_taken_away_but_not_before_it_is_given_back() -> None:
    account = FakeSignedIn(fresh_until=START + timedelta(minutes=5))
    less = acts.UseContact(MAIL.contact, frozenset({ContactUse.SIGN_IN}), MAIL.uses)
    visitor = Visitor(account, at(Section.CONTACTS)).does(less)
    assert visitor.page() == pages.OldContactPage()
    visitor.does(acts.SendCode(SessionPurpose.PROVE, PHONE.contact)).gives(CODE)
    account.old_until = None
    assert visitor.does(less.undone()).page() == at(Section.CONTACTS)
    assert account.contacts == (PHONE, MAIL)


def test_b9_an_update_asks_for_it_before_the_new_one_is_kept() -> None:
    account = FakeSignedIn(fresh_until=START + timedelta(minutes=5))
    visitor = Visitor(account, at(Section.CONTACTS)).says(Opens(pages.AddPage(MAIL)))
    visitor.does(acts.AddContact(NEW, MAIL.contact.id))
    assert (visitor.page(), account.typed) == (pages.OldContactPage(), [])
    visitor.does(acts.SendCode(SessionPurpose.PROVE, MAIL.contact)).gives(CODE)
    assert isinstance(visitor.page(), pages.CodePage)
    visitor.gives(CODE)
    assert (visitor.page(), len(account.contacts)) == (at(Section.CONTACTS), 2)
    assert MAIL not in account.contacts


def test_b9_an_update_that_took_too_long_goes_on_with_another_code_after_the_proof() -> None:
    account = FakeSignedIn(fresh_until=START + timedelta(minutes=5), old_until=START + timedelta(minutes=5))
    visitor = Visitor(account, at(Section.CONTACTS)).does(acts.AddContact(NEW, MAIL.contact.id))
    account.clock.advance(minutes=5)
    visitor.gives(CODE)
    assert (visitor.page(), account.sent[-1][0]) == (pages.OldContactPage(), SessionPurpose.VERIFY)
    visitor.does(acts.SendCode(SessionPurpose.PROVE, PHONE.contact)).gives(CODE).gives(CODE)
    assert (visitor.page(), MAIL in account.contacts) == (at(Section.CONTACTS), False)


def test_b9_who_has_none_of_these_is_led_to_replace_them_all_and_can_come_back() -> None:
    visitor = Visitor(goal=at(Section.CONTACTS)).does(acts.RemoveContact(MAIL.contact))
    assert visitor.says(Opens(pages.ReplacePage())).page() == pages.ReplacePage()
    assert visitor.says(WentBack()).page() == pages.OldContactPage()
    visitor.does(acts.SendCode(SessionPurpose.PROVE, PHONE.contact)).gives(CODE)
    assert visitor.account.contacts == (PHONE,)


def test_b9_fresh_proof_can_be_a_code_as_well() -> None:
    visitor = Visitor(goal=at(Section.OPTIONS)).does(acts.SwitchOption("o2", "x", on=False))
    visitor.does(acts.SendCode(SessionPurpose.PROVE, PHONE.contact)).gives(CODE)
    assert (visitor.page(), visitor.told) == (at(Section.OPTIONS), "option.off")
    assert not visitor.account.options[1].is_on


def test_who_goes_back_from_the_proof_has_changed_nothing() -> None:
    visitor = Visitor(goal=at(Section.CONTACTS)).does(acts.RemoveContact(MAIL.contact)).says(WentBack())
    assert (visitor.page(), len(visitor.account.contacts)) == (at(Section.CONTACTS), 2)
    visitor.does(acts.SkipNotice())
    assert len(visitor.account.contacts) == 2


def test_a_wrong_password_leaves_the_proof_open_and_the_wish_alive() -> None:
    visitor = Visitor(goal=at(Section.OPTIONS)).does(acts.SwitchOption("o2", "x", on=False)).does(acts.Prove("wrong"))
    assert (visitor.page(), visitor.problem) == (pages.ProvePage(), Failure.SIGN_IN_WRONG)
    assert not visitor.does(acts.Prove(PASSWORD)).account.options[1].is_on


def test_b10_the_last_one_stays_until_another_one_is_added() -> None:
    account = FakeSignedIn(contacts=(PHONE,), fresh_until=START + timedelta(minutes=5))
    visitor = Visitor(account, at(Section.CONTACTS)).does(acts.RemoveContact(PHONE.contact))
    assert (visitor.page(), visitor.problem) == (at(Section.CONTACTS), Failure.ADD_ONE_FIRST)


def test_b11_nothing_is_sent_before_the_last_word_and_then_everything_waits() -> None:
    visitor = Visitor(FakeSignedIn(fresh_until=START + timedelta(minutes=5)), at(Section.CONTACTS))
    visitor.says(Opens(pages.ReplacePage()), Opens(pages.NewInfoPage(at_the_end=False)), ThinksOver((NEW,)))
    assert visitor.page() == pages.ConfirmReplacePage((NEW.value,))
    assert visitor.account.waiting is None
    visitor.says(Begins())
    assert (visitor.page(), visitor.told) == (at(Section.OVERVIEW), "replacement_started")
    assert visitor.account.typed == [NEW]
    assert visitor.does(acts.SwitchOption("o2", "x", on=False)).problem is Failure.FROZEN


def test_b13_a_code_to_an_old_one_ends_the_waiting_period() -> None:
    visitor = Visitor(in_waiting_period()).says(WorksAgain(MAIL.contact)).gives(CODE)
    assert (visitor.account.waiting, visitor.told) == (None, "code.cancel")


def test_b13_the_code_of_a_notice_ends_it_without_a_password() -> None:
    account = in_waiting_period()
    account.signed_in = False
    visitor = Visitor(account).says(Opens(pages.CancelPage(signed_in=False)), CancelsByCode("nonsense", NAME))
    assert visitor.problem is Failure.CANCEL_CODE_WRONG
    visitor.says(CancelsByCode(CANCEL_CODE, NAME))
    assert (visitor.page(), visitor.account.waiting) == (pages.CancelledPage(), None)


def test_b13_after_thirty_days_the_new_info_is_entered_proven_and_then_counts() -> None:
    account = in_waiting_period(31, typed=False)
    account.fresh_until = START + timedelta(minutes=5)
    visitor = Visitor(account).says(Opens(pages.NewInfoPage(at_the_end=True)), ThinksOver((NEW,)))
    assert (visitor.page(), visitor.told) == (at(Section.OVERVIEW), "replacement_entered")
    assert visitor.does(acts.FinishReplacement(())).problem is Failure.NOT_PROVEN
    new = next(its for its in account.contacts if its.state is ContactState.NEW)
    visitor.does(acts.SendCode(SessionPurpose.VERIFY, new.contact)).gives(CODE)
    visitor.does(acts.FinishReplacement(()))
    assert (visitor.page(), visitor.told) == (at(Section.OVERVIEW), "replacement_finished")
    assert states(visitor) == [ContactState.PROVEN]


def test_b11_beginning_needs_the_password_and_no_code_will_do() -> None:
    visitor = Visitor(goal=pages.ReplacePage()).says(ThinksOver(()), Begins())
    assert visitor.page() == pages.ProvePage(only_password=True)
    assert visitor.does(acts.Prove(PASSWORD)).told == "replacement_started"


def test_b4_this_was_not_me_leads_through_password_sessions_and_contacts() -> None:
    visitor = Visitor(FakeSignedIn(fresh_until=START + timedelta(minutes=5)), at(Section.ACTIVITY))
    visitor.says(Opens(pages.SecurePage(SecureStep.PASSWORD))).does(acts.ChangePassword(NEW_PASSWORD))
    assert visitor.page() == pages.SecurePage(SecureStep.SESSIONS)
    visitor.does(acts.EndSession(None))
    assert visitor.page() == pages.SecurePage(SecureStep.CONTACTS)
    visitor.says(GoesOn())
    assert (visitor.page(), visitor.told) == (at(Section.OVERVIEW), "secured")


def test_b4_a_password_step_that_needs_proof_goes_on_after_it() -> None:
    visitor = Visitor(goal=pages.SecurePage(SecureStep.PASSWORD)).does(acts.ChangePassword(NEW_PASSWORD))
    assert visitor.page() == pages.ProvePage()
    assert visitor.does(acts.Prove(PASSWORD)).page() == pages.SecurePage(SecureStep.SESSIONS)


def test_b29_the_recovery_code_is_shown_once_and_in_no_other_place() -> None:
    account = FakeSignedIn(fresh_until=START + timedelta(minutes=5))
    visitor = Visitor(account, at(Section.RECOVERY_CODE)).does(acts.MakeRecoveryCode(replaces_one=False))
    assert visitor.page() == pages.NewCodePage(RECOVERY_CODE)
    assert RECOVERY_CODE not in repr(visitor.visit.frame())
    visitor.says(Opens(at(Section.RECOVERY_CODE)), WentBack())
    assert visitor.page() == at(Section.RECOVERY_CODE)


def test_what_can_be_undone_is_undone_by_one_press() -> None:
    account = FakeSignedIn(fresh_until=START + timedelta(minutes=5))
    visitor = Visitor(account, at(Section.OPTIONS)).does(acts.SwitchOption("o2", "x", on=False))
    told = visitor.visit.frame().told
    assert told is not None
    assert told.undo is not None
    visitor.does(told.undo)
    assert all(option.is_on for option in account.options)


def test_a_session_that_has_ended_asks_to_sign_in_and_comes_back_to_the_same_place() -> None:
    visitor = Visitor(goal=at(Section.DEVICES))
    visitor.account.signed_in = False
    visitor.does(acts.EndSession(None))
    assert (visitor.page(), visitor.problem) == (pages.SignInPage(), Failure.NOT_SIGNED_IN)
    assert visitor.does(acts.SignIn(NAME, PASSWORD)).page() == at(Section.DEVICES)


def test_after_signing_out_nothing_that_was_seen_is_there_any_more() -> None:
    visitor = Visitor().does(acts.SignOut())
    assert (visitor.page(), visitor.visit.frame().seen) == (pages.SignInPage(), None)


def test_trouble_outside_changes_nothing_and_is_said() -> None:
    visitor = Visitor(goal=at(Section.DEVICES))
    visitor.account.failing.append(Failure.UNREACHABLE)
    visitor.does(acts.EndSession(None))
    assert (visitor.page(), visitor.problem) == (at(Section.DEVICES), Failure.UNREACHABLE)


def test_what_is_no_longer_awaited_is_dropped() -> None:
    visit = Visit(is_signed_in=True)
    act = visit.begin()
    assert act is not None
    visit.abandon()
    assert visit.observe(act, attempt(act, FakeSignedIn())) is None
    assert visit.frame().seen is None


SECRET = "hunter2 hunter2 hunter2"
WITH_SECRETS: tuple[Callable[[], object], ...] = (
    lambda: acts.SignIn(NAME, SECRET),
    lambda: acts.Prove(SECRET),
    lambda: acts.ChangePassword(SECRET),
    lambda: acts.GiveCode(SessionPurpose.PROVE, SECRET),
    lambda: acts.CancelReplacement(NAME, SECRET),
    lambda: acts.AddContact(TypedContact(ContactKind.EMAIL, SECRET)),
    lambda: acts.StartReplacement((TypedContact(ContactKind.EMAIL, SECRET),)),
    lambda: ThinksOver((TypedContact(ContactKind.EMAIL, SECRET),)),
    lambda: CancelsByCode(SECRET, NAME),
    lambda: pages.NewCodePage(SECRET),
    lambda: pages.ConfirmReplacePage((SECRET,)),
)


@pytest.mark.parametrize("make", WITH_SECRETS)
def test_no_secret_is_in_what_could_be_logged(make: Callable[[], object]) -> None:
    assert SECRET not in repr(make())
