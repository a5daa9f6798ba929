"""Made-up accounts in a database are accounts like any other."""

import json
from pathlib import Path

import pytest

from secinfo_desktop.backend.store.opening import open_store
from tests.bench.accounts import add_people, main
from tests.bench.people import people


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.real_part("postgresql"))])
def address(request: pytest.FixtureRequest) -> str | None:
    return str(request.getfixturevalue("postgres_address")) if request.param == "postgresql" else None


def test_the_service_finds_everybody_with_their_contacts(address: str | None, tmp_path: Path) -> None:
    made = list(people(20, 7))
    store = open_store(tmp_path / "data", address)
    assert add_people(store.database, made, at_once=7) == 20
    for person in made:
        found = store.accounts.named(person.name)
        assert found is not None
        assert found == store.accounts.with_id(person.id)
        assert [(its.id, its.kind, its.value) for its in found.contacts] == list(person.contacts)
        assert all(its.counts for its in found.contacts)
    store.close()


def test_the_command_says_how_many_were_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--accounts", "30", "--seed", "7", "--data", str(tmp_path / "data")]) == 0
    assert json.loads(capsys.readouterr().out)["added"] == 30
    store = open_store(tmp_path / "data")
    assert all(store.accounts.named(person.name) for person in people(30, 7))
    store.close()
