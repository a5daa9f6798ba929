"""Every secret comes from the system's source: the service's code makes no randomness of its own (R1)."""

import ast
from pathlib import Path

import pytest

import secinfo_desktop.backend

SOURCES = sorted(Path(secinfo_desktop.backend.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_random_is_a_type_and_never_a_source(source: Path) -> None:
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert "random" not in {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module == "random":
            assert [name.name for name in node.names] == ["Random"]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "Random"


def test_the_process_takes_the_systems_source() -> None:
    (process,) = [source for source in SOURCES if source.name == "process.py"]
    assert "SystemRandom()" in process.read_text("utf-8")
