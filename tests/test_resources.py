"""The files of the program are found in a wheel, a checkout and a frozen bundle."""

import subprocess
import sys
from pathlib import Path

import pytest

from secinfo_desktop import resources
from secinfo_desktop.resources import ResourceMissing, Resources, places


def _put(root: Path, path: str, content: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content, encoding="utf-8")


def _module(root: Path) -> Path:
    return root / "secinfo_desktop" / "resources.py"


@pytest.mark.parametrize("folder", ["resources", "secinfo_desktop/resources"])
def test_files_are_found_in_a_checkout_and_in_a_wheel(tmp_path: Path, folder: str) -> None:
    _put(tmp_path, f"{folder}/checklists/a.toml", "äöü")
    found = Resources(places(_module(tmp_path), None))
    assert found.text("checklists/a.toml") == "äöü"
    assert found.location("checklists/a.toml") == tmp_path / folder / "checklists" / "a.toml"


@pytest.mark.parametrize("folder", ["resources", "secinfo_desktop/resources"])
def test_a_frozen_bundle_wins_over_a_checkout(tmp_path: Path, folder: str) -> None:
    _put(tmp_path / "checkout", "resources/a.txt", "checkout")
    _put(tmp_path / "bundle", f"{folder}/a.txt", "bundle")
    found = Resources(places(_module(tmp_path / "checkout"), str(tmp_path / "bundle")))
    assert found.data("a.txt") == b"bundle"


def test_names_are_sorted_and_have_the_suffix(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "readme.txt"):
        _put(tmp_path, f"resources/providers/{name}", "")
    (tmp_path / "resources/providers/folder.toml").mkdir()
    assert Resources(places(_module(tmp_path), None)).names("providers", ".toml") == ("a.toml", "b.toml")


@pytest.mark.parametrize("path", ["nothing.txt", "../secret.txt", "folder/../../secret.txt", "/etc/hostname", "folder"])
def test_what_is_missing_or_outside_is_refused_by_name(tmp_path: Path, path: str) -> None:
    _put(tmp_path, "secret.txt", "outside")
    _put(tmp_path, "resources/folder/a.txt", "inside")
    with pytest.raises(ResourceMissing, match=path.replace(".", r"\.")):
        Resources([tmp_path / "resources"]).data(path)


@pytest.mark.parametrize("folder", ["nothing", "folder/a.txt"])
def test_a_missing_folder_has_no_names(tmp_path: Path, folder: str) -> None:
    _put(tmp_path, "resources/folder/a.txt", "inside")
    with pytest.raises(ResourceMissing):
        Resources([tmp_path / "resources"]).names(folder, ".txt")


def test_this_installation_has_its_fonts() -> None:
    assert "OFL-atkinson.txt" in resources.names("fonts", ".txt")


def test_importing_it_loads_no_slow_library() -> None:
    slow = "{'importlib.resources', 'importlib.metadata', 'zipfile', 'tempfile', 'PySide6'}"
    script = f"import sys, secinfo_desktop.resources; print(sorted({slow} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "[]"
