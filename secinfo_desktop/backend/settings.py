"""The service's settings: from a file, the environment and flags, in this order; the later one wins."""

import ipaddress
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from secinfo_desktop.backend import text_settings
from secinfo_desktop.backend.database_address import IN_THE_DATA_FOLDER, has_password, read_address
from secinfo_desktop.backend.networks import Network, is_loopback
from secinfo_desktop.backend.security import Security
from secinfo_desktop.backend.text_settings import TextGatewayKind
from secinfo_desktop.texts import LANGUAGES
from secinfo_desktop.texts.catalogues import SOURCE

ENVIRONMENT = "SECINFO_"
LARGEST_PORT = 65535
SHORTEST_TOKEN = 32
"""Signs: even as hexadecimal digits 128 bits (R22)."""
_OPEN = "others than its owner can read it; chmod 600 closes it to them"


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


class UnknownAccount(StrEnum):
    """What is answered for a name that nobody has: that it is unknown, or contacts of nobody (T6)."""

    SAY_SO = "say_so"
    DECOY = "decoy"


@dataclass(frozen=True)
class Settings:
    """What a service is started with. No provider file: the made-up organisation that comes with the program.

    No database: SQLite in the data folder. ``proxies`` are the networks whose word on where a request comes from is
    taken; anybody else's is not. ``public_url`` is where people's apps reach a hosted service: a proxy with TLS stands
    there. ``smtp_password_file`` holds the relay's password and nothing else, and only its owner may read it.
    ``language`` is that of its messages.

    ``sms`` is what takes text messages, at ``sms_url`` (None: where it usually is), with a password from its file;
    ``sms_sender`` is shown in place of the pack's. With ``reports_port`` what becomes of them is reported to a listener
    of its own, for ``reports_peers`` alone; ``reports_url`` is where the gateway reaches it.

    ``areas_token_file`` holds the token with which an organisation's other systems ask what of an account is frozen.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 0
    provider: Path | None = None
    practice: bool = False
    smtp: Address | None = None
    database: str | None = field(default=None, repr=False)
    unknown_account: UnknownAccount = UnknownAccount.SAY_SO
    proxies: tuple[Network, ...] = ()
    public_url: str | None = None
    smtp_security: Security = Security.NONE
    smtp_user: str | None = None
    smtp_password_file: Path | None = None
    language: str = SOURCE
    sms: TextGatewayKind | None = None
    sms_url: str | None = None
    sms_user: str | None = None
    sms_password_file: Path | None = None
    sms_sender: str | None = None
    reports_host: str = "127.0.0.1"
    reports_port: int | None = None
    reports_url: str | None = None
    reports_peers: tuple[Network, ...] = text_settings.THIS_COMPUTER
    areas_token_file: Path | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The ``Host`` that requests through the public address carry."""
        return (urlsplit(self.public_url).netloc,) if self.public_url else ()


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings named in the environment: ``SECINFO_DATA`` and so on."""
    found = {name: environment.get(ENVIRONMENT + name.upper()) for name in _READERS}
    return {name: value for name, value in found.items() if value is not None}


def from_file(file: Path) -> dict[str, Any]:
    """The settings in a TOML file.

    Raises:
        SettingsError: it can't be read, or holds a password that others can read.
    """
    try:
        found = tomllib.loads(file.read_text("utf-8"))
        is_open = os.name == "posix" and file.stat().st_mode & 0o077 != 0
    except (OSError, ValueError) as error:
        raise SettingsError((f"settings: can't be read ({type(error).__name__})",)) from error
    address = found.get("database", IN_THE_DATA_FOLDER)
    if is_open and address != IN_THE_DATA_FOLDER and has_password(address):
        raise SettingsError((f"settings: has the database's password, and {_OPEN}",))
    return found


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


def secret_in(setting: str, file: Path) -> str:
    """What a file with a secret and nothing else holds.

    Raises:
        SettingsError: it can't be read.
    """
    try:
        return file.read_text("utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError((f"{setting}: can't be read ({type(error).__name__})",)) from None


def areas_token_in(file: Path | None) -> str | None:
    """The token of an organisation's other systems; None if they may not ask.

    Raises:
        SettingsError: its file can't be read, or what it holds could be guessed.
    """
    token = secret_in("areas_token_file", file) if file is not None else None
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise SettingsError((f"areas_token_file: needs at least {SHORTEST_TOKEN} signs, made at random",))
    return token


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
    problems += [*_missing(merged, values, sends=sends), *_contradictions(values)]
    problems += text_settings.contradictions(values, frozenset(merged))
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


def _contradictions(values: Mapping[str, Any]) -> list[str]:
    """What can't be had together; each setting alone can be taken."""
    problems = []
    host, relay = values.get("host", "127.0.0.1"), values.get("smtp")
    if not is_loopback(host) and "public_url" not in values:
        problems.append("host: only an address of this computer's loopback, or name the public_url as well")
    has_login = "smtp_user" in values, "smtp_password_file" in values
    if any(has_login) and not all(has_login):
        problems.append("smtp_user: needs smtp_password_file, and the other way round")
    safe = values.get("smtp_security", Security.NONE) is not Security.NONE
    in_the_open = relay is not None and relay.host != "localhost" and not is_loopback(relay.host) and not safe
    if any(has_login) and in_the_open:
        problems.append("smtp_user: needs smtp_security (starttls or tls), or the password would travel in the open")
    elif in_the_open:
        problems.append("smtp: on another computer needs smtp_security (starttls or tls), or codes travel in the open")
    public = urlsplit(values["public_url"]).hostname or "" if "public_url" in values else host
    if values.get("practice") and not (is_loopback(host) and is_loopback(public)):
        problems.append("practice: is for this computer alone; leave host and public_url away")
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
    try:
        return str(ipaddress.ip_address(_text(value)))
    except ValueError:
        raise ValueError("must be an IP address, as 127.0.0.1") from None


def _public_url(value: Any) -> str:
    """One spelling, so that the ``Host`` in it is exact: https, or http on this computer's loopback (to try it out)."""
    url = _text(value).removesuffix("/")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("must be an address, as https://accounts.example.org") from None
    host = parts.hostname or ""
    exact = f"{parts.scheme}://{host if ':' not in host else f'[{host}]'}{f':{port}' if port else ''}"
    if url != exact or not host or not url.isascii() or not url.isprintable():
        raise ValueError("must be an address without a path, as https://accounts.example.org")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError("must begin with https://")
    return url


def _security(value: Any) -> Security:
    try:
        return Security(value)
    except ValueError:
        raise ValueError(f"must be {', '.join(Security)}") from None


def _secret_file(value: Any) -> Path:
    path = _file(value)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ValueError(_OPEN)
    return path


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


def _unknown_account(value: Any) -> UnknownAccount:
    try:
        return UnknownAccount(value)
    except ValueError:
        raise ValueError(f"must be {' or '.join(UnknownAccount)}") from None


def _language(value: Any) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"must be {' or '.join(LANGUAGES)}")
    return str(value)


def _networks(value: Any) -> tuple[Network, ...]:
    """A list, or a text with commas, of addresses and networks (192.0.2.0/24)."""
    named = value if isinstance(value, list) else str(value).split(",")
    try:
        return tuple(ipaddress.ip_network(str(each).strip()) for each in named if str(each).strip())
    except ValueError:
        raise ValueError("must be IP addresses or networks, as 192.0.2.7 or 192.0.2.0/24") from None


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
    "unknown_account": _unknown_account,
    "proxies": _networks,
    "public_url": _public_url,
    "smtp_security": _security,
    "smtp_user": _text,
    "smtp_password_file": _secret_file,
    "language": _language,
    "sms": text_settings.kind,
    "sms_url": text_settings.address,
    "sms_user": _text,
    "sms_password_file": _secret_file,
    "sms_sender": _text,
    "reports_host": _host,
    "reports_port": _port,
    "reports_url": text_settings.address,
    "reports_peers": _networks,
    "areas_token_file": _secret_file,
}
