"""A double of an API of the shape of Twilio's Messages: it takes texts and calls back on what became of them.

``messages_api.json`` describes it; a test holds the double to the description, and the double holds its callers to it.
"""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jsonschema_rs
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.helpers.served import listening, served

DESCRIPTION = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
ACCOUNT, SECRET = "AC" + "0" * 32, "made-up-for-the-test"
NO_NUMBER = 21211
_MESSAGES = "/2010-04-01/Accounts/{sid}/Messages.json"


def check(name: str, value: object) -> list[str]:
    """What is wrong with a value by the schema of that name; only where, never what stands there."""
    schema = {**DESCRIPTION["components"]["schemas"][name], "components": DESCRIPTION["components"]}
    found = jsonschema_rs.Draft202012Validator(schema).iter_errors(value)
    return ["/".join(map(str, error.instance_path)) or name for error in found]


@dataclass(frozen=True)
class Refusal:
    """An answer that is no yes."""

    status: int
    code: int


@dataclass(frozen=True)
class Sent:
    """A text that was taken."""

    sid: str
    form: dict[str, str]


@dataclass
class MessagesApi:
    """What came; what is to be answered can be changed at any time. ``wrong``: what callers did not keep to."""

    url: str = ""
    secret: str = SECRET
    status: str = "queued"
    refusals: dict[str, Refusal] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)

    def call_back(self, sent: Sent, status: str, code: str | None = None, *, secret: str | None = None) -> int:
        """Tell what became of a text, where its sender wants to hear it; returns the status of the answer."""
        fields = {"MessageSid": sent.sid, "MessageStatus": status, "AccountSid": ACCOUNT, "To": sent.form["To"]}
        fields |= {"ErrorCode": code} if code else {}
        assert check("Status", fields) == []
        return post(sent.form["StatusCallback"], fields, secret or self.secret)


def post(url: str, fields: dict[str, str], secret: str) -> int:
    """A signed form to an address on this computer, whatever host the address has; returns the answer's status."""
    told, connection = urlsplit(url), HTTPConnection("127.0.0.1", urlsplit(url).port, timeout=20)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": sign(url, fields, secret)}
        connection.request("POST", told.path, urlencode(fields), headers)
        return connection.getresponse().status
    finally:
        connection.close()


def sign(url: str, fields: dict[str, str], secret: str) -> str:
    """The signature as the documentation builds it, step by step."""
    signed = url
    for name in sorted(fields):
        signed += name + fields[name]
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest()).decode()


@contextmanager
def messages_api() -> Iterator[MessagesApi]:
    """The double on a port of its own, for the length of a block."""
    its = MessagesApi()
    numbers = count(1)

    async def account(request: Request) -> Response:
        refused = _not_let_in(its, request)
        return refused or JSONResponse({"sid": ACCOUNT, "status": "active"})

    async def send(request: Request) -> Response:
        if refused := _not_let_in(its, request):
            return refused
        pairs = parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
        return _send(its, pairs, f"SM{next(numbers):032x}")

    routes = [
        Route(_MESSAGES.replace("/Messages.json", ".json"), account, methods=["GET"]),
        Route(_MESSAGES, send, methods=["POST"]),
    ]
    with listening() as listener, served(Starlette(routes=routes), listener):
        its.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        yield its


def _send(its: MessagesApi, pairs: Sequence[tuple[str, str]], sid: str) -> Response:
    form = dict(pairs)
    wrong = check("NewMessage", form)
    if wrong or len(form) != len(pairs):
        its.wrong += wrong or ["a field twice"]
        return _refused(Refusal(400, NO_NUMBER))
    if refusal := its.refusals.get(form["To"]):
        return _refused(refusal)
    its.sent.append(Sent(sid, form))
    its.came.set()
    answer: dict[str, Any] = {"sid": sid, "account_sid": ACCOUNT, "to": form["To"], "body": form["Body"]}
    service = form.get("MessagingServiceSid")
    answer |= {"from": form.get("From"), "messaging_service_sid": service}
    return JSONResponse({**answer, "status": its.status, "error_code": None}, 201)


def _not_let_in(its: MessagesApi, request: Request) -> Response | None:
    right = base64.b64encode(f"{ACCOUNT}:{its.secret}".encode()).decode()
    if request.headers.get("authorization") != f"Basic {right}":
        return _refused(Refusal(401, 20003))
    return _refused(Refusal(404, 20404)) if request.path_params["sid"] != ACCOUNT else None


def _refused(refusal: Refusal) -> Response:
    body = {"code": refusal.code, "message": "made up", "status": refusal.status}
    return JSONResponse(body, refusal.status)
