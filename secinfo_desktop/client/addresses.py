"""Where a service answers. Only https leaves this computer; http goes to 127.0.0.1 alone (R23, R26)."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


class AddressError(ValueError):
    """An address that no service may have. Says what is wrong and does not hold the address."""


@dataclass(frozen=True)
class ServiceAddress:
    """An address ("https://host", with port and path if need be) and the secret that opens the door, if it has one.

    Raises:
        AddressError: the address is not one that a service may have.
    """

    url: str
    token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _check(self.url)

    @property
    def host(self) -> str:
        """The name of the computer that answers, in small letters."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_loopback(self) -> bool:
        """True if the service runs on this computer."""
        return self.host == LOOPBACK

    def at(self, path: str) -> str:
        """The URL of a path."""
        return self.url.rstrip("/") + path


def _check(url: str) -> None:
    """One spelling and no surprises: printable ASCII, no user name, no query, a port that is a port."""
    if not url.isascii() or not url.isprintable() or any(sign in url for sign in " \\?#@"):
        raise AddressError("an address has no spaces, user names, queries or letters beyond a-z")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise AddressError("not an address") from None
    if not host or port == 0:
        raise AddressError("an address names a host")
    if parts.scheme != "https" and (parts.scheme, host) != ("http", LOOPBACK):
        raise AddressError(f"an address begins with https:// (http:// only with {LOOPBACK})")
