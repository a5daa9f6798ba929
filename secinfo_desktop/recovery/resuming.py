"""Coming back: what is kept of a case while it goes on, and how a kept case leads to the same page again.

A page comes back from the log and a few fixed choices. What only the service knows (contacts, the code on its way) it
tells once more, if the flow still lives; if not, the person names the account again and asks for a new code.
"""

from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.guide.case import Case
from secinfo_desktop.guide.checklist import HANDOFF, Checklist
from secinfo_desktop.guide.events import Answered, Happened, Skipped, StepShown
from secinfo_desktop.recovery import effects, pages, requests
from secinfo_desktop.recovery.effects import Effect
from secinfo_desktop.recovery.kept import Kept, KeptAlong, KeptCase, KeptPage, kept_page, made_again
from secinfo_desktop.recovery.pages import Page
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind, FlowAtService
from secinfo_desktop.recovery.situation import Situation

_OF_THE_GUIDE = frozenset({"question", "instruction", "sessions", "recovery_code", "other_steps", "hand_over"})


def along(at: Situation) -> KeptAlong | None:
    """What to keep beside the log now; None where a new start is as good."""
    if isinstance(at.page, pages.StartPage):
        return None
    account, choice = at.account, at.account.choice
    return KeptAlong(
        case_id=at.case_id,
        page=kept_page(at.page),
        start=account.start,
        purpose=account.purpose,
        choice=choice.id if choice else None,
        kind=choice.kind if choice else None,
        story=account.persona.story if account.persona else None,
        had_flow=account.opened is not None,
        step=at.step,
        seen=account.seen,
        until=at.page.until if isinstance(at.page, pages.DonePage) else None,
        trail=tuple(kept_page(page) for page in at.trail if not isinstance(page, pages.StartPage)),
        shared=at.is_shared,
    )


def requests_of(kept: Kept) -> dict[str, tuple[Happened, ...]]:
    """What was asked for by hand in kept cases, by choice: the day's budget outlives the program."""
    found: dict[str, tuple[Happened, ...]] = {}
    for one in kept.cases:
        if one.along.kind is AccountKind.BY_HAND and one.along.choice is not None and one.case is not None:
            found.setdefault(one.along.choice, requests.carried_over(one.case.later))
    return found


def now(at: Situation) -> KeptCase | None:
    """The case as it would be kept now."""
    beside = along(at)
    return KeptCase(beside, at.guiding.case, at.clock()) if beside is not None else None


def go_on(at: Situation, kept: KeptCase) -> Effect | None:
    """Goes on with a kept case; the effect asks what is still there of it."""
    choice = next((choice for choice in at.choices if choice.id == kept.along.choice), None)
    if choice is None and kept.along.choice is not None:
        at.refuse(Failure.ACCOUNT_NOT_SET_UP)
    elif choice is None and kept.along.page.kind == "stories":
        at.come_back_to(kept, None)
        return effects.FindStories()
    elif choice is not None and (kept.outcome is None or kept.along.story is not None):
        by_hand, had_flow = choice.kind is AccountKind.BY_HAND, kept.along.had_flow and kept.outcome is None
        return effects.ComeBack(choice.id, kept.along.case_id, kept.along.story, had_flow, by_hand)
    else:
        _take_checklist(at, kept, choice)
        at.come_back_to(_readable(at.checklist, kept), choice)
        show(at, kept)
    return None


def come_back(at: Situation, kept: KeptCase, there: effects.CameBack) -> Effect | None:
    """Shows the kept page with what is still there of the case, or asks for the account's name."""
    choice = next((choice for choice in at.choices if choice.id == kept.along.choice), None)
    _take_checklist(at, kept, choice)
    kept = _readable(at.checklist, kept)
    at.come_back_to(kept, choice)
    at.account.persona, at.account.pack = there.persona, there.pack
    name = there.persona.account_name if there.persona else None
    if at.is_by_hand:
        at.guiding.capabilities = there.capabilities
        show(at, kept)
        return None
    if there.flow is None:
        return _without_flow(at, kept, choice, name)
    _take_flow(at, there, there.flow)
    at.account.channel = _way(kept)
    at.account.name = name
    if choice is not None:
        at.account.opened = effects.OpenAccount(choice.id, name or "", at.account.purpose, at.case_id)
    if kept.case is not None:
        at.guiding.come_back_to(kept.case, at.account.contact.id if at.account.contact else None)
    show(at, kept)
    return None


def _take_checklist(at: Situation, kept: KeptCase, choice: AccountChoice | None) -> None:
    """A log goes on with its own checklist; one that this version does not know is not read (``_readable``)."""
    at.account.choice, at.account.start = choice, kept.along.start
    at.take_checklist()


def _take_flow(at: Situation, there: effects.CameBack, flow: FlowAtService) -> None:
    account = at.account
    account.contacts, account.sent = flow.contacts, flow.sent
    account.contact = next((contact for contact in flow.contacts if contact.id == flow.contact), None)
    account.is_proven, account.first_proof = flow.proven, flow.first_proof
    at.guiding.seen_by(flow.audience)
    at.guiding.capabilities = capabilities(there.capabilities, flow.contacts)


def _way(kept: KeptCase) -> Channel | None:
    """The way of the next code, as the last page said that waited for one."""
    choices = (dict(page.chosen) for page in (kept.along.page, *reversed(kept.along.trail)))
    by_call = next((chosen["by_call"] for chosen in choices if "by_call" in chosen), False)
    return Channel.CALL if by_call else None


def capabilities(service: frozenset[str], offered: tuple[MaskedContact, ...]) -> frozenset[str]:
    """What the guide can count on: the service's abilities, typing a contact again and, if there is one, another."""
    return service | {"typed_contact", *(["other_contact"] if len(offered) > 1 else [])}


def _without_flow(at: Situation, kept: KeptCase, choice: AccountChoice | None, name: str | None) -> Effect | None:
    if not kept.along.had_flow:
        show(at, kept)
        return None
    at.coming_back = kept
    if name is not None and choice is not None:
        at.account.name = name
        return effects.OpenAccount(choice.id, name, at.account.purpose, at.case_id, sure=True)
    ask_name(at)
    return None


def ask_name(at: Situation) -> None:
    """Asks for the account's name, which is never kept; after that the same step is shown."""
    at.stand_at(pages.AccountNamePage(), (pages.StartPage(),))
    at.refuse(Failure.CASE_NEEDS_NAME)


def show(at: Situation, kept: KeptCase) -> None:
    """Shows the kept page, as far as what it needs is there."""
    at.coming_back = None
    trail = (_relived(at, page) for page in kept.along.trail)
    page = _page(at, kept.along.page, kept)
    at.stand_at(page, (pages.StartPage(), *(page for page in trail if page is not None)))
    if at.account.is_proven or at.outcome is not None:
        at.leave_no_way_back()


def _page(at: Situation, wanted: KeptPage, kept: KeptCase) -> Page:
    if wanted.kind == "second_proof":
        return _second_proof(at) or _fitting(at, wanted)
    if wanted.kind in _OF_THE_GUIDE and at.guiding.case is None:
        return _fitting(at, wanted)
    match wanted.kind:
        case "question" | "instruction" | "recovery_code" if wanted.step in _steps(at.checklist):
            return at.with_windows(at.guiding.page(wanted.step or ""))
        case "sessions" if isinstance(page := _relived(at, wanted), pages.SessionsPage):
            return at.made_anew(page)
        case "other_steps":
            return pages.OtherStepsPage(at.guiding.other_steps())
        case "hand_over":
            return at.guiding.hand_over()
        case "new_password" if at.account.is_proven:
            return pages.NewPasswordPage(passwords.SHORTEST)
        case "done" if at.outcome is not None:
            return pages.DonePage(at.outcome, at.found_cause(), until=kept.along.until)
    relived = None if wanted.kind in _OF_THE_GUIDE else _relived(at, wanted)
    return relived or _fitting(at, wanted)


def _second_proof(at: Situation) -> Page | None:
    """Which other proof? Only while the flow still has the first one."""
    if at.account.first_proof is None or at.account.is_proven:
        return None
    at.ask_second_proof(at.account.first_proof)
    return at.page


def _relived(at: Situation, wanted: KeptPage) -> Page | None:
    """A page that needs no step of the guide; None if what it needs is not there."""
    account, persona = at.account, at.account.persona
    match wanted.kind:
        case "question":
            return pages.QuestionPage(wanted.step or "", (), 0, 0, "")
        case "instruction" | "recovery_code":
            return pages.InstructionPage(wanted.step or "", False, 0, 0, "")  # noqa: FBT003 - as question: Back makes it anew
        case "sessions" if wanted.step in _steps(at.checklist):
            return made_again(wanted, {"number": 0, "about_left": 0, "why": ""})
        case "waiting" if account.contact and account.sent:
            return pages.WaitingPage(account.contact, account.sent, wanted.step, at.by_call)
        case "enter_code" if account.contact and account.sent:
            return pages.EnterCodePage(account.contact, account.sent, wanted.step, at.by_call)
        case "contact" if account.contacts:
            return at.contact_page()
        case "account_name":
            return pages.AccountNamePage(persona.account_name if persona else None)
        case "whose_account":
            return pages.WhoseAccountPage(at.choices)
    asked = at.requests()
    return made_again(wanted, {"requests": asked} if asked is not None else {})


def _fitting(at: Situation, wanted: KeptPage) -> Page:
    """What comes nearest to a page that can't come back."""
    has_log = at.guiding.case is not None and not at.guiding.case.is_closed
    if has_log and (wanted.kind in _OF_THE_GUIDE or not at.account.contacts):
        return at.guiding.next_page()
    if at.account.contacts:
        return at.contact_page()
    return pages.WhoseAccountPage(at.choices)


def _steps(checklist: Checklist) -> frozenset[str]:
    return frozenset({*checklist.questions, *checklist.actions, HANDOFF})


def _readable(checklist: Checklist, kept: KeptCase) -> KeptCase:
    """Without its log if that speaks of steps or answers which this version of the checklist does not know."""
    return kept if kept.case is None or _is_known(checklist, kept.case) else KeptCase(kept.along, None, kept.at)


def _is_known(checklist: Checklist, case: Case) -> bool:
    steps = _steps(checklist)
    spoken_of = [event for event in case.later if isinstance(event, Answered | Skipped | StepShown)]
    return case.opened.checklist == checklist.id and all(
        event.step in steps and (not isinstance(event, Answered) or event.outcome in checklist.outcomes(event.step))
        for event in spoken_of
    )
