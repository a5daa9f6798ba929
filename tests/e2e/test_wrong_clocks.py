"""Clocks that are wrong, end to end: a served backend and the real window, each by a clock of its own (R21, T14).

The service's clock decides: set back an hour it gives nothing a longer life, a month ahead everything has ended and
a fresh start works. The window's own clock may be wrong as it likes.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.backend.test_process import add_accounts
from tests.e2e.crashes import PASSWORD, App, Deed, started
from tests.helpers.backend_process import COMMAND, PATIENCE, BackendProcess, backend
from tests.helpers.faked_clock import FakedClock, wrong_clock
from tests.helpers.smtp_sink import SmtpSink, smtp_sink

pytestmark = [pytest.mark.real_part("faketime"), pytest.mark.timeout(300)]

NAME: Final = "mara@example.org"
MAIL: Final = "mara.post@example.com"
OLD_PASSWORD: Final = "nine old boats in the reeds"
CODE_LIVES: Final = 30 * 60.0
"""Seconds of a code by e-mail, as the pack has it."""
_ORGANISATION: Final = """
[[organisation]]
id = "north"
name = "North Hospital"
address = "http://127.0.0.1:{port}"
pack = "example-organisation"
"""
_TO_THE_NAME: Final[tuple[Deed, ...]] = (("Began", "forgot_password"), ("ChoseAccount", "north"))
_TO_THE_CODE: Final[tuple[Deed, ...]] = (("GaveName", NAME), ("types contact", "email", MAIL))
NAIVE: Final = (
    sys.executable,
    "-c",
    "import sys; from datetime import timedelta; from secinfo_desktop.domain import codes;"
    "codes.CLOCK_SLACK = timedelta(days=3650); from secinfo_desktop.__main__ import main; sys.exit(main())",
    "backend",
)
"""A backend that looks at the end of a code alone, as many do."""


@dataclass(frozen=True)
class Hospital:
    """An organisation's service, its clock, and the mails that it sends."""

    service: BackendProcess
    clock: FakedClock
    mails: SmtpSink

    def organise(self, home: Path) -> None:
        """Sets the organisation up on a computer, as an administrator does."""
        site = home / "site"
        site.mkdir(parents=True)
        (site / "organisations.toml").write_text(_ORGANISATION.format(port=self.service.port), "utf-8")

    def code(self) -> str:
        """The code in the newest mail."""
        self.mails.wait_for_mail(PATIENCE)
        (line,) = [line for line in self.mails.mails[-1].decode().splitlines() if line.startswith("    ")]
        self.mails.came.clear()
        return line.strip()

    def signs_in(self, password: str) -> str:
        """A session of the owner's."""
        body = {"account_name": NAME, "password": password, "device": "desk"}
        return str(self.service.ok("POST", "/sign-in", body)["session"])

    def refuses(self, session: str) -> str | None:
        """Asks for something that needs a session; the failure if there is one."""
        return self.service.call("GET", "/known-computers", session=session)[1].get("code")


@contextmanager
def a_hospital(folder: Path, command: Sequence[str] = COMMAND) -> Iterator[Hospital]:
    """It runs with one account, and its clock is right at first."""
    folder.mkdir()
    data, clock = str(folder / "data"), FakedClock(folder)
    account = {"name": NAME, "contacts": [{"kind": "email", "value": MAIL}], "password": OLD_PASSWORD}
    assert add_accounts(data, account)[1] == {"added": 1}
    with ExitStack() as stack:
        sink = stack.enter_context(smtp_sink())
        serving = ("serve", "--data", data, "--smtp", f"127.0.0.1:{sink.port}")
        service = stack.enter_context(backend(*serving, environment=clock.environment, command=command))
        yield Hospital(service, clock, sink)


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path / "hospital") as running:
        yield running


@contextmanager
def a_window(hospital: Hospital, home: Path, away: str = "+0") -> Iterator[App]:
    """The window of somebody who is locked out; ``away`` is how wrong their own computer's clock is."""
    if not home.exists():
        hospital.organise(home)
    with started(home, wrong_clock(away)) as app:
        yield app


def gives_code_after_the_clock_was_set_back(hospital: Hospital, home: Path) -> str | None:
    """What the window says of a code whose service is set back an hour and waits, by its clock, for its end."""
    with a_window(hospital, home) as app:
        app.does(*_TO_THE_NAME, *_TO_THE_CODE)
        code = hospital.code()
        hospital.clock.set("-1h")
        return app.does(("GaveCode", code)).problem


def test_set_back_an_hour_nothing_lives_longer_and_a_fresh_flow_works(hospital: Hospital, tmp_path: Path) -> None:
    session = hospital.signs_in(OLD_PASSWORD)
    assert gives_code_after_the_clock_was_set_back(hospital, tmp_path / "home") == "flow_ended"
    assert hospital.refuses(session) == "not_signed_in"
    hospital.clock.set("+2m")
    with a_window(hospital, tmp_path / "fresh") as app:
        app.does(*_TO_THE_NAME, *_TO_THE_CODE)
        assert app.does(("GaveCode", hospital.code())).page == "NewPasswordPage"


@pytest.mark.long
def test_a_service_that_looks_at_the_end_alone_lets_a_code_live_on(tmp_path: Path) -> None:
    """The control: what the tests above prove can be missed."""
    with a_hospital(tmp_path / "hospital", NAIVE) as naive:
        assert gives_code_after_the_clock_was_set_back(naive, tmp_path / "home") is None


@pytest.mark.long
def test_put_right_by_half_a_minute_the_code_is_taken(hospital: Hospital, tmp_path: Path) -> None:
    with a_window(hospital, tmp_path / "home") as app:
        app.does(*_TO_THE_NAME, *_TO_THE_CODE)
        hospital.clock.set("-30")
        assert app.does(("GaveCode", hospital.code())).page == "NewPasswordPage"


def test_a_month_later_everything_has_ended_and_a_fresh_flow_works(hospital: Hospital, tmp_path: Path) -> None:
    session = hospital.signs_in(OLD_PASSWORD)
    assert hospital.refuses(session) is None
    with a_window(hospital, tmp_path / "home") as app:
        app.does(*_TO_THE_NAME, *_TO_THE_CODE)
        code = hospital.code()
        hospital.clock.set("+31d")
        ended = app.does(("GaveCode", code))
        assert ended.problem == "flow_ended"
        assert "This took longer than the account service waits." in " ".join(ended.says)
        assert hospital.refuses(session) == "not_signed_in"
        fresh = app.does(*_TO_THE_CODE)
        assert fresh.code_lives == pytest.approx(CODE_LIVES, abs=60)
        app.does(("GaveCode", hospital.code()))
        assert app.does(("GavePassword", PASSWORD)).page == "DonePage"
    assert hospital.refuses(hospital.signs_in(PASSWORD)) is None


@pytest.mark.parametrize("away", [pytest.param("-1h", marks=pytest.mark.long), "+31d"])
def test_the_windows_own_clock_may_be_wrong(hospital: Hospital, tmp_path: Path, away: str) -> None:
    """It goes by the service's time: what it says of a code's end is right, and the code is taken."""
    with a_window(hospital, tmp_path / "home", away) as app:
        waiting = app.does(*_TO_THE_NAME, *_TO_THE_CODE)
        assert waiting.code_lives == pytest.approx(CODE_LIVES, abs=60)
        assert waiting.page == "WaitingPage"
        app.does(("GaveCode", hospital.code()))
        assert app.does(("GavePassword", PASSWORD)).page == "DonePage"


@pytest.mark.long
@pytest.mark.parametrize("clocks", [("+31d", "+31d", "+0"), ("+0", "-1h", "+0"), ("+0", "+29d", "+0")])
def test_what_is_kept_outlives_a_wrong_clock(hospital: Hospital, tmp_path: Path, clocks: tuple[str, ...]) -> None:
    """Whatever is younger than 30 days by every clock it saw, and what a clock of the future has kept.

    The way back into the flow is kept for a day: who comes later gives the account's name once more.
    """
    home, (first, *later) = tmp_path / "home", clocks
    with a_window(hospital, home, first) as app:
        app.does(*_TO_THE_NAME, *_TO_THE_CODE)
    for away in later:
        with a_window(hospital, home, away) as app:
            assert app.does(("goes on",)).page in {"WaitingPage", "AccountNamePage"}
