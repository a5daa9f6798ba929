"""The shipped checklist, read once."""

from importlib.util import find_spec

import pytest

from secinfo_desktop import resources
from secinfo_desktop.guide.checklist import Checklist, parse

collect_ignore = [] if find_spec("pyagrum") else ["test_belief_by_library.py"]
"""The library is an oracle that only some developers have; plain enumeration checks the same everywhere."""


@pytest.fixture(scope="session")
def checklist_text() -> str:
    return resources.text("checklists/code_not_received.toml")


@pytest.fixture(scope="session")
def checklist(checklist_text: str) -> Checklist:
    return parse(checklist_text)
