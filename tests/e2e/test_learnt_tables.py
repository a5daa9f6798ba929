"""From closed cases to the next case of somebody else: learnt, handed out over HTTP, used, and taken back."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.__main__ import main
from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.desktop import clock
from secinfo_desktop.desktop.accounts import DesktopAccounts
from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.desktop.flows import new_flow
from secinfo_desktop.desktop.learnt_tables import LearntTables
from secinfo_desktop.desktop.organisations import Organisation
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind
from secinfo_desktop.recovery.said import Start
from tests.commands.test_guide import cases
from tests.helpers.fake_accounts import example_pack
from tests.helpers.practice_bench import TOKEN, PracticeBench
from tests.helpers.served import listening, served

NORTH = AccountChoice("north", AccountKind.ORGANISATION, "North Hospital")
NAME = "code_not_received"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of a service that hands out a table."""
    monkeypatch.setenv("LANGUAGE", "en")
    lines, table = tmp_path / "cases.jsonl", tmp_path / "table.json"
    lines.write_text(cases(60), "utf-8")
    assert main(["guide", "learn", str(lines), "--output", str(table)]) == 0
    assert main(["backend", "table", "put", str(table), "--data", str(tmp_path / "data")]) == 0
    yield tmp_path / "data"
    gc.enable()


@pytest.fixture
def address(data: Path) -> Iterator[ServiceAddress]:
    """Where the service answers."""
    bench = PracticeBench(data, practice=False)
    with listening() as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        with served(make_app(bench.service.services, Door(frozenset({host}), TOKEN)), listener):
            yield ServiceAddress(f"http://{host}", TOKEN)
    bench.close()


def asks(tables: LearntTables, address: ServiceAddress) -> None:
    """Somebody at a computer of the organisation gives an account's name; here nobody has it."""
    accounts = DesktopAccounts(
        [Organisation(NORTH, address, example_pack())], lambda: address, clock.now, tables=tables
    )
    flow = new_flow(accounts, pick=tables.checklist)
    for word in (said.Began(Start.NO_CODE), said.ChoseAccount(NORTH.id), said.GaveName("mara")):
        effect = flow.take(word)
        while effect is not None:
            effect = flow.observe(effect, perform(effect, accounts))


def test_a_table_reaches_the_next_case_and_so_does_its_end(data: Path, address: ServiceAddress, tmp_path: Path) -> None:
    expert = shipped(NAME).causes["junk"].prior["email"]
    tables = LearntTables(tmp_path / "guide")
    asks(tables, address)
    assert tables.revision(NORTH.id) == 1
    assert tables.checklist(NAME, NORTH).causes["junk"].prior["email"] > 1.2 * expert
    assert main(["backend", "table", "back", NAME, "--data", str(data)]) == 0
    asks(tables, address)
    assert tables.revision(NORTH.id) == 2
    assert tables.checklist(NAME, NORTH) is shipped(NAME)
