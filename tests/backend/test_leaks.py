"""Nothing stored, logged or shown holds a code, a handle, a password or what somebody typed (rules 1 and 5)."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.backend.store.sqlite import FILE
from secinfo_desktop.contract import structs
from tests.helpers.practice_bench import PracticeBench, mails_in
from tests.helpers.service_bench import NEW_PASSWORD, OTHER_MAIL_OF_THAT_MASK, code_in_letter
from tests.helpers.service_bench import ServiceBench as Bench

TYPED_WRONGLY = "maximilian.post@example.com"


def stored(folder: Path) -> bytes:
    """Every byte of every file, the database's log included."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    assert f"{FILE}-wal" in {file.name for file in files}
    return b"\n".join(file.read_bytes() for file in files)


def hits(data: bytes, *canaries: str) -> list[str]:
    """The canaries that stand in the data, in any of the forms in which they are written."""
    forms = {canary: {canary, f"{canary[:3]} {canary[3:]}", canary.replace(" ", "")} for canary in canaries}
    return [canary for canary, written in forms.items() if any(form.encode() in data for form in written)]


@pytest.fixture
def played(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[Bench, list[str]]]:
    """A service after a whole recovery with all that goes wrong in one, and the secrets of it."""
    caplog.set_level(logging.DEBUG)
    bench = Bench(tmp_path / "played")
    bench.add_account()
    flow = bench.open_flow()
    bench.ask(flow, TYPED_WRONGLY, 1)
    bench.clock.advance(seconds=61)
    bench.ask(flow, "mara.post@example.com", 1)
    bench.clock.advance(minutes=16)
    bench.ask(flow, None, 1)
    codes = [code_in_letter(letter) for letter in bench.way_out.letters]
    bench.give(flow, codes[0])
    bench.recovery.set_password(flow.handle, NEW_PASSWORD)
    yield bench, [flow.handle, NEW_PASSWORD, TYPED_WRONGLY, *codes]
    bench.close()


def test_nothing_stored_holds_a_secret(played: tuple[Bench, list[str]]) -> None:
    bench, secrets = played
    assert len(secrets) == 5
    assert hits(stored(bench.folder), *secrets) == []


def test_nothing_logged_holds_a_secret(played: tuple[Bench, list[str]], caplog: pytest.LogCaptureFixture) -> None:
    assert hits(caplog.text.encode(), *played[1]) == []


def test_the_search_finds_what_is_there(played: tuple[Bench, list[str]]) -> None:
    """The control: a code that is kept as it is, or as people read it, is found."""
    bench, secrets = played
    for written in (secrets[-1], f"{secrets[-1][:3]} {secrets[-1][3:]}"):
        bench.store.worlds.keep(written)
        assert hits(stored(bench.folder), *secrets) == [secrets[-1]]


def test_the_practice_world_keeps_references_and_no_text(tmp_path: Path) -> None:
    its = PracticeBench(tmp_path / "data")
    its.ask_for_code(its.start("mail-junk"))
    (text,) = mails_in(its.post("/practice/clock", {"seconds": 30}), "junk")
    code = next(line.strip() for line in text.splitlines() if line.startswith("    "))
    assert hits(stored(tmp_path / "data"), code) == []
    its.close()


def test_a_code_can_not_be_made_from_the_database_alone(played: tuple[Bench, list[str]]) -> None:
    """A backup of the database has no key: the keys lie in another file."""
    bench, _ = played
    database = (bench.folder / FILE).read_bytes() + (bench.folder / f"{FILE}-wal").read_bytes()
    for key in bench.keys._keys.codes:
        assert key.secret not in database
        assert key.kid.encode() in database


@pytest.mark.parametrize(
    "message",
    [
        structs.OpenFlow(account_name="canary"),
        structs.SendCode(contact="1", typed="canary"),
        structs.GiveCode(code="canary"),
        structs.SetPassword(password="canary"),
    ],
    ids=lambda message: type(message).__name__,
)
def test_what_travels_shows_no_secret(message: structs.Message) -> None:
    assert "canary" not in repr(message)


def test_what_is_remembered_shows_no_secret(bench: Bench) -> None:
    flow = bench.open_flow()
    bench.ask(flow, OTHER_MAIL_OF_THAT_MASK, 1)
    bench.clock.advance(seconds=61)
    bench.ask(flow, "mara.post@example.com", 1)
    account = bench.store.accounts.named("mara@example.org")
    shown = repr((flow, account, bench.way_out.letters, bench.keys._keys))
    assert hits(shown.encode(), flow.handle, "mara.post@example.com", bench.newest_code()) == []
