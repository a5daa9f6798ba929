"""One person's visit to My security info: takes what they say, names what is to be done outside, and holds the page.

No face, no network, no waiting: a face shows ``frame()``, hands ``take()`` what the person said, performs the act that
comes back (``acts.attempt``) wherever it likes, and hands what came of it to ``observe()``.
"""

from typing import Final

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactState, SecurityContact, SessionPurpose, SessionStage
from secinfo_desktop.recovery.ports import CodeSent
from secinfo_desktop.security_info import acts, said
from secinfo_desktop.security_info.acts import Act, Outcome, Part, Refused, Seen
from secinfo_desktop.security_info.pages import (
    AddPage,
    CancelledPage,
    CancelPage,
    CodePage,
    ConfirmReplacePage,
    Frame,
    NewCodePage,
    NewInfoPage,
    NewPasswordFirstPage,
    OldContactPage,
    Page,
    Problem,
    ProvePage,
    ReplacePage,
    Section,
    SectionPage,
    SecurePage,
    SecureStep,
    SignInPage,
    StagePage,
    Told,
)
from secinfo_desktop.security_info.ports import SessionStanding
from secinfo_desktop.security_info.telling import told_of

_SIGN_IN: Final = frozenset({Failure.NOT_SIGNED_IN})
_UNPROVEN: Final = frozenset({Failure.PROOF_NEEDED, Failure.OLD_CONTACT_NEEDED})
_STAGES: Final = frozenset({Failure.CODE_STEP_NEEDED, Failure.VERIFY_FIRST, Failure.NEW_PASSWORD_FIRST})
_PROOFS: Final = ProvePage | OldContactPage
_FORMS: Final = AddPage | CancelPage | _PROOFS | NewInfoPage | ReplacePage | ConfirmReplacePage | CodePage
"""Pages that are left once what they are for is done."""

_PARTS: Final = {Section.DEVICES: Part.DEVICES, Section.ACTIVITY: Part.ACTIVITY}
"""What a place shows beside the security info itself."""


class Visit:
    """Where one person is. ``goal`` is the page that they came for, after signing in."""

    def __init__(self, *, is_signed_in: bool = False, goal: Page | None = None, account_name: str = "") -> None:
        self._name = account_name
        self._begin(goal or SectionPage(), is_signed_in=is_signed_in)

    def _begin(self, goal: Page, *, is_signed_in: bool) -> None:
        self._goal, self._is_signed_in = goal, is_signed_in
        self._is_inside = is_signed_in
        """Nothing stands between the session and the account any more."""
        self._page: Page = goal if is_signed_in else SignInPage()
        self._before: list[Page] = []
        self._seen: Seen | None = None
        self._problem: Problem | None = None
        self._told: Told | None = None
        self._pending: Act | None = None
        self._unproven: Act | None = None
        """What waits for fresh proof."""
        self._typed: acts.Typed = ()

    def begin(self) -> Act | None:
        """What is to be done first."""
        self._pending = self._look() if self._is_signed_in else None
        return self._pending

    def frame(self) -> Frame:
        """The page with what it shows."""
        can_go_back = bool(self._before) and not isinstance(self._page, StagePage | NewPasswordFirstPage)
        return Frame(
            self._page, self._seen, self._problem, self._told, can_go_back, self._name, self._is_signed_in, self._typed
        )

    # -- what the person says

    def take(self, what: said.Said) -> Act | None:
        """Takes what was said; returns what is to be done outside, if anything."""
        self._problem = self._told = None
        self._pending = self._answer(what)
        return self._pending

    def look_again(self) -> Act | None:
        """What is to be done after time has passed; nothing while something is typed."""
        if not isinstance(self._page, SectionPage) or not self._is_signed_in:
            return None
        self._problem = self._told = None
        self._pending = self._look()
        return self._pending

    def _answer(self, what: said.Said) -> Act | None:
        match what:
            case said.Opens(page):
                self._open(page)
                return self._look() if self._is_to_look(page) else None
            case said.WentBack():
                self._back()
            case said.ThinksOver(typed):
                return self._think_over(typed)
            case said.Begins():
                return acts.StartReplacement(self._typed)
            case said.CancelsByCode(code, name):
                return acts.CancelReplacement(name or self._name, code)
            case said.WorksAgain(contact):
                return acts.SendCode(SessionPurpose.CANCEL, contact)
            case said.GoesOn():
                self._next_step()
            case said.Does(act):
                return act
        return None

    def _is_to_look(self, page: Page) -> bool:
        is_unseen = self._seen is None and not isinstance(page, CancelPage | SignInPage)
        return isinstance(page, SectionPage) or is_unseen

    def _look(self) -> Act:
        """Look again at what the page shows."""
        section = self._page.section if isinstance(self._page, SectionPage) else Section.OVERVIEW
        return acts.Look(_PARTS.get(section, Part.NOTHING))

    def _open(self, page: Page) -> None:
        """A place of the navigation is no step that one goes back from."""
        if isinstance(page, SectionPage):
            self._before = []
        elif self._page != page:
            self._before.append(self._page)
        self._page = page

    def _back(self) -> None:
        if self._before:
            self._page = self._before.pop()
        self._unproven = self._unproven if isinstance(self._page, _PROOFS) else None

    def _think_over(self, typed: acts.Typed) -> Act | None:
        self._typed = typed
        if isinstance(self._page, NewInfoPage) and self._page.at_the_end:
            return acts.FinishReplacement(typed)
        self._open(ConfirmReplacePage(tuple(one.value for one in typed)))
        return None

    def _next_step(self) -> None:
        steps = list(SecureStep)
        if isinstance(self._page, SecurePage):
            at = steps.index(self._page.step) + 1
            self._page = SecurePage(steps[at]) if at < len(steps) else SectionPage()
            if at == len(steps):
                self._before = []
                self._told = Told("security_info.told.secured")

    # -- what came of an act

    def abandon(self) -> None:
        """Stops waiting; what is under way can't be called back."""
        self._pending = None

    def observe(self, act: Act, outcome: Outcome | Refused) -> Act | None:
        """Takes what came of an act; returns what is to be done next. What is no longer awaited is dropped."""
        if act is not self._pending:
            return None
        self._pending = self._refused(act, outcome) if isinstance(outcome, Refused) else self._done(act, outcome)
        return self._pending

    def _refused(self, act: Act, refused: Refused) -> Act | None:
        if refused.failure in _UNPROVEN and isinstance(self._page, NewPasswordFirstPage):
            self._problem = Problem(refused.failure, refused.retry_at)
            return acts.FindStanding()  # the code was too long ago: another one comes first
        if refused.failure in _UNPROVEN:
            self._ask_for_proof(act, refused.failure)
            return None
        if refused.failure not in _STAGES or not isinstance(act, acts.Look):  # that page says itself what comes first
            self._problem = Problem(refused.failure, refused.retry_at)
        if refused.failure in _SIGN_IN and not isinstance(act, acts.SignIn):
            self._sign_in_again()
        if refused.failure in _STAGES and not isinstance(act, acts.FindStanding):
            return acts.FindStanding()
        return None

    def _ask_for_proof(self, act: Act, failure: Failure) -> None:
        """One code to an old contact is enough for what needs both proofs.

        A new contact's code is sent again after it: its flow has waited in vain.
        """
        match act, self._page:
            case acts.GiveCode(SessionPurpose.VERIFY), CodePage(_, contact):
                self._unproven = acts.SendCode(SessionPurpose.VERIFY, contact)
            case _:
                self._unproven = act
        if failure is Failure.OLD_CONTACT_NEEDED or self._shuts_out(act):
            self._open(OldContactPage())
        else:
            self._open(ProvePage(isinstance(act, acts.StartReplacement | acts.FinishReplacement)))

    def _shuts_out(self, act: Act) -> bool:
        """True if a contact that counts goes with it, or loses a use."""
        match act:
            case acts.RemoveContact(contact):
                return self._counts(contact.id)
            case acts.AddContact(_, str() as replaced):
                return self._counts(replaced)
            case acts.UseContact(contact, uses, before):
                return not uses >= before and self._counts(contact.id)
        return False

    def _counts(self, contact_id: str) -> bool:
        its = self._seen.info.contact(contact_id) if self._seen is not None else None
        return its is not None and its.state is ContactState.PROVEN

    def _sign_in_again(self) -> None:
        """The session has ended: after signing in the person comes back to where they were."""
        self._goal = self._page if isinstance(self._page, SectionPage | SecurePage) else SectionPage()
        self._page, self._before, self._is_signed_in = SignInPage(), [], False
        self._is_inside = False

    def _done(self, act: Act, outcome: Outcome) -> Act | None:
        match outcome:
            case Seen():
                self._seen = outcome.after(self._seen)
                return None
            case CodeSent() if isinstance(act, acts.SendCode):
                self._code_sent(act, outcome)
                return None
            case SessionStanding():
                return self._stands(act, outcome)
            case str() if isinstance(act, acts.MakeRecoveryCode):
                self._open(NewCodePage(outcome))
                return self._look()
        return self._changed(act, outcome)

    def _code_sent(self, act: acts.SendCode, sent: CodeSent) -> None:
        """Asked for again, the page stays."""
        page = CodePage(act.purpose, act.contact, sent)
        if isinstance(self._page, CodePage):
            self._page = page
        else:
            self._open(page)

    def _stands(self, act: Act, standing: SessionStanding) -> Act | None:
        """Where the session stands, after a sign-in, a code or a proof."""
        self._is_signed_in = True
        if isinstance(act, acts.SignIn):
            self._name = act.account_name
        if standing.stage is SessionStage.PASSWORD and standing.old_contact_until is not None:
            self._page, self._before, self._is_inside = NewPasswordFirstPage(), [], False
            return None
        if standing.stage is not SessionStage.OPEN:
            self._page, self._before, self._is_inside = StagePage(standing), [], False
            return None
        return self._is_open(act)

    def _is_open(self, act: Act) -> Act | None:
        if isinstance(act, acts.Prove) or (isinstance(act, acts.GiveCode) and act.purpose is SessionPurpose.PROVE):
            return self._proven()
        if not self._is_inside:
            self._page, self._before, self._is_inside = self._goal, [], True
        elif isinstance(act, acts.GiveCode):
            self._leave_forms()
        self._told = told_of(act, None)
        return self._look()

    def _proven(self) -> Act | None:
        """What has waited for the proof is done now, on the page on which it was wanted."""
        while self._before and isinstance(self._page, _PROOFS | CodePage):
            self._page = self._before.pop()
        act, self._unproven = self._unproven, None
        return act or self._look()

    def _leave_forms(self) -> None:
        while self._before and isinstance(self._page, _FORMS):
            self._page = self._before.pop()
        if isinstance(self._page, _FORMS):
            self._page = SectionPage()

    def _changed(self, act: Act, outcome: Outcome) -> Act | None:
        """Something was changed: it is said, the forms are left, and everything is looked at again."""
        match act:
            case acts.SignOut():
                self._begin(SectionPage(), is_signed_in=False)
                return None
            case acts.AddContact():
                return self._added(outcome)
            case acts.CancelReplacement() if not self._is_signed_in:
                self._page, self._before = CancelledPage(), []
                return None
        self._told = told_of(act, outcome)
        if isinstance(self._page, SecurePage):
            self._next_step()
        elif isinstance(self._page, NewPasswordFirstPage):
            self._page, self._before, self._is_inside = self._goal, [], True
        elif isinstance(act, acts.StartReplacement | acts.FinishReplacement):
            self._page, self._before, self._typed = SectionPage(), [], ()
        else:
            self._leave_forms()
        return self._look()

    def _added(self, outcome: Outcome) -> Act:
        """It counts only once a code was given back: that is sent at once (B7)."""
        self._leave_forms()
        if not isinstance(outcome, SecurityContact):
            return self._look()
        return acts.SendCode(SessionPurpose.VERIFY, outcome.contact)
