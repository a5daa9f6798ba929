"""This computer, put together from an empty home."""

import json
from pathlib import Path

import pytest

from secinfo_desktop.desktop import computer
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.desktop.settings import Colours, Settings
from secinfo_desktop.recovery.pages import StartPage, WhoseAccountPage
from secinfo_desktop.recovery.said import Began, Start
from tests.helpers.expected_log import ExpectedLog


@pytest.fixture
def its(tmp_path: Path) -> Computer:
    return computer.find({"SECINFO_HOME": str(tmp_path)})


def test_finding_it_starts_and_writes_nothing(its: Computer, tmp_path: Path) -> None:
    assert its.accounts.choices()
    its.backend.stop()
    assert list(tmp_path.iterdir()) == []


def test_a_flow_stands_at_its_first_page_and_offers_the_accounts(its: Computer) -> None:
    flow = its.new_flow()
    assert isinstance(flow.frame().page, StartPage)
    flow.take(Began(Start.NO_CODE))
    page = flow.frame().page
    assert isinstance(page, WhoseAccountPage)
    assert page.choices == its.accounts.choices()


def test_two_flows_are_two_cases(its: Computer) -> None:
    from secinfo_desktop.desktop.case_ids import new_case_id

    assert its.new_flow() is not its.new_flow()
    assert len({new_case_id() for _ in range(100)}) == 100


def test_settings_are_kept(its: Computer) -> None:
    its.save_settings(Settings(150, Colours.DARK))
    assert its.load_settings().settings == Settings(150, Colours.DARK)


def test_settings_that_can_not_be_kept_are_reported(its: Computer, tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.settings", "could not be kept")
    (tmp_path / "settings").touch()
    its.save_settings(Settings(150))


def test_settings_that_can_not_be_read_are_reported(its: Computer, tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.settings", "put aside as settings.unreadable.json")
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "settings.json").write_text("{", encoding="utf-8")
    assert its.load_settings().settings == Settings()


def test_an_administrators_organisations_are_offered(tmp_path: Path, expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.desktop.computer", "organisation 2: name: must be a text")
    (tmp_path / "site").mkdir()
    good = {
        "id": "north",
        "name": "North Hospital",
        "address": "https://accounts.example.org",
        "pack": "example-organisation",
    }
    entries = (good, {**good, "id": "south", "name": ""})
    text = "".join(
        "[[organisation]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in entry.items())
        for entry in entries
    )
    (tmp_path / "site" / "organisations.toml").write_text(text, encoding="utf-8")
    found = computer.find({"SECINFO_HOME": str(tmp_path)})
    assert [choice.id for choice in found.accounts.choices()] == ["microsoft", "north", "practice"]
