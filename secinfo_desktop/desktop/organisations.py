"""Organisations that an administrator has set up on this computer. People can't type addresses in.

[[organisation]]
id = "example"
name = "Example Organisation"
address = "https://accounts.example.org"
pack_file = "example.toml"          # beside this file; or pack = "example-organisation", one that comes with the app

The host of the address must be one of the pack's hosts, so that a brand is never shown with a stranger's service.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from secinfo_desktop import resources
from secinfo_desktop.client.addresses import AddressError, ServiceAddress
from secinfo_desktop.desktop import brands, site_files
from secinfo_desktop.desktop.accounts import PRACTICE
from secinfo_desktop.desktop.site_files import SiteFileError
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.providers import PackError, ProviderPack
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind

OWN_IDS = frozenset({PRACTICE.id})
_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
"""An id can become the name of a file."""
_KEYS = frozenset({"id", "name", "address", "pack", "pack_file"})


Entry = Mapping[str, str]
"""One [[organisation]] as it is written."""

Reading = Callable[[Path], str]
"""How the files are read; ``site_files``."""


@dataclass(frozen=True)
class Organisation:
    """One organisation: where its service answers, and its pack."""

    choice: AccountChoice
    address: ServiceAddress
    pack: ProviderPack


@dataclass(frozen=True)
class Found:
    """The organisations that can be used, how each is written, and a line for each thing that is wrong in the file."""

    organisations: tuple[Organisation, ...] = ()
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()


class EntryError(ValueError):
    """An entry that can't be used."""


def read(path: Path, reading: Reading = site_files.read_protected) -> Found:
    """The organisations of an administrator's file; none where there is no file.

    An entry that can't be used is left out and named in ``problems``; the others work.
    """
    try:
        document = tomllib.loads(reading(path))
    except FileNotFoundError:
        return Found()
    except (OSError, ValueError) as error:
        return Found(problems=(f"{path.name}: {error}",))
    except RecursionError:
        return Found(problems=(f"{path.name}: is nested too deeply",))
    entries = document.get("organisation", [])
    if not isinstance(entries, list) or set(document) - {"organisation"}:
        return Found(problems=(f"{path.name}: holds nothing but [[organisation]] entries",))
    return _take(entries, path.parent, reading)


def _take(entries: list[Any], folder: Path, reading: Reading) -> Found:
    taken: dict[str, Organisation] = {}
    written: list[Entry] = []
    problems = []
    for number, entry in enumerate(entries, start=1):
        try:
            organisation = _organisation(entry, folder, reading)
            if organisation.choice.id in taken:
                raise EntryError("id: there is another one with this id")
            taken[organisation.choice.id] = organisation
            written.append(entry)
        except (EntryError, AddressError, PackError) as error:
            problems.append(f"organisation {number}: {error}")
    return Found(tuple(taken.values()), tuple(written), tuple(problems))


def _organisation(entry: Any, folder: Path, reading: Reading) -> Organisation:
    if not isinstance(entry, dict):
        raise EntryError("must be a table")
    if unknown := sorted(set(entry) - _KEYS):
        raise EntryError(f"{unknown[0]}: not a key of an organisation")
    its_id = _text(entry, "id")
    if not _ID.fullmatch(its_id):
        raise EntryError("id: must be letters, digits, - and _")
    if its_id in OWN_IDS | {its.id for its in brands.shipped()}:
        raise EntryError("id: is taken by the app itself")
    name = _text(entry, "name")
    address, pack = ServiceAddress(_text(entry, "address")), _pack(entry, folder, reading)
    _check_brand(name, address, pack)
    choice = AccountChoice(its_id, AccountKind.ORGANISATION, name, address.host)
    return Organisation(choice, address, pack)


def _check_brand(name: str, address: ServiceAddress, pack: ProviderPack) -> None:
    """A pack belongs to its hosts, and a brand that comes with the app to those that it came with."""
    if not address.is_loopback and address.host not in pack.hosts:
        raise EntryError("address: its host is not one of the pack's hosts")
    brand = brands.borrowed((name, *(getattr(pack, key) for key in brands.NAMES)), (*pack.hosts, address.host))
    if brand is not None:
        raise EntryError(f"name: {brand} is not the brand of this address and its pack")


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise EntryError(f"{key}: must be a text")
    return value.strip()


def _pack(entry: Mapping[str, Any], folder: Path, reading: Reading) -> ProviderPack:
    """The pack in a file of the administrator's, or one that comes with the app."""
    if ("pack" in entry) == ("pack_file" in entry):
        raise EntryError("pack: exactly one of pack and pack_file is needed")
    try:
        if "pack_file" in entry:
            return providers.parse(reading(site_files.beside(folder, _text(entry, "pack_file"))))
        return providers.parse(resources.text(f"providers/{_text(entry, 'pack')}.toml"))
    except SiteFileError as error:
        raise EntryError(f"pack_file: {error}") from None
    except (OSError, UnicodeDecodeError, resources.ResourceMissing):
        raise EntryError("pack: there is no such file") from None
