"""The exact optimum of a checklist with single causes, worked out in C."""

import ctypes
import shutil
import subprocess
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import prod
from pathlib import Path
from tempfile import mkdtemp

from secinfo_desktop.guide.checklist import HANDOFF, Checklist, Condition
from secinfo_desktop.guide.tables import compile_tables

SOURCE = Path(__file__).with_name("optimum.c")
MOST_ANSWERS = 8
HAND_OVER, FIRST_QUESTION = 255, 100


def has_compiler() -> bool:
    """True if the C part can be built here."""
    return shutil.which("gcc") is not None


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    built = Path(mkdtemp(prefix="exact")) / "optimum.so"
    subprocess.run(["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(built), str(SOURCE)], check=True)
    return ctypes.CDLL(str(built))


class Optimum:
    """The best that can be done from some weights on: its expected seconds, and its next step after any log."""

    def __init__(
        self, checklist: Checklist, context: str, start: Sequence[float], steps: frozenset[str] | None = None
    ) -> None:
        tables = compile_tables(checklist, context)
        assert all(len(causes) == 1 for causes in tables.sets), "the exact optimum is for single causes"
        self._questions = [name for name in tables.answers if steps is None or name in steps]
        self._actions = [name for name in tables.actions if steps is None or name in steps]
        self._answers = [list(tables.answers[name]) for name in self._questions]
        self._places = [prod(len(one) + 1 for one in self._answers[:n]) for n in range(len(self._questions))]
        self._masks = 1 << len(self._actions)
        states = prod(len(one) + 1 for one in self._answers) * self._masks
        self._best = (ctypes.c_ubyte * states)()
        value = (ctypes.c_float * states)()
        sets = len(tables.sets)
        total = sum(start)
        rows = [
            chance
            for name in self._questions
            for row in (*tables.answers[name].values(), *[[0.0] * sets] * (MOST_ANSWERS - len(tables.answers[name])))
            for chance in row
        ]
        solves = [dict(tables.actions[name].solves).get(index, 0.0) for name in self._actions for index in range(sets)]
        conditions = [checklist.actions[name] for name in self._actions]
        _library().solve(
            sets,
            len(self._questions),
            len(self._actions),
            _ints([len(one) for one in self._answers]),
            _doubles(rows),
            _doubles(solves),
            _doubles([weight / total for weight in start]),
            _doubles([tables.cost_s[name] for name in self._questions]),
            _doubles([tables.cost_s[name] for name in self._actions]),
            ctypes.c_double(tables.handoff_s),
            _ints(self._conditions([one.cannot for one in conditions])),
            _ints(self._conditions([one.only_if for one in conditions])),
            value,
            self._best,
        )
        self.seconds = float(value[0])

    def step(self, log: Mapping[str, str]) -> str:
        """The best step after these outcomes."""
        done = sum(1 << self._actions.index(step) for step in log if step in self._actions)
        said = sum(
            self._places[place] * (self._answers[place].index(log[name]) + 1)
            for place, name in enumerate(self._questions)
            if name in log
        )
        best = self._best[said * self._masks + done]
        if best == HAND_OVER:
            return HANDOFF
        return self._questions[best - FIRST_QUESTION] if best >= FIRST_QUESTION else self._actions[best]

    def _conditions(self, conditions: Sequence[Condition | None]) -> list[int]:
        """Question and answer of each by their place; -1 where there is none, and where it can't come true: 99."""
        places: list[int] = []
        for one in conditions:
            if one is None or one.question not in self._questions:
                places += [-1, 0]
            else:
                place = self._questions.index(one.question)
                places += [place, self._answers[place].index(one.answer)]
        return places


def _doubles(numbers: Sequence[float]) -> ctypes.Array[ctypes.c_double]:
    return (ctypes.c_double * len(numbers)).from_buffer(array("d", numbers))


def _ints(numbers: Sequence[int]) -> ctypes.Array[ctypes.c_int]:
    return (ctypes.c_int * len(numbers)).from_buffer(array("i", numbers))
