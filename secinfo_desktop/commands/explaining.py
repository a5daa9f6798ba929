"""``secinfo-desktop guide explain``: why this step next, for whoever helps, from a case that was kept or exported."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.commands.checklist_words import ChecklistWords, checklist_words
from secinfo_desktop.commands.speech import language, say

if TYPE_CHECKING:
    from secinfo_desktop.guide.agent_explanation import AgentExplanation, Move
    from secinfo_desktop.guide.case import Case
    from secinfo_desktop.guide.checklist import Checklist

BAD_FILE = 2


def explain(file: Path, audience: str | None) -> int:
    """Prints the explanation; 2 if the file holds no case that can be explained.

    Whoever helps is taken to be able to do everything that an action of the checklist needs.
    """
    from secinfo_desktop.desktop.checklists import all_shipped
    from secinfo_desktop.domain.disclosure import Disclosure
    from secinfo_desktop.guide.agent_explanation import explain as explained
    from secinfo_desktop.guide.reopened import CaseError, reopened

    try:
        case = reopened(_case_in(file.read_text("utf-8")), Disclosure(audience) if audience else None)
        checklist = all_shipped()[case.opened.checklist]
        if case.context not in checklist.contexts:
            raise CaseError("context: the checklist does not know it")
    except (OSError, ValueError, KeyError) as error:  # CaseError and ClosedCaseError are ValueErrors
        print(say("command.guide.explain.bad_case", file=file, problem=_problem(error)), file=sys.stderr)
        return BAD_FILE
    everything = frozenset(need for action in checklist.actions.values() for need in action.needs)
    explanation = explained(checklist, case, everything)
    for line in explanation_lines(checklist, explanation, checklist_words(language())):
        print(line)
    return 0


def _problem(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return say("command.guide.not_text")
    if isinstance(error, KeyError):
        return say("command.guide.explain.other_checklist")
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _case_in(text: str) -> "Case":
    """The case of a kept file, of a log, or of the first line of an export."""
    from secinfo_desktop.desktop import case_files
    from secinfo_desktop.guide.case import Case
    from secinfo_desktop.guide.closed_case import read
    from secinfo_desktop.guide.reopened import CaseError, from_closed

    if '"along"' in text:
        kept = case_files.load(text).case
        if kept is None:
            raise CaseError("nothing was answered yet")
        return kept
    if '"events"' in text:
        return Case.from_json(text)
    closed = next(read(text), None)
    if closed is None:
        raise CaseError("there is no case in it")
    return from_closed(closed)


def explanation_lines(checklist: "Checklist", its: "AgentExplanation", words: ChecklistWords) -> Iterator[str]:
    """The explanation in sentences, the same for the same log."""
    yield say("command.guide.explain.step", step=words.step(its.step))
    yield say("command.guide.explain.remaining", minutes=max(1, round(its.remaining_s / 60)))
    yield ""
    yield say("command.guide.explain.causes")
    for cause, chance in its.causes:
        yield say("command.guide.explain.cause", cause=words.cause(cause), share=f"{chance:.0%}")
    yield ""
    yield say("command.guide.explain.moves" if its.moves else "command.guide.explain.no_moves")
    yield from (_move_line(move, words) for move in its.moves)
    yield ""
    yield say("command.guide.explain.then")
    for outcome in checklist.outcomes(its.step):
        said = words.outcome(its.step, outcome)
        if outcome in its.then:
            yield say("command.guide.explain.then.step", answer=said, step=words.step(its.then[outcome]))
        else:
            yield say("command.guide.explain.then.end", answer=said)
    if its.runner_up is not None:
        step, seconds = its.runner_up
        later = max(0, round(seconds - its.remaining_s))
        yield ""
        yield say("command.guide.explain.runner_up", step=words.step(step), seconds=later)


def _move_line(move: "Move", words: ChecklistWords) -> str:
    text_id = "command.guide.explain.likelier" if move.moved > 0 else "command.guide.explain.less_likely"
    return say(
        text_id,
        step=words.step(move.step),
        answer=words.outcome(move.step, move.outcome),
        cause=words.cause(move.cause),
    )
