"""The composition root: reads the command line, and starts what was asked for or the face that fits this computer.

Knows the names of all commands and nothing of what they do; whatever is slow to load they load when they run.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from secinfo_desktop import __version__
from secinfo_desktop.commands import (
    backend,
    cases,
    checklist,
    doctor,
    guide,
    openapi,
    organisation,
    practice,
    providers,
    sessions,
    simulate,
    terminal,
    window,
)
from secinfo_desktop.commands.speech import say
from secinfo_desktop.desktop import faces, screens

COMMANDS: dict[str, ModuleType] = {
    "window": window,
    "terminal": terminal,
    "practice": practice,
    "backend": backend,
    "openapi": openapi,
    "organisation": organisation,
    "providers": providers,
    "sessions": sessions,
    "doctor": doctor,
    "simulate": simulate,
    "guide": guide,
    "cases": cases,
    "checklist": checklist,
}
"""By name; each module has ``add_parser(subparsers)`` and ``run(arguments) -> exit status``."""
NO_FACE = 2
"""Exit status where nobody would see a face."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line, the process's own if it is None; returns the exit status."""
    parser = make_parser()
    chosen = parser.parse_args(arguments)
    if chosen.command is None:
        has_screen = screens.answers(sys.platform, os.environ)
        face = faces.fitting(has_screen=has_screen, has_terminal=terminal.is_there())
        if screens.is_named(os.environ) and not has_screen:
            print(say("command.no_screen"), file=sys.stderr)  # noqa: T201 - before there is a face
        if face is None:
            print(say("command.no_face"), file=sys.stderr)  # noqa: T201 - nobody sees any other face
            return NO_FACE
        chosen = parser.parse_args([face.value])
    try:
        return int(COMMANDS[chosen.command].run(chosen))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # who read the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def make_parser() -> argparse.ArgumentParser:
    """The command line with all its commands."""
    parser = argparse.ArgumentParser(prog="secinfo-desktop", description=say("command.about"))
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar=say("command.metavar"))
    for module in COMMANDS.values():
        module.add_parser(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
