"""The network address that a request comes from: the connection's, or what a listed proxy says of it (RFC 7239)."""

import ipaddress
import re
from collections.abc import Sequence

from secinfo_desktop.backend.networks import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

HOME = 64
"""Bits that one customer's network has in IPv6: whoever has one address has all of these."""
_FOR = re.compile(r'(?:^|;)\s*for\s*=\s*("[^"]*"|[^;\s]*)', re.IGNORECASE)


def peer_of(client: str, forwarded: Sequence[str], x_forwarded_for: Sequence[str], proxies: Sequence[Network]) -> str:
    """The address that limits count, as text; a whole IPv6 network counts as one.

    Anybody can write the headers: only what a listed proxy has added is believed, from the last to the first. Where
    both headers are there somebody before the proxy has written one of them, and neither is believed.
    """
    address = _address(client)
    if address is None:
        return client
    hops = [] if forwarded and x_forwarded_for else _hops(forwarded, x_forwarded_for)
    while hops and any(address in proxy for proxy in proxies):
        before = _address(hops.pop())
        if before is None:
            break
        address = before
    return _counted(address)


def _hops(forwarded: Sequence[str], x_forwarded_for: Sequence[str]) -> list[str]:
    if x_forwarded_for:
        return ",".join(x_forwarded_for).split(",")
    elements = (_FOR.search(element) for element in ",".join(forwarded).split(",")) if forwarded else ()
    return [found[1].strip('"') if found else "" for found in elements]


def _address(text: str) -> Address | None:
    """An address, with a port behind it or not; None for a name, "unknown" and whatever else is no address."""
    text = text.strip()
    host = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _counted(address: Address) -> str:
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address.packed, HOME), strict=False))
