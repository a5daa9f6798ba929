"""``secinfo-desktop organisation``: what an administrator sets up for everybody on this computer."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.desktop.organisations import Organisation

NOT_PERMITTED = 1
BAD_FILE = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("organisation", help=say("command.organisation.help"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="{add,list}")
    adding = deeds.add_parser("add", help=say("command.organisation.add.help"))
    adding.add_argument("file", metavar="FILE", help=say("command.organisation.add.file.help"))
    deeds.add_parser("list", help=say("command.organisation.list.help"))


def run(arguments: argparse.Namespace) -> int:
    """Add or list; 1 if this person may not, 2 for a file that can't be used."""
    from secinfo_desktop.desktop import folders

    site_file = folders.find(os.environ).organisations_file
    return _add(Path(arguments.file), site_file) if arguments.deed == "add" else _list(site_file)


def _add(file: Path, site_file: Path) -> int:
    from secinfo_desktop.desktop.adding_organisations import CanNotAddError, add

    try:
        added = add(file, site_file)
    except CanNotAddError as error:
        return _tell(error.problems, BAD_FILE)
    except OSError:
        return _tell((say("command.organisation.not_permitted", folder=site_file.parent),), NOT_PERMITTED)
    _show(added)
    return 0


def _list(site_file: Path) -> int:
    from secinfo_desktop.desktop import organisations

    found = organisations.read(site_file)
    _show(found.organisations)
    return _tell(found.problems, BAD_FILE) if found.problems else 0


def _show(known: "Iterable[Organisation]") -> None:
    for its in known:
        print(f"{its.choice.id}  {its.choice.name}  {its.address.url}  {its.pack.id}")


def _tell(problems: Iterable[str], status: int) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return status
