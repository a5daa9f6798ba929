"""The shipped checklist, read once."""

import pytest

from secinfo_desktop import resources
from secinfo_desktop.guide.checklist import Checklist, parse


@pytest.fixture(scope="session")
def checklist_text() -> str:
    return resources.text("checklists/code_not_received.toml")


@pytest.fixture(scope="session")
def checklist(checklist_text: str) -> Checklist:
    return parse(checklist_text)
