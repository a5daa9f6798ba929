"""The whole suite: every store's every public method is called in it, on each database."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

from secinfo_desktop.backend.store.audit import SqlAudit
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.upkeep import SqlUpkeep
from tests.backend.store.contract_of_codes import CodesContract
from tests.backend.store.contract_of_evidence import EvidenceContract
from tests.backend.store.contract_of_helpdesk import HelpdeskContract
from tests.backend.store.contract_of_live_cases import LiveCasesContract
from tests.backend.store.contract_of_outbox import OutboxContract
from tests.backend.store.contract_of_people import PeopleContract
from tests.backend.store.contract_of_replacements import ReplacementsContract
from tests.backend.store.contract_of_service import ServiceContract
from tests.backend.store.contract_of_signed_in import SignedInContract
from tests.backend.store.contract_of_tables import TablesContract

_BESIDE = {"audit": SqlAudit, "upkeep": SqlUpkeep}
"""Stores that are made where their key or their lifetimes are known; the tests' fixtures have these names."""


class WholeContract(
    CodesContract,
    EvidenceContract,
    HelpdeskContract,
    LiveCasesContract,
    OutboxContract,
    PeopleContract,
    ReplacementsContract,
    ServiceContract,
    SignedInContract,
    TablesContract,
):
    """The whole suite."""

    def test_no_store_and_no_method_is_left_out(self) -> None:
        suite = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("contract*.py"))
        left_out = [name for name in _methods() if not re.search(rf"\b{re.escape(name)}\b", suite)]
        assert left_out == []


def _methods() -> Iterator[str]:
    """Every store's public methods as the suite writes them, such as ``outbox.record``."""
    hints = get_type_hints(SqlStore)
    stores = {field.name: hints[field.name] for field in fields(SqlStore) if field.name != "database"}
    for name, store in {**stores, **_BESIDE}.items():
        yield from (f"{name}.{method}" for method in vars(store) if not method.startswith("_"))
