"""The waiting period end to end: a served backend by a clock of its own, in a zone with daylight saving (R21, T14)."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Final

import pytest

from tests.backend.test_process import add_accounts
from tests.helpers.backend_process import COMMAND, PATIENCE, BackendProcess, backend
from tests.helpers.faked_clock import FakedClock
from tests.helpers.replacement_bench import CLAIM
from tests.helpers.smtp_sink import SmtpSink, smtp_sink

pytestmark = [pytest.mark.real_part("faketime"), pytest.mark.timeout(180)]

NAME: Final = "mara@example.org"
OLD, NEW = "mara.post@example.com", "new.post@example.com"
PASSWORD: Final = "nine old boats in the reeds"
BY_THE_WALL_CLOCK: Final = (
    sys.executable,
    "-c",
    "import sys; from datetime import UTC; from zoneinfo import ZoneInfo;"
    "from secinfo_desktop.domain import waiting_period as its; here = ZoneInfo('Europe/Berlin');"
    "its.begun = lambda now, waiting: its.WaitingPeriod(now, (now.astimezone(here) + waiting).astimezone(UTC));"
    "from secinfo_desktop.__main__ import main; sys.exit(main())",
    "backend",
)
"""A backend that counts days on the clock on its wall, as many do."""
ZONE: Final = {"TZ": "Europe/Berlin"}


@dataclass(frozen=True)
class Service:
    """A served backend, its clock that stands still until it is set, and the mails that it sends."""

    process: BackendProcess
    clock: FakedClock
    mails: SmtpSink

    def signed_in(self) -> str:
        """A session of who knows the password."""
        body = {"account_name": NAME, "password": PASSWORD, "device": "desk"}
        return str(self.process.ok("POST", "/sign-in", body)["session"])

    def asks(self, path: str, body: dict[str, object] | None, flow: str = "") -> dict[str, Any]:
        """One call right after signing in; the answer, or what is in the way."""
        method = "GET" if body is None else "POST"
        return self.process.call(method, path, body, flow, session=self.signed_in())[1]

    def begins(self) -> dict[str, Any]:
        """Begin a replacement with one new address."""
        asked: dict[str, object] = {"claim": CLAIM, "contacts": [{"kind": "email", "value": NEW}]}
        return self.asks("/security-info/replacement", asked)

    def finishes(self) -> dict[str, Any]:
        """Try to finish it."""
        return self.asks("/security-info/replacement/finished", {})

    def adds(self) -> dict[str, Any]:
        """Try to change security info one by one."""
        return self.asks("/security-info/contacts", {"kind": "email", "value": "another@example.com"})

    def proves_new(self) -> None:
        """Give a code back that was sent to the new address."""
        session = self.signed_in()
        info = self.process.call("GET", "/security-info", session=session)[1]
        (new,) = [its["contact"]["id"] for its in info["contacts"] if its["state"] == "new"]
        asked = {"purpose": "verify", "contact": new}
        flow = self.process.call("POST", "/session/flows", asked, session=session)[1]["flow"]
        self.process.ok("POST", "/recovery/code", {"contact": new, "typed": None}, flow)
        self.process.ok("POST", "/recovery/code/given", {"code": self.code()}, flow)
        assert self.process.call("POST", "/session/flows/used", None, flow, session=session)[0] == 200

    def code(self) -> str:
        """The code in a mail, once it has come."""
        found = self.until(re.compile(r"^ {4}(\d{3} \d{3})", re.MULTILINE))
        return found[-1][1]

    def told(self, words: str, times: int = 1) -> None:
        """Wait until so many mails have said something."""
        self.until(re.compile(words), times)

    def until(self, pattern: re.Pattern[str], times: int = 1) -> list[re.Match[str]]:
        """What was found in mails, once it is there so many times."""
        while True:
            self.mails.came.clear()
            found = [its for text in self.texts() if (its := pattern.search(text))]
            if len(found) >= times:
                return found
            assert self.mails.came.wait(2 * PATIENCE)

    def texts(self) -> list[str]:
        """What the mails say, oldest first."""
        read = (message_from_bytes(mail, policy=policy.default) for mail in list(self.mails.mails))
        return [str(mail.get_content()) for mail in read]


@contextmanager
def a_service(folder: Path, at: str, command: Sequence[str] = COMMAND) -> Iterator[Service]:
    """It runs with one account; its clock stands at a time of day in Berlin."""
    folder.mkdir()
    data, clock = str(folder / "data"), FakedClock(folder)
    account = {"name": NAME, "contacts": [{"kind": "email", "value": OLD}], "password": PASSWORD}
    assert add_accounts(data, account)[1] == {"added": 1}
    clock.set(at)
    with ExitStack() as stack:
        sink = stack.enter_context(smtp_sink())
        serving = ("serve", "--data", data, "--smtp", f"127.0.0.1:{sink.port}")
        its = stack.enter_context(backend(*serving, environment={**clock.environment, **ZONE}, command=command))
        yield Service(its, clock, sink)


def test_b11_thirty_days_are_over_on_the_very_second_and_new_info_takes_effect(tmp_path: Path) -> None:
    with a_service(tmp_path / "service", "2028-02-10 12:00:00") as service:
        assert service.begins()["replacement"]["ends_at"] == "2028-03-11T11:00:00Z"
        service.clock.set("2028-03-11 11:59:59")
        early = service.finishes()
        assert (early["code"], early["retry_after"]) == ("not_yet", 1.0)
        service.clock.set("2028-03-11 12:00:00")
        assert service.finishes()["code"] == "not_proven"
        service.proves_new()
        assert service.finishes()["now"] == "2028-03-11T11:00:00Z"
        (left,) = service.asks("/security-info", None)["contacts"]
        assert (left["state"], left["contact"]["mask"][:2]) == ("proven", NEW[:2])
        service.told("Codes go to the new phones", 2)


def end_over_daylight_saving(folder: Path, command: Sequence[str] = COMMAND) -> list[tuple[str, float]]:
    """What is in the way a second before the end, over a night in which clocks went an hour forward."""
    with a_service(folder, "2027-03-10 12:00:00", command) as service:
        service.begins()
        service.clock.set("2027-04-09 12:59:59")
        return [(its["code"], its.get("retry_after", 0.0)) for its in (service.finishes(), service.adds())]


def test_b11_daylight_saving_makes_it_no_hour_shorter(tmp_path: Path) -> None:
    assert end_over_daylight_saving(tmp_path / "service") == [("not_yet", 1.0), ("frozen", 1.0)]


def test_b11_a_backend_by_the_clock_on_the_wall_is_found_out(tmp_path: Path) -> None:
    """The control: its period is over an hour early, so that only the missing proof is in the way."""
    with a_service(tmp_path / "service", "2027-03-10 12:00:00", BY_THE_WALL_CLOCK) as service:
        service.begins()
        service.clock.set("2027-04-09 12:59:59")
        assert service.finishes()["code"] == "not_proven"


def test_b11_a_clock_that_is_set_back_an_hour_makes_it_longer(tmp_path: Path) -> None:
    with a_service(tmp_path / "service", "2027-01-10 12:00:00") as service:
        service.begins()
        service.told("wants to replace all security info")
        service.clock.set("2027-01-10 11:00:00")
        frozen = service.adds()
        assert (frozen["code"], frozen["retry_after"]) == ("frozen", 30 * 86400 + 3600.0)
        service.clock.set("2027-02-09 11:59:59")
        assert service.adds()["code"] == "frozen"
        service.clock.set("2027-02-09 12:00:00")
        assert "contact" in service.adds()
