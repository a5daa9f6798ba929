"""The address of the database, as settings give it. It may carry a password, so it is shown nowhere."""

from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from secinfo_desktop.backend.networks import is_loopback

IN_THE_DATA_FOLDER = "sqlite"
SCHEME = "postgresql+psycopg"
VERIFIED = "verify-full"
_SECRETS = ("password", "sslpassword")


def read_address(value: Any) -> str | None:
    """PostgreSQL's address; None for SQLite in the data folder.

    On the way to another computer the server must be proven to be the right one (R26).

    Raises:
        ValueError: it can't be taken; the words never repeat it.
    """
    if value == IN_THE_DATA_FOLDER:
        return None
    parts = _parts(value)
    if parts is None or parts.scheme != SCHEME or not parts.path.strip("/") or parts.fragment:
        raise ValueError(f"must be {IN_THE_DATA_FOLDER}, or {SCHEME}://USER@HOST/NAME")
    if not all(_is_this_computer(host) for host in _hosts(parts)) and _options(parts, "sslmode") != [VERIFIED]:
        raise ValueError(f"on another computer needs ?sslmode={VERIFIED}")
    return str(value)


def has_password(value: Any) -> bool:
    """True if the address carries a secret, or if that can't be told."""
    parts = _parts(value)
    return parts is None or parts.password is not None or any(_options(parts, name) for name in _SECRETS)


def _parts(value: Any) -> SplitResult | None:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        return parts if parts and parts.port != 0 else None  # asking for a port that is no number raises
    except ValueError:
        return None


def _hosts(parts: SplitResult) -> list[str]:
    """Every host that may be connected to; none means PostgreSQL's own default, a socket of this computer."""
    return [*([parts.hostname] if parts.hostname else []), *_options(parts, "host"), *_options(parts, "hostaddr")]


def _options(parts: SplitResult, name: str) -> list[str]:
    return [one for found in parse_qs(parts.query).get(name, []) for one in found.split(",")]


def _is_this_computer(host: str) -> bool:
    name = host.partition(":")[0] if host.count(":") == 1 else host
    return name.startswith("/") or name == "localhost" or is_loopback(name)
