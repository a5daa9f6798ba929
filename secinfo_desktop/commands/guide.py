"""``secinfo-desktop guide``: learn a table from closed cases, show it, take it back, and explain a step."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.commands.given_files import Unusable, read
from secinfo_desktop.commands.speech import language, say

if TYPE_CHECKING:
    from secinfo_desktop.guide.checklist import Checklist
    from secinfo_desktop.guide.closed_case import ClosedCase
    from secinfo_desktop.guide.learning import Countable
    from secinfo_desktop.guide.learnt_table import LearntTable

NOTHING_THERE = 1
BAD_FILE = 2
SOURCES = ("staff", "self")
CODE_NOT_RECEIVED = "code_not_received"
AUDIENCES = ("public", "known_device", "helpdesk")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("guide", help=say("command.guide.help"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="{learn,show,rollback,explain}")
    learning = deeds.add_parser("learn", help=say("command.guide.learn.help"))
    learning.add_argument("cases", nargs="+", metavar="CASES", help=say("command.guide.learn.cases.help"))
    learning.add_argument("--output", metavar="FILE", help=say("command.guide.learn.output.help"))
    learning.add_argument("--source", choices=SOURCES, default="staff", help=say("command.guide.learn.source.help"))
    showing = deeds.add_parser("show", help=say("command.guide.show.help"))
    showing.add_argument("--all", action="store_true", help=say("command.guide.show.all.help"))
    rolling = deeds.add_parser("rollback", help=say("command.guide.rollback.help"))
    for deed in (showing, rolling):
        deed.add_argument("table", nargs="?", metavar="FILE", help=say("command.guide.table.help"))
    for deed in (learning, showing, rolling):
        deed.add_argument(
            "--checklist", default=CODE_NOT_RECEIVED, metavar="NAME", help=say("command.guide.checklist.help")
        )
    explaining = deeds.add_parser("explain", help=say("command.guide.explain.help"))
    explaining.add_argument("case", metavar="CASE", help=say("command.guide.explain.case.help"))
    explaining.add_argument("--audience", choices=AUDIENCES, help=say("command.guide.explain.audience.help"))


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 if there is nothing to show or take back, 2 for a file that can't be used."""
    if arguments.deed == "explain":
        from secinfo_desktop.commands.explaining import explain

        return explain(Path(arguments.case), arguments.audience)
    from secinfo_desktop.desktop import checklists

    if arguments.checklist not in checklists.names():
        names = ", ".join(checklists.names())
        return _tell(say("command.guide.no_checklist", names=names), BAD_FILE)
    checklist = checklists.shipped(arguments.checklist)
    deeds: dict[str, Callable[[argparse.Namespace, Checklist], int]] = {
        "learn": _learn,
        "show": _show,
        "rollback": _roll_back,
    }
    return deeds[arguments.deed](arguments, checklist)


def _own_table(checklist: "Checklist") -> Path:
    from secinfo_desktop.desktop import folders

    return folders.find(os.environ).learnt_table(checklist.id)


def _learn(arguments: argparse.Namespace, checklist: "Checklist") -> int:
    from secinfo_desktop.desktop import clock, table_files
    from secinfo_desktop.guide import learning, learnt_table
    from secinfo_desktop.guide.closed_case import Source, week_of

    week, source = week_of(clock.now().date()), Source(arguments.source)
    cases: list[ClosedCase] = []
    for name in arguments.cases:
        its = _read_cases(Path(name))
        if isinstance(its, Unusable):
            return _tell(say("command.guide.learn.bad_cases", file=name, problem=its.problem), BAD_FILE)
        cases += its
    found = learning.countable(checklist, cases, source, week)
    _tell_left_aside(found)
    if not found.cases:
        return _tell(say("command.guide.learn.no_cases"), NOTHING_THERE)
    learnt = learning.learn(checklist, found.cases)
    text = learnt_table.dump(learnt_table.table_of(checklist, learnt, source, week))
    file = Path(arguments.output) if arguments.output else _own_table(checklist)
    try:
        table_files.put(file, text)
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) else say("command.guide.not_text")
        return _tell(say("command.guide.not_written", file=file, problem=problem), BAD_FILE)
    has_earlier = table_files.earlier(file, 1).exists()
    print(
        say("command.guide.learn.done" if has_earlier else "command.guide.learn.first", n=len(found.cases), file=file)
    )
    return 0


def _read_cases(file: Path) -> "list[ClosedCase] | Unusable":
    from secinfo_desktop.guide import closed_case

    return read(file, lambda text: list(closed_case.read(text)), closed_case.ClosedCaseError)


def _tell_left_aside(found: "Countable") -> None:
    if found.other_checklist:
        print(say("command.guide.learn.other_checklist", n=found.other_checklist), file=sys.stderr)
    if found.other_source:
        print(say("command.guide.learn.other_source", n=found.other_source), file=sys.stderr)
    if found.too_old:
        print(say("command.guide.learn.too_old", n=found.too_old), file=sys.stderr)
    if found.from_the_future:
        print(say("command.guide.learn.from_the_future", n=found.from_the_future), file=sys.stderr)


def read_table(file: Path, checklist: "Checklist") -> "LearntTable | Unusable":
    """The table in a file, checked against the expert's numbers; or what is wrong with it."""
    from secinfo_desktop.guide.learnt_table import TableError, fitted, load

    def checked(text: str) -> "LearntTable":
        table = load(text)
        fitted(checklist, table)
        return table

    return read(file, checked, TableError)


def _show(arguments: argparse.Namespace, checklist: "Checklist") -> int:
    from secinfo_desktop.commands.checklist_words import checklist_words
    from secinfo_desktop.commands.table_lines import table_lines

    file = Path(arguments.table) if arguments.table else _own_table(checklist)
    if not arguments.table and not file.exists():
        return _tell(say("command.guide.no_table"), NOTHING_THERE)
    table = read_table(file, checklist)
    if isinstance(table, Unusable):
        return _tell(say("command.guide.bad_table", file=file, problem=table.problem), BAD_FILE)
    _write(table_lines(checklist, table, checklist_words(language()), everything=arguments.all))
    return 0


def _roll_back(arguments: argparse.Namespace, checklist: "Checklist") -> int:
    from secinfo_desktop.desktop import table_files

    file = Path(arguments.table) if arguments.table else _own_table(checklist)
    try:
        if not table_files.take_back(file):
            return _tell(say("command.guide.no_table"), NOTHING_THERE)
    except OSError as error:
        return _tell(say("command.guide.not_written", file=file, problem=error.strerror), BAD_FILE)
    print(say("command.guide.rollback.done" if file.exists() else "command.guide.rollback.expert", file=file))
    return 0


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _tell(problem: str, status: int) -> int:
    print(problem, file=sys.stderr)
    return status
