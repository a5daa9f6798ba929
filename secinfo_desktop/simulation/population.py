"""Populations: functions in a Python file, written by anybody, that give made-up people with a hidden trouble."""

import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from secinfo_desktop.guide.checklist import FAILED, HANDOFF, SOLVED, Checklist

SAMPLE = 20
"""How many people are looked at to see which steps a population knows; they are not played."""


class PopulationError(ValueError):
    """A population can't be played; the reason is for the one who named it."""


class Person(Protocol):
    """One made-up person. It changes with what it does: a person is played once."""

    @property
    def context(self) -> str:
        """What kind of contact the code was sent to."""

    @property
    def evidence(self) -> Mapping[str, str]:
        """What is known without asking; any of it may be missing."""

    def answer(self, question_id: str, /) -> str:
        """The id of the answer to a question."""

    def act(self, action_id: str, /) -> bool:
        """Carries an action out. True: the case ends with it."""

    def seconds(self, step_id: str, /) -> float:
        """How long a step takes this person; the hand-over is a step."""


Population = Callable[[int, int], Sequence[Person]]
"""So many people of a seed; the same seed gives the same people."""


def load(name: str) -> Population:
    """The population that ``FILE.py:FUNCTION`` names. Raises PopulationError."""
    file, separator, function = name.rpartition(":")
    if not separator or not function:
        raise PopulationError("write FILE.py:FUNCTION")
    found = getattr(_module(Path(file)), function, None)
    if not callable(found):
        raise PopulationError(f"the file has no function {function}")
    return cast("Population", found)


def _module(file: Path) -> ModuleType:
    module_name = f"population_{file.stem}"
    spec = importlib.util.spec_from_file_location(module_name, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise PopulationError(f"{file} is no Python file that can be read")
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module
    with _beside(file):
        spec.loader.exec_module(module)
    return module


@contextmanager
def _beside(file: Path) -> Iterator[None]:
    """While a population is loaded it may import the files that lie beside it."""
    folder = str(file.resolve().parent)
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


def known_to(checklist: Checklist, population: Population, seed: int) -> Checklist:
    """The checklist without the questions and actions that this population does not have at all.

    A population may be older than a step: it raises LookupError for it, or nobody has an answer that the question
    knows. Then there is nothing to play.
    """
    people = population(SAMPLE, seed)

    def here(contexts: Sequence[str]) -> list[Person]:
        return [person for person in people if person.context in contexts]

    return replace(
        checklist,
        questions={
            name: one for name, one in checklist.questions.items() if _answer(checklist, here(one.contexts), name)
        },
        actions={name: one for name, one in checklist.actions.items() if _take_time(here(one.contexts), name)},
    )


def _answer(checklist: Checklist, people: Sequence[Person], question: str) -> bool:
    return not people or any(outcome(checklist, person, question) is not None for person in people)


def _take_time(people: Sequence[Person], action: str) -> bool:
    try:
        for person in people[:1]:
            person.seconds(action)
    except LookupError:
        return False
    return True


def outcome(checklist: Checklist, person: Person, step: str) -> str | None:
    """What comes of a step; None: skipped. A population may be older than a question or an action: then it fails."""
    if step in checklist.actions:
        return SOLVED if _act(person, step) else FAILED
    try:
        answer = person.answer(step)
    except LookupError:
        return None
    return answer if answer in checklist.outcomes(step) else None


def _act(person: Person, step: str) -> bool:
    try:
        return bool(person.act(step))
    except LookupError:
        return False


def seconds(checklist: Checklist, person: Person, step: str) -> float:
    """How long a step takes; the checklist's own seconds where the population does not know the step."""
    try:
        return float(person.seconds(step))
    except LookupError:
        known = checklist.questions.get(step) or checklist.actions.get(step)
        return known.cost_s if known is not None and step != HANDOFF else checklist.handoff.cost_s
