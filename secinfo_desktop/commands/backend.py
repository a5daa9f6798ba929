"""``secinfo-desktop backend``: run the service, or give it accounts. For the one under the app: ``embedded``."""

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from secinfo_desktop.commands.speech import say

if TYPE_CHECKING:
    from secinfo_desktop.backend.settings import Settings

BAD_SETTINGS = 2
_SERVE_SETTINGS = {
    "host": None,
    "port": None,
    "public_url": "URL",
    "proxies": "ADDRESSES",
    "unknown_account": "ANSWER",
    "smtp": "HOST:PORT",
    "smtp_security": "HOW",
    "smtp_user": "NAME",
    "smtp_password_file": "FILE",
    "language": "LANGUAGE",
    "sms": "KIND",
    "sms_url": "URL",
    "sms_user": "NAME",
    "sms_password_file": "FILE",
    "sms_sender": "SENDER",
    "reports_host": "ADDRESS",
    "reports_port": "PORT",
    "reports_url": "URL",
    "reports_peers": "ADDRESSES",
}
"""Settings for serving alone, with what stands for their values in the help."""
_SETTINGS = ("data", "database", "provider", "practice", *_SERVE_SETTINGS)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("backend", help=say("command.backend.help"))
    deeds = parser.add_subparsers(
        dest="deed",
        required=True,
        metavar="{serve,add-account,add-staff,staff,backup,restore,restored,outbox,table}",
    )
    _add_serve_options(deeds.add_parser("serve", help=say("command.backend.serve.help")))
    add_options(deeds.add_parser("add-account", help=say("command.backend.add_account.help")))
    add_options(deeds.add_parser("add-staff", help=say("command.backend.add_staff.help")))
    _add_staff_deeds(deeds.add_parser("staff", help=say("command.backend.staff.help")))
    for deed in ("backup", "restore"):
        copying = deeds.add_parser(deed, help=say(f"command.backend.{deed}.help"))
        copying.add_argument("file", metavar="FILE", help=say(f"command.backend.{deed}.file.help"))
        add_options(copying)
    restored = deeds.add_parser("restored", help=say("command.backend.restored.help"))
    restored.add_argument("--new-keys", action="store_true", help=say("command.backend.restored.new_keys.help"))
    add_options(restored)
    outbox = deeds.add_parser("outbox", help=say("command.backend.outbox.help"))
    outbox.add_argument("what", choices=("show", "retry"), help=say("command.backend.outbox.what.help"))
    outbox.add_argument("message", nargs="*", metavar="MESSAGE", help=say("command.backend.outbox.message.help"))
    add_options(outbox)
    _add_table_deeds(deeds.add_parser("table", help=say("command.backend.table.help")))


def _add_staff_deeds(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="what", required=True, metavar="{list,end}")
    ending = deeds.add_parser("end", help=say("command.backend.staff.end.help"))
    ending.add_argument("name", metavar="NAME", help=say("command.backend.staff.name.help"))
    for deed in (ending, deeds.add_parser("list", help=say("command.backend.staff.list.help"))):
        add_options(deed)


def _add_table_deeds(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="what", required=True, metavar="{put,back,list}")
    putting = deeds.add_parser("put", help=say("command.backend.table.put.help"))
    putting.add_argument("file", metavar="FILE", help=say("command.backend.table.put.file.help"))
    back = deeds.add_parser("back", help=say("command.backend.table.back.help"))
    back.add_argument("checklist", metavar="NAME", help=say("command.guide.checklist.help"))
    for deed in (putting, back, deeds.add_parser("list", help=say("command.backend.table.list.help"))):
        add_options(deed)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; returns the exit status, 2 for settings that can't be used."""
    from secinfo_desktop.backend.settings import SettingsError

    gc.disable()  # imports make no garbage worth a search; the process switches it on again once it is ready
    deeds = {
        "serve": _serve,
        "add-account": _add_accounts,
        "add-staff": _add_staff,
        "staff": _staff,
        "backup": _copy,
        "restore": _copy,
        "restored": _restored,
        "outbox": _outbox,
        "table": _table,
    }
    try:
        return deeds[arguments.deed](arguments)
    except SettingsError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        return BAD_SETTINGS


def _add_serve_options(parser: argparse.ArgumentParser) -> None:
    add_options(parser)
    parser.add_argument("--practice", action="store_const", const=True, help=say("command.backend.practice.help"))
    for name, value in _SERVE_SETTINGS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=value, help=say(f"command.backend.{name}.help"))


def add_options(parser: argparse.ArgumentParser) -> None:
    """What says where a service keeps its data."""
    parser.add_argument("--data", metavar="DIR", help=say("command.backend.data.help"))
    parser.add_argument("--database", metavar="ADDRESS", help=say("command.backend.database.help"))
    parser.add_argument("--provider", metavar="FILE", help=say("command.backend.provider.help"))
    parser.add_argument("--settings", metavar="FILE", help=say("command.backend.settings.help"))


def settings_of(arguments: argparse.Namespace, *, sends: bool) -> "Settings":
    """A service's settings, from file, environment and command line.

    Raises:
        SettingsError: they can't be used.
    """
    from secinfo_desktop.backend import settings

    file = settings.from_file(Path(arguments.settings)) if arguments.settings else {}
    flags = settings.from_flags({name: getattr(arguments, name, None) for name in _SETTINGS})
    return settings.read(file, settings.from_environment(os.environ), flags, sends=sends)


def _serve(arguments: argparse.Namespace) -> int:
    settings = settings_of(arguments, sends=True)
    from secinfo_desktop.backend.process import serve

    return serve(settings, sys.stdout)


def _add_accounts(arguments: argparse.Namespace) -> int:
    from secinfo_desktop.backend.account_lines import add_accounts

    return add_accounts(settings_of(arguments, sends=False), sys.stdin, sys.stdout, sys.stderr)


def _add_staff(arguments: argparse.Namespace) -> int:
    from secinfo_desktop.backend.staff_lines import add_staff

    return add_staff(settings_of(arguments, sends=False), sys.stdin, sys.stdout, sys.stderr)


def _staff(arguments: argparse.Namespace) -> int:
    """List who works at the helpdesk, or end somebody's work; 1 if nobody has that name."""
    settings = settings_of(arguments, sends=False)
    from secinfo_desktop.backend.staff_lines import end_staff, list_staff

    if arguments.what == "list":
        return list_staff(settings, sys.stdout)
    return end_staff(settings, arguments.name, sys.stdout)


def _table(arguments: argparse.Namespace) -> int:
    """Put a learnt table there, take one back, or list them; 1 if there is none, 2 for a table that can't be used."""
    from secinfo_desktop.commands import backend_tables

    deeds = {"put": backend_tables.put, "back": backend_tables.back, "list": backend_tables.show}
    return deeds[arguments.what](settings_of(arguments, sends=False), arguments)


def _copy(arguments: argparse.Namespace) -> int:
    """Take a copy of the database or put one back; 2 if that can't be done."""
    settings = settings_of(arguments, sends=False)
    if settings.database is not None:
        print(say("command.backend.backup.postgresql"), file=sys.stderr)
        return BAD_SETTINGS
    from secinfo_desktop.backend.copies import put_copy_back, take_copy
    from secinfo_desktop.backend.store.backup import BackupError
    from secinfo_desktop.backend.store.schema import SchemaUnknown

    deed = take_copy if arguments.deed == "backup" else put_copy_back
    try:
        deed(settings, Path(arguments.file))
    except BackupError as error:
        print(say(f"command.backend.{arguments.deed}.refused", problem=error), file=sys.stderr)
    except OSError as error:
        print(say(f"command.backend.{arguments.deed}.refused", problem=error.strerror), file=sys.stderr)
    except SchemaUnknown:
        print(say("command.backend.restore.newer"), file=sys.stderr)
    else:
        print(say(f"command.backend.{arguments.deed}.done", file=arguments.file))
        return 0
    return BAD_SETTINGS


def _restored(arguments: argparse.Namespace) -> int:
    """Close what was open in a database that PostgreSQL's own programs have put back."""
    from secinfo_desktop.backend.copies import close_what_a_copy_opened

    close_what_a_copy_opened(settings_of(arguments, sends=False), new_keys=arguments.new_keys)
    print(say("command.backend.restored.done"))
    return 0


def _outbox(arguments: argparse.Namespace) -> int:
    """Show what was set aside, or send it after all; 1 if something of it can't be sent any more."""
    settings = settings_of(arguments, sends=False)
    from secinfo_desktop.backend.outbox_lines import retry, show

    if arguments.what == "show":
        return show(settings, sys.stdout)
    return retry(settings, arguments.message, sys.stdout)
