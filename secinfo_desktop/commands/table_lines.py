"""A learnt table in words: each number that has moved, beside the expert's, with how many cases stand behind it."""

from collections.abc import Iterator

from secinfo_desktop.commands.checklist_words import ChecklistWords
from secinfo_desktop.commands.speech import say
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.closed_case import Source
from secinfo_desktop.guide.learnt_table import FEWEST_SHOWN, LearntTable
from secinfo_desktop.guide.numbers import DEFAULT, numbers_of

WORTH_SHOWING = 0.1
"""How far a number has moved from the expert's, as a share of it, to be shown without ``--all``."""


def table_lines(
    checklist: Checklist, table: LearntTable, words: ChecklistWords, *, everything: bool = False
) -> Iterator[str]:
    """The lines of ``guide show``."""
    kind = say(f"command.guide.show.source.{Source(table.source)}")
    cases = _count(table.cases)
    yield say("command.guide.show.head", checklist=table.checklist, revision=table.revision, week=table.week)
    yield say("command.guide.show.cases", cases=cases, kind=kind)
    for title, lines in _sections(checklist, table, words):
        shown = [line for line, moved in lines if everything or moved >= WORTH_SHOWING]
        if shown:
            yield ""
            yield title
            yield from shown
    if not everything:
        yield ""
        yield say("command.guide.show.rest", share=f"{WORTH_SHOWING:.0%}")


_Lines = Iterator[tuple[str, float]]


def _sections(checklist: Checklist, table: LearntTable, words: ChecklistWords) -> Iterator[tuple[str, _Lines]]:
    yield say("command.guide.show.causes"), _causes(checklist, table, words)
    yield say("command.guide.show.cures"), _cures(checklist, table, words)
    yield say("command.guide.show.rows"), _rows(checklist, table, words)
    yield say("command.guide.show.seconds"), _seconds(checklist, table, words)


def _causes(checklist: Checklist, table: LearntTable, words: ChecklistWords) -> _Lines:
    for key, expert in numbers_of(checklist).causes.items():
        context, cause = key
        learnt = table.numbers.causes[key]
        yield (
            say(
                "command.guide.show.cause",
                cause=words.cause(cause),
                context=words.context(context),
                expert=_share(expert),
                learnt=_share(learnt),
                cases=_seen(table, "causes", *key),
            ),
            _moved(learnt, expert),
        )


def _cures(checklist: Checklist, table: LearntTable, words: ChecklistWords) -> _Lines:
    for key, expert in numbers_of(checklist).cures.items():
        action, cause = key
        learnt = table.numbers.cures[key]
        yield (
            say(
                "command.guide.show.cure",
                step=words.step(action),
                cause=words.cause(cause),
                expert=_share(expert),
                learnt=_share(learnt),
                cases=_seen(table, "cures", *key),
            ),
            _moved(learnt, expert),
        )


def _rows(checklist: Checklist, table: LearntTable, words: ChecklistWords) -> _Lines:
    for key, row in numbers_of(checklist).rows.items():
        name, cause = key
        answers = (checklist.questions.get(name) or checklist.evidence[name]).likelihood.answers
        about = say("command.guide.show.other_causes") if cause == DEFAULT else words.cause(cause)
        for answer, expert, learnt in zip(answers, row, table.numbers.rows[key], strict=True):
            yield (
                say(
                    "command.guide.show.row",
                    step=words.step(name),
                    answer=words.outcome(name, answer),
                    cause=about,
                    expert=_share(expert),
                    learnt=_share(learnt),
                    cases=_seen(table, "rows", *key),
                ),
                _moved(learnt, expert),
            )


def _seconds(checklist: Checklist, table: LearntTable, words: ChecklistWords) -> _Lines:
    for step, expert in numbers_of(checklist).seconds.items():
        learnt = table.numbers.seconds[step]
        yield (
            say(
                "command.guide.show.takes",
                step=words.step(step),
                expert=round(expert),
                learnt=round(learnt),
                cases=_seen(table, "seconds", step),
            ),
            _moved(learnt, expert),
        )


def _seen(table: LearntTable, part: str, *key: str) -> str:
    return _count(table.seen[part].get(".".join(key)))


def _count(cases: int | None) -> str:
    return f"< {FEWEST_SHOWN}" if cases is None else str(cases)


def _share(share: float) -> str:
    return f"{100 * share:.1f} %"


def _moved(learnt: float, expert: float) -> float:
    return abs(learnt / expert - 1)
