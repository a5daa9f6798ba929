"""``secinfo-desktop audit``: show a service's audit log, check it, and write down where it ends."""

import argparse
import sys
from pathlib import Path

from secinfo_desktop.commands.backend import BAD_SETTINGS, add_options, settings_of
from secinfo_desktop.commands.speech import say


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("audit", help=say("command.audit.help"))
    deeds = parser.add_subparsers(dest="what", required=True, metavar="{show,verify,head}")
    add_options(deeds.add_parser("show", help=say("command.audit.show.help")))
    verifying = deeds.add_parser("verify", help=say("command.audit.verify.help"))
    verifying.add_argument("--head", metavar="FILE", help=say("command.audit.head.help"))
    add_options(verifying)
    writing = deeds.add_parser("head", help=say("command.audit.write_head.help"))
    writing.add_argument("file", metavar="FILE", help=say("command.audit.write_head.file.help"))
    add_options(writing)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 1 if the log is not what was written, 2 for settings or files that can't be used."""
    from secinfo_desktop.backend.settings import SettingsError

    try:
        return _run(arguments)
    except SettingsError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        return BAD_SETTINGS


def _run(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments, sends=False)
    from secinfo_desktop.backend import audit_lines

    if arguments.what == "show":
        return audit_lines.show(settings, sys.stdout)
    if arguments.what == "head":
        return audit_lines.write_head(settings, Path(arguments.file), sys.stdout)
    return audit_lines.verify(settings, Path(arguments.head) if arguments.head else None, sys.stdout)
