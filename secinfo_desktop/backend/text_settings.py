"""The settings of text messages and of reports on them: which kind of gateway, and what can't be had together."""

from collections.abc import Iterator, Mapping, Set
from enum import StrEnum
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

from secinfo_desktop.backend.networks import Network, is_loopback


class TextGatewayKind(StrEnum):
    """What takes text messages."""

    KANNEL = "kannel"
    TWILIO = "twilio"


THIS_COMPUTER: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1"))
KANNEL_URL = "http://127.0.0.1:13013/cgi-bin/sendsms"
"""Where a Kannel on this computer takes texts, unless it is told otherwise."""
_NEED = ("sms_user", "sms_password_file")
_OF_REPORTS = ("reports_host", "reports_url", "reports_peers")
_ONLY_WITH_SMS = (*_NEED, "sms_url", "sms_sender", "reports_port", *_OF_REPORTS)


def kind(value: Any) -> TextGatewayKind:
    """Reads ``sms``."""
    try:
        return TextGatewayKind(value)
    except ValueError:
        raise ValueError(f"must be {' or '.join(TextGatewayKind)}") from None


def address(value: Any) -> str:
    """Reads an address with a path: https, or http to an address of this computer; with nothing secret in it."""
    url = value.rstrip("/") if isinstance(value, str) else ""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or "@" in parts.netloc or parts.query or parts.fragment or not url.isascii() or not url.isprintable():
        raise ValueError(
            "must be an address without a name, a password or a query, as https://gateway.example.org/send"
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError("must begin with https:// (or http:// and an address of this computer, as 127.0.0.1)")
    return url


def contradictions(values: Mapping[str, Any], given: Set[str]) -> Iterator[str]:
    """What can't be had together; each setting alone can be taken. ``given``: all names, of bad values as well."""
    if "sms" not in given:
        yield from (f"{name}: needs sms (kannel or twilio)" for name in _ONLY_WITH_SMS if name in values)
    elif "sms" in values:
        yield from _with_sms(values, given)


def _with_sms(values: Mapping[str, Any], given: Set[str]) -> Iterator[str]:
    if values.get("practice"):
        yield "sms: practice sends nothing out; leave one of the two away"
    yield from (f"{name}: is missing, and sms needs it" for name in _NEED if name not in given)
    if values["sms"] is TextGatewayKind.TWILIO and "sms_url" not in given:
        yield "sms_url: is missing (the address of the gateway's API)"
    yield from _about_reports(values, given)


def _about_reports(values: Mapping[str, Any], given: Set[str]) -> Iterator[str]:
    if "reports_port" not in given:
        yield from (f"{name}: needs reports_port" for name in _OF_REPORTS if name in values)
        return
    if not is_loopback(values.get("reports_host", "127.0.0.1")) and "reports_peers" not in given:
        yield "reports_host: beyond this computer needs reports_peers, the gateway's addresses"
    if values["sms"] is TextGatewayKind.TWILIO and "reports_url" not in given:
        yield "reports_url: is missing; the gateway signs it, and reaches it through a proxy with TLS"
