"""What was wrong with what the person gave, and where it is said: above its field, or above the page."""

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.parts import Notice, Tone
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.pages import Frame, Problem
from secinfo_desktop.texts.words import Words

CODE_FAILURES = frozenset(
    {
        Failure.NOT_A_CODE,
        Failure.CODE_WRONG,
        Failure.CODE_EXPIRED,
        Failure.CODE_SUPERSEDED,
        Failure.CODE_USED,
    }
)
"""Failures of a code: it may come from the dock of any page."""
FIELD_FAILURES = CODE_FAILURES | frozenset(
    {
        Failure.NUMBER_WRONG,
        Failure.NAME_EMPTY,
        Failure.DOMAIN_MISTYPED,
        Failure.UNKNOWN_ACCOUNT,
        Failure.NUMBER_INVALID,
        Failure.NUMBER_UNUSUAL,
        Failure.ADDRESS_INVALID,
        Failure.CONTRADICTS_MASK,
        Failure.NOT_A_RECOVERY_CODE,
        Failure.RECOVERY_CODE_WRONG,
        Failure.PASSWORD_SHORT,
        Failure.PASSWORD_LONG,
        Failure.PASSWORD_COMMON,
        Failure.PASSWORD_HAS_NAME,
    }
)
"""Failures of what was typed: they stand above the field. All others stand above the page."""


def field_problem(problem: Problem | None, words: Words) -> str:
    """What is wrong in the field and what to do, as one text; empty if nothing is, or if it is not about the field.

    That nothing else has changed is not said here: it would stand between the mistake and its remedy.
    """
    if problem is None or problem.failure not in FIELD_FAILURES:
        return ""
    happened, *_, now = words.failure(problem.failure, problem.retry_at)
    return f"{happened} {now}"


def is_from_dock(frame: Frame) -> bool:
    """True if a code was refused that was typed below a page without a field for it."""
    is_of_code = frame.problem is not None and frame.problem.failure in CODE_FAILURES
    return is_of_code and not isinstance(frame.page, pages.WaitingPage | pages.EnterCodePage)


def page_notice(frame: Frame, words: Words) -> Notice | None:
    """What stands above the page: a failure that its own field does not tell."""
    problem = frame.problem
    if problem is None or (problem.failure in FIELD_FAILURES and not is_from_dock(frame)):
        return None
    happened, *rest = words.failure(problem.failure, problem.retry_at)
    return Notice(happened, " ".join(rest[-1:] if is_from_dock(frame) else rest), Tone.WARN)
