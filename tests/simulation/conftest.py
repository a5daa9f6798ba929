"""The shipped checklist, read once."""

import pytest

from secinfo_desktop import resources
from secinfo_desktop.guide.checklist import Checklist, parse


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return parse(resources.text("checklists/code_not_received.toml"))
