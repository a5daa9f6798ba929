"""A checklist: the causes of one trouble, what speaks for each, and what can be done.

Its numbers say what is likely and how long things take; its sentences are in the catalogue ``checklist.po``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from secinfo_desktop.guide import checklist_reader as read
from secinfo_desktop.guide.checklist_parts import (
    FAILED,
    HANDOFF,
    SOLVED,
    Action,
    BeliefRules,
    Cause,
    Condition,
    Evidence,
    Handoff,
    Likelihood,
    Question,
    Scope,
    SecurityFirst,
    Severity,
    StepKind,
    Then,
    Way,
)
from secinfo_desktop.guide.checklist_rules import broken_rules
from secinfo_desktop.guide.table_reader import Problem, TableReader

__all__ = [
    "FAILED",
    "HANDOFF",
    "SOLVED",
    "Action",
    "BeliefRules",
    "Cause",
    "Checklist",
    "ChecklistError",
    "Condition",
    "Evidence",
    "Handoff",
    "Likelihood",
    "Problem",
    "Question",
    "Scope",
    "SecurityFirst",
    "Severity",
    "StepKind",
    "Then",
    "Way",
    "parse",
]

FORMAT = 1


class ChecklistError(ValueError):
    """A checklist file that can't be used; ``problems`` names every table and key that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, eq=False)
class Checklist:
    """One checklist, valid by construction. Two are equal only if they are the same object: tables are kept for it."""

    id: str
    revision: str
    contexts: tuple[str, ...]
    causes: Mapping[str, Cause]
    evidence: Mapping[str, Evidence]
    questions: Mapping[str, Question]
    actions: Mapping[str, Action]
    handoff: Handoff
    belief: BeliefRules
    security: SecurityFirst | None

    def kind(self, step: str) -> StepKind:
        """What a step asks of the person. Raises KeyError for a step that is not in the checklist."""
        if step == HANDOFF:
            return StepKind.HANDOFF
        if step in self.questions:
            return StepKind.QUESTION
        self.actions[step]
        return StepKind.ACTION

    def outcomes(self, step: str) -> tuple[str, ...]:
        """What can come of a step: the answers of a question, solved or failed of an action."""
        question = self.questions.get(step)
        if question is not None:
            return question.answers
        return (SOLVED, FAILED) if step in self.actions else ()


def parse(text: str) -> Checklist:
    """The checklist in a TOML text.

    First the shape of every table is checked, then, if that is right, what the tables say of each other.
    Raises ChecklistError with everything that is wrong.
    """
    problems: list[Problem] = []
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ChecklistError((Problem("the file", f"is not TOML: {error}"),)) from None
    except RecursionError:
        raise ChecklistError((Problem("the file", "is nested too deeply"),)) from None
    checklist = _checklist(TableReader("", document, problems))
    if not problems:
        problems.extend(broken_rules(checklist))
    if problems:
        raise ChecklistError(tuple(problems))
    return checklist


def _checklist(file: TableReader) -> Checklist:
    file.exactly("format", FORMAT)
    contexts = file.names("contexts")
    checklist = Checklist(
        id=file.name("id"),
        revision=file.revision("revision"),
        contexts=contexts,
        causes={name: read.cause(name, table) for name, table in file.tables("causes")},
        evidence={name: read.evidence(name, table, contexts) for name, table in file.tables("evidence", optional=True)},
        questions={
            name: read.question(name, table, contexts) for name, table in file.tables("questions", optional=True)
        },
        actions={name: read.action(name, table, contexts) for name, table in file.tables("actions")},
        handoff=read.handoff(file.table("handoff")),
        belief=read.belief(file.table("belief")),
        security=read.security(file.table("security")) if file.has("security") else None,
    )
    file.finish()
    return checklist
