"""From a frame to its screen: which page it is, what stands around it, and which letters it takes."""

from dataclasses import replace

from secinfo_desktop.recovery import pages, sentences
from secinfo_desktop.recovery.live_pages import LivePage
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.step_words import StepWords, step_words
from secinfo_desktop.terminal import (
    approach_screens,
    by_hand_screens,
    end_screens,
    howto_screens,
    search_screens,
    sender_screen,
)
from secinfo_desktop.terminal.screens import Key, Screen
from secinfo_desktop.texts.words import Words

_BEFORE_ANY_ACCOUNT = pages.StartPage | pages.WhoseAccountPage | pages.StoriesPage | pages.AccountNamePage


def screen(frame: Frame, words: Words) -> Screen:
    """The screen of a frame; what was wrong with the last answer stands before everything else."""
    drawn = _screen(frame, words)
    problem = words.failure(frame.problem.failure, frame.problem.retry_at) if frame.problem else ()
    return replace(
        drawn,
        problem=problem,
        account=_account(frame, words),
        notices=(*drawn.notices, *by_hand_screens.not_affiliated(frame, words)),
        keys=_keys(drawn, frame),
    )


def _account(frame: Frame, words: Words) -> str | None:
    """An organisation's host stands on every page about an account there, so that a wrong one is noticed."""
    if not frame.host or frame.account_name is None or isinstance(frame.page, _BEFORE_ANY_ACCOUNT):
        return None
    return words.say("page.shell.account.host", name=frame.account_name, host=frame.host)


def _screen(frame: Frame, words: Words) -> Screen:
    steps = step_words(frame, words)
    if isinstance(frame.page, pages.FindNamePage | pages.ByHandPage):
        return by_hand_screens.by_hand(frame.page, frame, words)
    match frame.page:
        case pages.QuestionPage():
            return search_screens.question(frame.page, frame, steps)
        case pages.InstructionPage() | pages.SessionsPage():
            return search_screens.instruction(frame.page, frame, steps)
        case pages.RecoveryCodePage():
            return search_screens.recovery_code(frame.page, frame, steps)
        case pages.OtherStepsPage():
            return search_screens.other_steps(frame.page, steps)
        case pages.SenderPage():
            return sender_screen.sender(frame.page, frame, words)
        case pages.HowToChoicePage():
            return howto_screens.choice(frame.page, words)
        case pages.HowToPage():
            return howto_screens.how_to(frame.page, steps)
        case pages.HandOverPage() | pages.DonePage() | pages.TroublePage() as page:
            return _ending(page, frame, steps)
        case page:
            return _approach(page, frame, words)


def _ending(page: pages.HandOverPage | pages.DonePage | pages.TroublePage, frame: Frame, steps: StepWords) -> Screen:
    match page:
        case pages.HandOverPage():
            return end_screens.hand_over(page, frame, steps.words)
        case pages.DonePage():
            return end_screens.done(page, frame, steps)
        case pages.TroublePage():
            return end_screens.trouble(page, frame, steps.words)


def _approach(page: approach_screens.Page | LivePage, frame: Frame, words: Words) -> Screen:
    match page:
        case pages.StartPage():
            return approach_screens.start(page, words)
        case pages.WhoseAccountPage():
            return approach_screens.whose_account(page, words)
        case pages.StoriesPage():
            return approach_screens.stories(page, words)
        case pages.AccountNamePage():
            return approach_screens.account_name(page, frame, words)
        case pages.ContactPage():
            return approach_screens.contact(page, words)
        case pages.WaitingPage():
            return approach_screens.waiting(page, frame, words)
        case pages.EnterCodePage():
            return approach_screens.enter_code(page, words)
        case pages.SecondProofPage():
            return approach_screens.second_proof(page, words)
        case pages.NewPasswordPage():
            return approach_screens.new_password(page, words)
        case _:
            raise LookupError("nobody is let in at a terminal")


def _keys(drawn: Screen, frame: Frame) -> tuple[Key, ...]:
    is_step = isinstance(frame.page, pages.StepPage)
    is_secret = drawn.field is not None and drawn.field.is_secret
    offered = {
        Key.BACK: frame.can_go_back,
        Key.WHY: bool(drawn.why),
        Key.SKIP: is_step,
        Key.OTHER_STEP: is_step,
        Key.PERSON: is_step or isinstance(frame.page, pages.OtherStepsPage | pages.FindNamePage | pages.ByHandPage),
        Key.KNOWN: bool(frame.notes) and not is_secret,
        Key.FORGET: frame.can_forget,
        Key.WORKED: frame.hears_of_code and not is_secret,
        Key.REFUSED: frame.hears_of_code and not is_secret and not isinstance(frame.page, pages.RefusedTherePage),
        Key.IN_ALREADY: frame.can_end and not is_secret,
        Key.STOP: frame.can_end and not is_secret,
        Key.LEAVE: True,
    }
    return tuple(key for key, is_offered in offered.items() if is_offered)


def known(frame: Frame, words: Words) -> Screen:
    """What we know so far."""
    notes = tuple(sentences.note(note, frame, words) for note in frame.notes)
    return Screen(
        title=words.say("page.shell.notes.title"),
        items=notes or (Line(words.say("page.shell.notes.empty")),),
        notices=(words.say("page.shell.notes.foot"),),
    )
