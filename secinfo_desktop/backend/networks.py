"""Network addresses, and which of them never leave this computer."""

import ipaddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_loopback(host: str) -> bool:
    """True for a loopback address; a name is none, whatever it may stand for."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_in(host: str, networks: tuple[Network, ...]) -> bool:
    """True for an address in one of the networks; an IPv4 address that comes over IPv6 is what it stands for."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    its = getattr(address, "ipv4_mapped", None) or address
    return any(its in network for network in networks)
