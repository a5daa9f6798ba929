"""``secinfo-desktop checklist``: check a checklist that somebody has written, and what a new revision changes."""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.guide.checklist import Checklist
    from secinfo_desktop.guide.table_reader import Problem
    from secinfo_desktop.simulation.trial import Trial

BAD_FILE = 2
CASES = 300
WORTH_TELLING = 0.02
"""How far the share of cases in which a step is taken has changed, to be told."""
_TABLE = re.compile(r"\[([^\]]*)\] ?(.*)")
_NAMES_SHOWN = 12


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("checklist", help=say("command.checklist.help"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="check")
    checking = deeds.add_parser("check", help=say("command.checklist.check.help"))
    checking.add_argument("file", metavar="FILE", help=say("command.checklist.check.file.help"))
    checking.add_argument("--against", metavar="FILE", help=say("command.checklist.check.against.help"))
    checking.add_argument(
        "--cases", type=_some, default=CASES, metavar="N", help=say("command.checklist.check.cases.help")
    )
    checking.add_argument("--seed", type=int, default=1, metavar="S", help=say("command.simulate.seed.help"))


def run(arguments: argparse.Namespace) -> int:
    """Check and print; 0 if the file can be used, with or without warnings; 2 if not."""
    from secinfo_desktop.simulation.trial import try_out

    read = _read(Path(arguments.file))
    before = _read(Path(arguments.against)) if arguments.against else None
    if read is None or (arguments.against and before is None):
        return BAD_FILE
    checklist, text = read
    trial = try_out(checklist, arguments.cases, arguments.seed)
    warnings = [*_warnings(checklist, trial, text)]
    _write(warnings)
    _write(_figures(trial))
    if before is not None:
        _write(_differences(before[0], try_out(before[0], arguments.cases, arguments.seed), checklist, trial))
    print(say("command.checklist.check.usable", n=len(warnings), file=arguments.file))
    return 0


def _read(file: Path) -> "tuple[Checklist, str] | None":
    """The checklist of a file with its text; None, with every fault told, if there is none."""
    from secinfo_desktop.guide.checklist import ChecklistError, parse

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = say("command.guide.not_text") if isinstance(error, ValueError) else error.strerror
        print(say("command.checklist.check.unreadable", file=file, problem=problem), file=sys.stderr)
        return None
    try:
        return parse(text), text
    except ChecklistError as error:
        faults = list(_with_lines(error.problems, text))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(say("command.checklist.check.faults", n=len(faults), file=file), file=sys.stderr)
    return None


def _with_lines(problems: "Iterable[Problem]", text: str) -> Iterator[str]:
    """Each problem with the line that it is about, in the order of the file."""
    import tomllib

    from secinfo_desktop.domain.toml_lines import KeyLines, syntax_problem

    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield syntax_problem(text, error)
        return
    lines = KeyLines(text)
    found = [(lines.line(_key(problem)), problem) for problem in problems]
    for line, problem in sorted(found, key=lambda pair: pair[0]):
        yield say("command.checklist.check.line", line=line, where=problem.where, what=problem.what)


def _key(problem: "Problem") -> str:
    """The key that a problem is about: that of ``[questions.x.p] default`` is ``questions.x.p.default``.

    Many problems name the id that they are about first; if it is a key there, its line is the better one.
    """
    found = _TABLE.fullmatch(problem.where)
    place = [part for part in found.groups() if part] if found else [problem.where]
    return ".".join([*place, problem.what.partition(" ")[0]])


def _warnings(checklist: "Checklist", trial: "Trial", text: str) -> Iterator[str]:
    from secinfo_desktop.guide.checklist_review import review
    from secinfo_desktop.recovery.checklist_sentences import missing
    from secinfo_desktop.texts import LANGUAGES

    for line in _with_lines((*review(checklist), *trial.oddities), text):
        yield say("command.checklist.check.warning", warning=line)
    for language in LANGUAGES:
        names = missing(checklist, language)
        if names:
            shown = ", ".join(names[:_NAMES_SHOWN])
            yield say("command.checklist.check.sentences", tongue=language, n=len(names), names=shown)


def _figures(trial: "Trial") -> Iterator[str]:
    yield say("command.checklist.check.assumed", n=trial.cases)
    yield say(
        "command.checklist.check.figures",
        mean=round(trial.mean_s),
        slow=round(trial.p95_s),
        steps=f"{trial.steps:.1f}",
        longest=trial.longest,
        solved=f"{trial.solved:.0%}",
    )


def _differences(old: "Checklist", before: "Trial", new: "Checklist", now: "Trial") -> Iterator[str]:
    """What is there no more or anew, and what simulated people notice of it."""
    yield say("command.checklist.check.against", old=old.revision, new=new.revision)
    for kind in ("causes", "evidence", "questions", "actions"):
        ids, old_ids = set(getattr(new, kind)), set(getattr(old, kind))
        for name in sorted(ids - old_ids):
            yield say("command.checklist.check.new", name=f"{kind}.{name}")
        for name in sorted(old_ids - ids):
            yield say("command.checklist.check.gone", name=f"{kind}.{name}")
    yield say("command.checklist.check.time", old=round(before.mean_s), new=round(now.mean_s))
    yield say("command.checklist.check.solved", old=f"{before.solved:.0%}", new=f"{now.solved:.0%}")
    for step in sorted({*before.chosen, *now.chosen}):
        share, earlier = now.chosen.get(step, 0.0), before.chosen.get(step, 0.0)
        if abs(share - earlier) >= WORTH_TELLING:
            yield say("command.checklist.check.step", step=step, old=f"{earlier:.0%}", new=f"{share:.0%}")


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _some(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
