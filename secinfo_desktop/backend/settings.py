"""The service's settings: from a file, the environment and flags, in this order; the later one wins."""

import ipaddress
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from secinfo_desktop.backend.database_address import IN_THE_DATA_FOLDER, has_password, read_address

ENVIRONMENT = "SECINFO_"
LARGEST_PORT = 65535


class SettingsError(ValueError):
    """Settings that can't be used; ``problems`` has one line for each, beginning with the setting's name."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Address:
    """A host and a port."""

    host: str
    port: int


@dataclass(frozen=True)
class Settings:
    """What a service is started with. No provider file: the made-up organisation that comes with the program.

    No database: SQLite in the data folder.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 0
    provider: Path | None = None
    practice: bool = False
    smtp: Address | None = None
    database: str | None = field(default=None, repr=False)


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings named in the environment: ``SECINFO_DATA`` and so on."""
    found = {name: environment.get(ENVIRONMENT + name.upper()) for name in _READERS}
    return {name: value for name, value in found.items() if value is not None}


def from_file(file: Path) -> dict[str, Any]:
    """The settings in a TOML file.

    Raises:
        SettingsError: it can't be read.
    """
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError((f"settings: can't be read ({type(error).__name__})",)) from error


def from_flags(flags: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings given as flags, which every program of this computer can read (security rule 1).

    Raises:
        SettingsError: one of them carries a password.
    """
    address = flags.get("database")
    if address is not None and address != IN_THE_DATA_FOLDER and has_password(address):
        raise SettingsError(
            ("database: a password must not be an argument; use the settings file or SECINFO_DATABASE",)
        )
    return flags


def read(*layers: Mapping[str, Any], sends: bool = True) -> Settings:
    """The settings out of layers, the weakest first; a flag that was not given is None.

    ``sends`` is False for work on the database alone, which needs no way out for messages.

    Raises:
        SettingsError: a setting is unknown, missing or can't be taken.
    """
    merged = {name: value for layer in layers for name, value in layer.items() if value is not None}
    problems = [f"{name}: is not a setting" for name in merged if name not in _READERS]
    values: dict[str, Any] = {}
    for name, take in _READERS.items():
        if name in merged:
            try:
                values[name] = take(merged[name])
            except ValueError as error:
                problems.append(f"{name}: {error}")
    problems += _missing(merged, values, sends=sends)
    if problems:
        raise SettingsError(tuple(problems))
    return Settings(**values)


def _missing(merged: Mapping[str, Any], values: Mapping[str, Any], *, sends: bool) -> list[str]:
    problems = [] if "data" in merged else ["data: is missing (the folder for the database)"]
    if not sends:
        return problems
    if values.get("practice") and "smtp" in merged:
        problems.append("smtp: practice sends nothing out; leave one of the two away")
    if not values.get("practice") and "smtp" not in merged:
        problems.append("smtp: is missing (or start with practice)")
    return problems


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    return value


def _folder(value: Any) -> Path:
    path = Path(_text(value)).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError("must be a folder")
    return path.absolute()


def _file(value: Any) -> Path:
    path = Path(_text(value)).expanduser()
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


def _host(value: Any) -> str:
    """This computer only: what faces a network needs more than this version has."""
    try:
        address = ipaddress.ip_address(_text(value))
    except ValueError:
        raise ValueError("must be an IP address of this computer's loopback, as 127.0.0.1") from None
    if not address.is_loopback:
        raise ValueError("must be an IP address of this computer's loopback, as 127.0.0.1")
    return str(address)


def _port(value: Any) -> int:
    digits = str(value)
    if isinstance(value, bool) or not digits.isdecimal() or int(digits) > LARGEST_PORT:
        raise ValueError(f"must be a whole number from 0 to {LARGEST_PORT}")
    return int(digits)


def _flag(value: Any) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if str(value).lower() not in known:
        raise ValueError("must be true or false")
    return known[str(value).lower()]


def _address(value: Any) -> Address:
    host, _, port = _text(value).rpartition(":")
    if not host or "@" in host:
        raise ValueError("must be HOST:PORT")
    return Address(host.strip("[]"), _port(port))


_READERS: dict[str, Callable[[Any], Any]] = {
    "data": _folder,
    "host": _host,
    "port": _port,
    "provider": _file,
    "practice": _flag,
    "smtp": _address,
    "database": read_address,
}
