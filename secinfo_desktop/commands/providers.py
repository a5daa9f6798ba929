"""``secinfo-desktop providers``: the provider packs that come along, and a check of an own one."""

import argparse
import sys
from pathlib import Path

from secinfo_desktop.commands.speech import say

BAD_PACK = 2


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and what can be done with it."""
    parser = subparsers.add_parser("providers", help=say("command.providers.help"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="{list,check}")
    deeds.add_parser("list", help=say("command.providers.list.help"))
    checking = deeds.add_parser("check", help=say("command.providers.check.help"))
    checking.add_argument("file", metavar="FILE", help=say("command.providers.check.file.help"))


def run(arguments: argparse.Namespace) -> int:
    """List the packs, or check one; 2 if it can't be used."""
    return _check(Path(arguments.file)) if arguments.deed == "check" else _list()


def _list() -> int:
    from secinfo_desktop import resources
    from secinfo_desktop.domain import providers

    for name in resources.names("providers", ".toml"):
        pack = providers.parse(resources.text(f"providers/{name}"))
        print(f"{pack.id}  {pack.name}  {pack.sender_address}")
    return 0


def _check(file: Path) -> int:
    """Everything wrong with a pack, each with its line; what a service or the app would refuse is refused here."""
    from secinfo_desktop.backend.service import load_pack
    from secinfo_desktop.backend.settings import SettingsError
    from secinfo_desktop.desktop import brands
    from secinfo_desktop.domain.toml_lines import KeyLines

    try:
        pack = load_pack(file)
    except SettingsError as error:
        for problem in error.problems:
            print(problem.replace("provider", file.name, 1), file=sys.stderr)
        return BAD_PACK
    names = {key: getattr(pack, key) for key in brands.NAMES}
    borrowed = {key: brand for key, name in names.items() if (brand := brands.borrowed((name,), pack.hosts))}
    for key, brand in borrowed.items():
        where = f"{file.name}: line {KeyLines(file.read_text('utf-8')).line(key)}: {key}"
        print(f"{where}: {say('command.providers.check.borrowed', brand=brand)}", file=sys.stderr)
    if borrowed:
        return BAD_PACK
    print(say("command.providers.check.good", name=pack.name))
    return 0
