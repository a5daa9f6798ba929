"""Which numbers lead a case: an organisation's table, one learnt here, or the experts'; a poisoned one never."""

import json
from pathlib import Path

import pytest

from secinfo_desktop.desktop import table_files
from secinfo_desktop.desktop.accounts import MICROSOFT
from secinfo_desktop.desktop.checklists import shipped
from secinfo_desktop.desktop.flows import new_flow
from secinfo_desktop.desktop.learnt_tables import LearntTables, TablesOf
from secinfo_desktop.guide.closed_case import Source
from secinfo_desktop.guide.learning import learn
from secinfo_desktop.guide.learnt_table import dump, table_of
from secinfo_desktop.recovery import said
from secinfo_desktop.recovery.effects import perform
from secinfo_desktop.recovery.said import Start
from tests.guide.test_learning import junk
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.fake_accounts import ORGANISATION, FakeAccounts

NAME = "code_not_received"
LOGGER = "secinfo_desktop.desktop.learnt_tables"


@pytest.fixture
def text() -> str:
    checklist = shipped(NAME)
    return dump(table_of(checklist, learn(checklist, [junk(checklist)] * 60), Source.STAFF, "2026-W48"))


@pytest.fixture
def tables(tmp_path: Path) -> LearntTables:
    return LearntTables(tmp_path / "guide")


def junk_share(tables: LearntTables, *, of_organisation: bool = True) -> float:
    return tables.checklist(NAME, ORGANISATION if of_organisation else MICROSOFT).causes["junk"].prior["email"]


EXPERT = shipped(NAME).causes["junk"].prior["email"]


def test_without_a_table_the_experts_numbers_lead(tables: LearntTables) -> None:
    assert tables.checklist(NAME, ORGANISATION) is shipped(NAME)
    assert tables.revision(ORGANISATION.id) == 0


def test_an_organisations_table_leads_its_cases_and_no_other(tables: LearntTables, text: str) -> None:
    TablesOf(tables, ORGANISATION.id).keep(3, {NAME: text})
    assert TablesOf(tables, ORGANISATION.id).revision() == 3
    assert junk_share(tables) > 1.2 * EXPERT
    assert junk_share(tables, of_organisation=False) == EXPERT


def test_a_table_that_was_learnt_here_leads_cases_by_hand(tables: LearntTables, text: str, tmp_path: Path) -> None:
    table_files.put(tmp_path / "guide" / "here" / f"{NAME}.json", text)
    assert junk_share(tables, of_organisation=False) > 1.2 * EXPERT
    assert junk_share(tables) == EXPERT


def test_a_poisoned_table_is_refused_and_the_log_does_not_repeat_it(
    tables: LearntTables, text: str, expected_log: ExpectedLog, caplog: pytest.LogCaptureFixture
) -> None:
    raw = json.loads(text)
    raw["numbers"]["seconds"]["look_in_junk"] = 87_654_321.0
    expected_log.expect(LOGGER, "the experts' numbers are")
    tables.keep(ORGANISATION.id, 4, {NAME: json.dumps(raw)})
    assert tables.checklist(NAME, ORGANISATION) is shipped(NAME)
    assert "87654321" not in caplog.text


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"revision": "x", "tables": {}}', '{"revision": 1, "tables": []}'])
def test_a_kept_file_that_is_broken_is_as_if_none_was_there(tables: LearntTables, tmp_path: Path, kept: str) -> None:
    file = tmp_path / "guide" / "organisations" / f"{ORGANISATION.id}.json"
    file.parent.mkdir(parents=True)
    file.write_text(kept, "utf-8")
    assert tables.revision(ORGANISATION.id) in (0, 1)
    assert tables.checklist(NAME, ORGANISATION) is shipped(NAME)


def test_strange_names_are_never_files(tables: LearntTables, tmp_path: Path, text: str) -> None:
    tables.keep("../../up", 1, {NAME: text})
    tables.keep(ORGANISATION.id, 1, {"../up": text})
    assert [file.name for file in tmp_path.rglob("*.json")] == [f"{ORGANISATION.id}.json"]
    assert tables.checklist(NAME, ORGANISATION) is shipped(NAME)


def test_a_flow_is_led_by_the_numbers_of_its_account(tables: LearntTables, text: str, tmp_path: Path) -> None:
    table_files.put(tmp_path / "guide" / "here" / f"{NAME}.json", text)
    accounts = FakeAccounts()
    flow = new_flow(accounts, pick=tables.checklist)
    for word in (said.Began(Start.NO_CONTACT), said.ChoseAccount(MICROSOFT.id)):
        effect = flow.take(word)
        while effect is not None:
            effect = flow.observe(effect, perform(effect, accounts))
    assert flow.case is not None
    assert "learnt" in flow.case.opened.revision
