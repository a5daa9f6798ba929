"""Where a refusal is said: above the field that it is about, else above the page."""

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.pages.problems import FIELD_FAILURES
from secinfo_desktop.gui.parts import Notice, Tone
from secinfo_desktop.security_info.pages import (
    AddPage,
    CancelPage,
    CodePage,
    Frame,
    NewInfoPage,
    NewPasswordFirstPage,
    ProvePage,
    Section,
    SectionPage,
    SecurePage,
    SignInPage,
    StagePage,
)
from secinfo_desktop.texts.words import Words

_OWN = frozenset({Failure.SIGN_IN_WRONG, Failure.CANCEL_CODE_WRONG, Failure.CONTACT_THERE, Failure.TOO_MANY_GUESSES})
"""Failures of what was typed beside those of the wizard."""
_WITH_FIELD = AddPage | CancelPage | CodePage | NewInfoPage | NewPasswordFirstPage | ProvePage | SecurePage | SignInPage


def field_problem(frame: Frame, words: Words) -> str:
    """What is wrong with what was typed, and what to do now; empty if it is about something else."""
    if frame.problem is None or not _is_of_field(frame):
        return ""
    happened, *_, now = words.failure(frame.problem.failure, frame.problem.retry_at)
    return f"{happened} {now}"


def page_notice(frame: Frame, words: Words) -> Notice | None:
    """What stands above the page: what happened, what is safe, what to do now."""
    if frame.problem is None or _is_of_field(frame):
        return None
    happened, *rest = words.failure(frame.problem.failure, frame.problem.retry_at)
    return Notice(happened, " ".join(rest), Tone.WARN)


def _is_of_field(frame: Frame) -> bool:
    page, problem = frame.page, frame.problem
    has_field = isinstance(page, _WITH_FIELD) or page == SectionPage(Section.PASSWORD)
    return (
        problem is not None
        and has_field
        and problem.failure in FIELD_FAILURES | _OWN
        and not isinstance(page, StagePage)
    )
