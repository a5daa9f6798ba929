"""What the pages of the flow have in common: they show a frame and say what the person said."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout

from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.gui.parts import Answer, Button, Notice, Tone
from secinfo_desktop.gui.shell.page_view import PageView, Template
from secinfo_desktop.recovery import pages
from secinfo_desktop.recovery.pages import Frame, Problem
from secinfo_desktop.recovery.said import Said
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
        Failure.NAME_EMPTY,
        Failure.DOMAIN_MISTYPED,
        Failure.UNKNOWN_ACCOUNT,
        Failure.NUMBER_INVALID,
        Failure.NUMBER_UNUSUAL,
        Failure.ADDRESS_INVALID,
        Failure.CONTRADICTS_MASK,
        Failure.PASSWORD_SHORT,
        Failure.PASSWORD_LONG,
        Failure.PASSWORD_COMMON,
        Failure.PASSWORD_HAS_NAME,
    }
)
"""Failures of what was typed: they stand above the field. All others stand above the page."""


class FlowPage(PageView):
    """A page of the flow."""

    said = Signal(object)
    """What the person said, as ``recovery.said``."""

    def __init__(self, heading: str, content: QLayout, *, template: Template = Template.STEP) -> None:
        super().__init__(heading, content, template=template)

    def says(self, control: Answer | Button, what: Said) -> None:
        """Pressing the control says this."""
        control.clicked.connect(lambda: self.said.emit(what))


def field_problem(problem: Problem | None, words: Words) -> str:
    """What is wrong in the field and what to do, as one text; empty if nothing is, or if it is not about the field.

    That nothing else has changed is not said here: it would stand between the mistake and its remedy.
    """
    if problem is None or problem.failure not in FIELD_FAILURES:
        return ""
    happened, *_, now = words.failure(problem.failure, problem.retry_at)
    return f"{happened} {now}"


def as_heading(sentence: str) -> str:
    """A sentence as it stands in a heading: without its full stop."""
    return sentence.removesuffix(".")


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
