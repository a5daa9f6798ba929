"""``secinfo-desktop backend table``: the learnt tables that a service hands out to the apps of its organisation."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.commands.given_files import Unusable, read
from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.backend.settings import Settings

NOTHING_THERE = 1
BAD_FILE = 2


def put(settings: "Settings", arguments: argparse.Namespace) -> int:
    """Put a table there once it was checked against the experts' numbers."""
    from secinfo_desktop.backend.services.records import GuideTable
    from secinfo_desktop.backend.table_lines import put_table

    file = Path(arguments.file)
    checked = _checked(file)
    if isinstance(checked, Unusable):
        print(say("command.backend.table.put.refused", file=file, problem=checked.problem), file=sys.stderr)
        return BAD_FILE
    checklist, text = checked
    print(say("command.backend.table.put.done", revision=put_table(settings, GuideTable(checklist, text))))
    return 0


def _checked(file: Path) -> tuple[str, str] | Unusable:
    """The checklist and the text of a table that apps will take; or what is wrong with it."""
    from secinfo_desktop.guide.learnt_table import TableError

    its = read(file, _taken_by_apps, TableError)
    return Unusable(its) if isinstance(its, str) else its


def _taken_by_apps(text: str) -> tuple[str, str] | str:
    """The same of a text. Raises TableError."""
    from secinfo_desktop.desktop import checklists
    from secinfo_desktop.guide.closed_case import Source
    from secinfo_desktop.guide.learnt_table import FEWEST_SHOWN, dump, fitted, load

    table = load(text)
    if table.checklist not in checklists.names():
        return say("command.guide.no_checklist", names=", ".join(checklists.names()))
    fitted(checklists.shipped(table.checklist), table)
    if table.source is not Source.STAFF:
        return say("command.backend.table.put.self_reports")
    if table.cases is None:
        return say("command.backend.table.put.too_few", fewest=FEWEST_SHOWN)
    return table.checklist, dump(table)


def back(settings: "Settings", arguments: argparse.Namespace) -> int:
    """Take a table back."""
    from secinfo_desktop.backend.table_lines import take_table_back

    revision = take_table_back(settings, arguments.checklist)
    if revision is None:
        print(say("command.backend.table.none"), file=sys.stderr)
        return NOTHING_THERE
    print(say("command.backend.table.back.done", revision=revision))
    return 0


def show(settings: "Settings", _arguments: argparse.Namespace) -> int:
    """List what is handed out, a line for each checklist."""
    from secinfo_desktop.backend.table_lines import tables_there
    from secinfo_desktop.guide.learnt_table import FEWEST_SHOWN, TableError, load

    revision, tables = tables_there(settings)
    if not tables:
        print(say("command.backend.table.none"), file=sys.stderr)
        return NOTHING_THERE
    for table in tables:
        try:
            its = load(table.text)
        except TableError as error:
            print(say("command.backend.table.unusable", checklist=table.checklist, problem=error), file=sys.stderr)
            continue
        cases = f"< {FEWEST_SHOWN}" if its.cases is None else its.cases
        print(f"{revision}  {its.checklist}  {its.revision}  {its.week}  {cases}")
    return 0
