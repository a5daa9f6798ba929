"""Calls against a hostile server, with things in them that must not come to light."""

import json
import time

import pytest

from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.client.errors import ClientError
from secinfo_desktop.client.transport import Bounds, Transport
from secinfo_desktop.contract import endpoints, structs
from tests.helpers.hostile_server import Behaviour, HostileServer

TOKEN = "canary-token-Zk39"
FLOW = "canary-flow-Qp71"
CODE = "904417"
CANARIES = (TOKEN, FLOW, CODE)
QUICK = Bounds(seconds=0.4, largest_reply=64 * 1024)
SOON = 5.0
"""Seconds: much more than the deadline, much less than the server would go on for."""

ABOUT = {"version": "1", "pack": "p", "provider": "P", "capabilities": [], "now": "2026-11-22T14:00:00Z"}
GOOD = json.dumps(ABOUT).encode()
ACCEPTED = b'{"now":"2026-11-22T14:00:00Z"}'


def transport(server: HostileServer, bounds: Bounds = QUICK) -> Transport:
    return Transport(lambda: ServiceAddress(server.url, TOKEN), bounds)


def get(server: HostileServer, bounds: Bounds = QUICK) -> structs.About:
    return transport(server, bounds).call(endpoints.ABOUT, structs.About)


def post(server: HostileServer) -> structs.CodeAccepted:
    return transport(server).call(endpoints.GIVE_CODE, structs.CodeAccepted, structs.GiveCode(code=CODE), FLOW)


def error_of(server: HostileServer, behave: Behaviour) -> ClientError:
    """What a call raises, after a look that it holds nothing secret and comes soon."""
    server.behave = behave
    begin = time.monotonic()
    with pytest.raises(ClientError) as caught:
        post(server)
    assert time.monotonic() - begin < SOON
    error = caught.value
    assert error.__context__ is None
    assert error.__cause__ is None
    assert not any(canary in f"{error!r} {error} {vars(error)}" for canary in (*CANARIES, server.url))
    return error
