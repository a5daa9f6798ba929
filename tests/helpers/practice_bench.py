"""A practice service in one process: everything real but the clock, and asked over its ASGI application."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from secinfo_desktop.backend.delivery.writing import Style
from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.service import Service, build
from secinfo_desktop.backend.settings import Address, Settings
from secinfo_desktop.contract.endpoints import FLOW_HEADER, PREFIX
from tests.helpers.asgi import Answer, call
from tests.helpers.clock import FrozenClock

HOST = "127.0.0.1:4711"
TOKEN = "a token of this start"


@dataclass
class PracticeBench:
    """A service and how it is called."""

    folder: Path
    practice: bool = True
    clock: FrozenClock = field(default_factory=FrozenClock)

    def __post_init__(self) -> None:
        smtp = None if self.practice else Address("127.0.0.1", 9)
        settings = Settings(self.folder, practice=self.practice, smtp=smtp)
        self.service: Service = build(settings, self.clock, Random(11), Style())
        self.app = make_app(self.service.services, Door(frozenset({HOST}), TOKEN))

    def close(self) -> None:
        """Close the service."""
        self.service.stop()

    def call(self, method: str, path: str, body: Mapping[str, object] | None = None, flow: str = "") -> Answer:
        """Call as the app does."""
        headers = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}")]
        headers += [(FLOW_HEADER, flow)] if flow else []
        headers += [("Content-Type", "application/json")] if body is not None else []
        return call(self.app, method, PREFIX + path, headers, [b"" if body is None else json.dumps(body).encode()])

    def get(self, path: str, flow: str = "") -> dict[str, Any]:
        """Ask; the answer must be 200."""
        return _ok(self.call("GET", path, flow=flow))

    def post(self, path: str, body: Mapping[str, object], flow: str = "") -> dict[str, Any]:
        """Tell; the answer must be 200."""
        return _ok(self.call("POST", path, body, flow))

    def failure(self, path: str, body: Mapping[str, object], flow: str = "") -> str | None:
        """The code of the problem that the answer must be."""
        return self.call("POST", path, body, flow).code

    def start(self, scenario: str, seed: int = 0) -> dict[str, Any]:
        """Begin a story."""
        return self.post("/practice/start", {"scenario": scenario, "seed": seed})

    def ask_for_code(self, person: dict[str, Any], channel: str | None = None) -> str:
        """Open a flow for the person and have a code sent to their first contact; returns the handle."""
        opened = self.post("/recovery/flows", {"account_name": person["account_name"]})
        asked = {"contact": opened["contacts"][0]["id"], "typed": person["contacts"][0]["value"], "channel": channel}
        self.post("/recovery/code", asked, opened["flow"])
        return str(opened["flow"])


def _ok(answer: Answer) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    return answer.json()


def later(bench: PracticeBench, seconds: float = 10) -> dict[str, Any]:
    """The world after so many seconds."""
    return bench.post("/practice/clock", {"seconds": seconds})


def texts_on_phone(world: dict[str, Any]) -> list[str]:
    """The messages on the first phone."""
    return [message["text"] for message in world["phones"][0]["messages"]]


def mails_in(world: dict[str, Any], folder: str) -> list[str]:
    """The mails in a folder of the first mailbox."""
    folders = {each["id"]: each["mails"] for each in world["mailboxes"][0]["folders"]}
    return [mail["text"] for mail in folders.get(folder, [])]
