"""``secinfo-desktop cases``: whether closed cases are counted on this computer, and their export for learning."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.desktop.closed_cases import ClosedCases

NOTHING_THERE = 1
BAD_FILE = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("cases", help=say("command.cases.help"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="{count,export}")
    counting = deeds.add_parser("count", help=say("command.cases.count.help"))
    counting.add_argument("switch", choices=("on", "off"), help=say("command.cases.count.switch.help"))
    exporting = deeds.add_parser("export", help=say("command.cases.export.help"))
    exporting.add_argument("--output", metavar="FILE", help=say("command.cases.export.output.help"))


def run(arguments: argparse.Namespace) -> int:
    """Switch or export; 1 if there is nothing to export, 2 if a file or folder can't be written."""
    from secinfo_desktop.desktop import clock, folders
    from secinfo_desktop.desktop.closed_cases import ClosedCases

    closed = ClosedCases(folders.find(os.environ).closed_cases, clock.now)
    try:
        if arguments.deed == "export":
            closed.clean()
            return _export(closed, arguments.output)
        return _switch(closed, arguments.switch)
    except OSError as error:
        print(say("command.cases.not_written", problem=error.strerror), file=sys.stderr)
        return BAD_FILE


def _switch(closed: "ClosedCases", switch: str) -> int:
    if switch == "on":
        closed.switch_on()
        print(say("command.cases.count.on"))
    else:
        closed.switch_off()
        print(say("command.cases.count.off"))
    return 0


def _export(closed: "ClosedCases", output: str | None) -> int:
    lines = list(closed.lines())
    if not lines:
        print(say("command.cases.none" if closed.is_on else "command.cases.is_off"), file=sys.stderr)
        return NOTHING_THERE
    text = "".join(f"{line}\n" for line in lines)
    if output is None:
        print(text, end="")
        return 0
    Path(output).write_text(text, "utf-8")
    print(say("command.cases.export.done", n=len(lines), file=output))
    return 0
