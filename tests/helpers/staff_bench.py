"""A helpdesk on a bench: one person for each role, and the application that their consoles call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from secinfo_desktop.backend.helpdesk_parts import helpdesk_services
from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.backend.services.adding_staff import new_staff
from secinfo_desktop.backend.services.staff_records import StaffMember, StaffSession
from secinfo_desktop.contract.endpoints import CASE_HEADER, STAFF_HEADER, Endpoint
from secinfo_desktop.contract.helpdesk_endpoints import OPEN_CASE, STAFF_SIGN_IN
from secinfo_desktop.domain.staff import STAFF_SESSION_LIFE, Role
from tests.helpers.asgi import Answer, call
from tests.helpers.practice_bench import HOST, TOKEN
from tests.helpers.service_bench import QuickHasher, ServiceBench

CASE = "a-case-of-the-bench"
PASSWORD = "nine copper kettles on the shelf"
NAMES = {Role.AGENT: "rosa", Role.SENIOR: "sami", Role.ADMINISTRATOR: "ada"}


@dataclass
class Helpdesk:
    """A service with staff, and how it is called."""

    bench: ServiceBench
    staff: dict[Role, StaffMember] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role, name in NAMES.items():
            self.staff[role] = self.add(name, role)
        self.tries = self.bench.sign_in()
        store = self.bench.store
        self.its = helpdesk_services(self.bench.surroundings(store), store, self.tries, practice=False)
        self.app = make_app(self.bench.services(), Door(frozenset({HOST}), TOKEN))

    def add(self, name: str, role: Role = Role.AGENT) -> StaffMember:
        """Somebody more at the helpdesk."""
        new = new_staff(name, name.title(), role, PASSWORD, self.bench.clock(), self.bench.random, QuickHasher())
        self.bench.store.staff.add(new)
        return new.member

    def inside(self, role: Role = Role.AGENT) -> StaffSession:
        """Somebody who is signed in, without the wire."""
        return inside(self.staff[role], self.bench.clock)

    def sign_in(self, name: str) -> str:
        """The token of a new session."""
        return str(self.done(STAFF_SIGN_IN, None, {"name": name, "password": PASSWORD})["session"])

    def call(
        self,
        endpoint: Endpoint,
        session: str | None,
        body: Mapping[str, object] | None = None,
        more: Mapping[str, str] | None = None,
    ) -> Answer:
        """As a console calls; a stream ends at once, for nobody stays to listen."""
        headers = [("Host", HOST), ("Authorization", f"Bearer {TOKEN}"), ("Content-Type", "application/json")]
        headers += [(STAFF_HEADER, session)] if session is not None else []
        headers += [(CASE_HEADER, CASE)] if endpoint.needs_case and not more else []
        headers += list((more or {}).items())
        sent = b"" if endpoint.request is None else msgspec.json.encode(body)
        return call(self.app, endpoint.method, endpoint.url_path, headers, [sent])

    def done(self, endpoint: Endpoint, session: str | None, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        """What the answer says; it must be 200."""
        answer = self.call(endpoint, session, body)
        assert answer.status == 200, answer.body
        return answer.json()

    def open_case(self, session: str, case: str = CASE, **more: object) -> dict[str, Any]:
        """A case of whose session that is."""
        its = {"case": case, "caller": "M. L.", "language": "de", "checklist": "code_missing", "context": "sms"}
        line: dict[str, Any] = self.done(OPEN_CASE, session, its | more)["line"]
        return line


def inside(member: StaffMember, clock: Any) -> StaffSession:
    """Somebody who is signed in now."""
    return StaffSession(f"session of {member.name}", member, clock() + STAFF_SESSION_LIFE)


def an_event(number: int, step: str = "look_in_junk", kind: str = "answered") -> dict[str, object]:
    """An event as a console sends it; the number makes its id."""
    at = "2026-11-27T12:00:00Z"
    of_kind = {"answered": {"outcome": "not_there"}, "step_shown": {"audience": "public"}, "skipped": {}}[kind]
    return {"id": f"event-{number:020d}", "event": {"type": kind, "at": at, "step": step, **of_kind}}
