"""Network addresses, and which of them never leave this computer."""

import ipaddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_loopback(host: str) -> bool:
    """True for a loopback address; a name is none, whatever it may stand for."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
