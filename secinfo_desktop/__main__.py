"""The composition root: reads the command line, and starts what was asked for or the face that fits this computer.

Knows the names of all commands and nothing of what they do; whatever is slow to load they load when they run.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from types import ModuleType

NO_FACE = 2
"""Exit status where nobody would see a face."""
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line, the process's own if it is None; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _run(given) if given else _show_face()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # who read the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: Sequence[str]) -> int:
    from secinfo_desktop.commands import embedded

    return embedded.run() if list(given) == embedded.WORDS else _run_command(make_parser().parse_args(given))


def _run_command(chosen: "Namespace") -> int:
    if chosen.command is None:
        return _show_face()
    return int(commands()[chosen.command].run(chosen))


def commands() -> "dict[str, ModuleType]":
    """By name; each module has ``add_parser(subparsers)`` and ``run(arguments) -> exit status``."""
    from secinfo_desktop.commands import (
        audit,
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

    return {
        "window": window,
        "terminal": terminal,
        "practice": practice,
        "backend": backend,
        "audit": audit,
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


def _show_face() -> int:
    """What people start by a click: the window comes before anything that it does not need."""
    from secinfo_desktop.desktop import screens

    if screens.answers(sys.platform, os.environ):
        from secinfo_desktop.commands import window

        return window.show()
    return _show_face_without_screen(is_named=screens.is_named(os.environ))


def _show_face_without_screen(*, is_named: bool) -> int:
    from secinfo_desktop.commands import terminal
    from secinfo_desktop.commands.speech import say

    if is_named:
        print(say("command.no_screen"), file=sys.stderr)  # noqa: T201 - before there is a face
    if terminal.is_there():
        return terminal.lead()
    print(say("command.no_face"), file=sys.stderr)  # noqa: T201 - nobody sees any other face
    return NO_FACE


def make_parser() -> "ArgumentParser":
    """The command line with all its commands."""
    from argparse import ArgumentParser

    from secinfo_desktop import __version__
    from secinfo_desktop.commands.speech import say

    parser = ArgumentParser(prog="secinfo-desktop", description=say("command.about"))
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar=say("command.metavar"))
    for module in commands().values():
        module.add_parser(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
