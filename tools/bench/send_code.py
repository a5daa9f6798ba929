"""How quickly a service sends codes: requests for a code over loopback HTTP, each of another person at another place.

A service counts what is asked for an account, to a destination and from an address, and nothing of that is switched
off: so there are as many people as requests. Each has a flow of their own, which is opened before anything is timed,
and comes from an address of their own, as a proxy that the service trusts says it (setting ``proxies``).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

import msgspec

from secinfo_desktop.contract.endpoints import FLOW_HEADER, OPEN_FLOW, SEND_CODE, Endpoint
from secinfo_desktop.contract.structs import FlowOpened
from tools.bench.load import Load, drive

OK: Final = 200
_FIRST_PEER: Final = IPv4Address("10.0.0.1")


@dataclass(frozen=True)
class Person:
    """Who asks for a code: the account's name, and what they type for the contact that the code shall go to.

    ``contact`` is the place of that contact among the account's own, ``peer`` the number of the place they ask from.
    """

    name: str
    typed: str
    peer: int
    contact: int = 0


def send_codes(port: int, people: Iterable[Person]) -> Load:
    """Open a flow for each person, then have each of them ask for a code once; timed are the codes alone.

    Raises:
        NotMeasured: the service refuses a flow or a code.
    """
    return drive(port, opened(port, people)).expect(OK)


def opened(port: int, people: Iterable[Person]) -> list[bytes]:
    """The requests for a code, made ready: with a flow of their own each, which is open from now on.

    Raises:
        NotMeasured: the service refuses a flow.
    """
    asking = list(people)
    wanted = [request(port, OPEN_FLOW, {"account_name": person.name}, person.peer) for person in asking]
    answers = drive(port, wanted).expect(OK).answers
    return [_code_request(port, person, answer.body) for person, answer in zip(asking, answers, strict=True)]


def _code_request(port: int, person: Person, answer: bytes) -> bytes:
    flow = msgspec.json.decode(answer, type=FlowOpened)
    body = {"contact": flow.contacts[person.contact].id, "typed": person.typed}
    return request(port, SEND_CODE, body, person.peer, {FLOW_HEADER: flow.flow})


def request(
    port: int, endpoint: Endpoint, body: Mapping[str, object] | None, peer: int, more: Mapping[str, str] | None = None
) -> bytes:
    """A whole request, as the proxy in front of a service hands it on."""
    text = b"" if body is None else json.dumps(body).encode()
    headers = {
        "Host": f"127.0.0.1:{port}",
        "X-Forwarded-For": str(_FIRST_PEER + peer),
        "Content-Type": "application/json",
        "Content-Length": str(len(text)),
        **(more or {}),
    }
    lines = [f"{endpoint.method} {endpoint.url_path} HTTP/1.1", *(f"{name}: {its}" for name, its in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text
