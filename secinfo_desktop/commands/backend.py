"""``secinfo-desktop backend``: run the service, or give it accounts."""

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secinfo_desktop.backend.settings import Settings

BAD_SETTINGS = 2
_SETTINGS = ("data", "host", "port", "provider", "practice", "smtp")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("backend", help="run the service that answers for accounts")
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="{serve,add-account}")
    deeds.add_parser("embedded")  # for the app alone: not listed
    _add_serve_options(deeds.add_parser("serve", help="serve until it is told to stop"))
    _add_options(deeds.add_parser("add-account", help="add accounts: one JSON object a line on standard input"))


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; returns the exit status, 2 for settings that can't be used."""
    from secinfo_desktop.backend.settings import SettingsError

    gc.disable()  # imports make no garbage worth a search; the process switches it on again once it is ready
    deeds = {"embedded": _embedded, "serve": _serve, "add-account": _add_accounts}
    try:
        return deeds[arguments.deed](arguments)
    except SettingsError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        return BAD_SETTINGS


def _add_serve_options(parser: argparse.ArgumentParser) -> None:
    _add_options(parser)
    parser.add_argument("--host", help="address to listen on, of this computer's loopback (127.0.0.1)")
    parser.add_argument("--port", help="port to listen on; 0 takes a free one")
    parser.add_argument("--practice", action="store_const", const=True, help="made-up people, phones and mailboxes")
    parser.add_argument("--smtp", metavar="HOST:PORT", help="the relay that takes the mail")


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", help="folder of the database and the keys; made if it is missing")
    parser.add_argument("--provider", metavar="FILE", help="provider pack (TOML)")
    parser.add_argument("--settings", metavar="FILE", help="settings (TOML); SECINFO_... and flags win over it")


def _settings(arguments: argparse.Namespace, *, sends: bool) -> "Settings":
    from secinfo_desktop.backend import settings

    file = settings.from_file(Path(arguments.settings)) if arguments.settings else {}
    flags = {name: getattr(arguments, name, None) for name in _SETTINGS}
    return settings.read(file, settings.from_environment(os.environ), flags, sends=sends)


def _embedded(_arguments: argparse.Namespace) -> int:
    from secinfo_desktop.backend.process import run_embedded

    return run_embedded(sys.stdin, sys.stdout)


def _serve(arguments: argparse.Namespace) -> int:
    settings = _settings(arguments, sends=True)
    from secinfo_desktop.backend.process import serve

    return serve(settings, sys.stdout)


def _add_accounts(arguments: argparse.Namespace) -> int:
    from secinfo_desktop.backend.account_lines import add_accounts

    return add_accounts(_settings(arguments, sends=False), sys.stdin, sys.stdout, sys.stderr)
