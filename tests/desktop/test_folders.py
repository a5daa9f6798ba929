"""Everything lies where the platform wants it, or below one folder."""

import os
from pathlib import Path

import pytest

from secinfo_desktop.desktop import folders


def test_one_folder_holds_everything_if_it_is_named(tmp_path: Path) -> None:
    its = folders.find({"SECINFO_HOME": str(tmp_path)})
    everything = (its.settings_file, its.practice, its.log_file, its.organisations_file)
    assert all(path.is_relative_to(tmp_path) for path in everything)
    assert len({path.parent for path in everything}) == len(everything)


def test_a_relative_folder_is_named_from_here() -> None:
    assert folders.find({"SECINFO_HOME": "carried"}).data.is_absolute()


def test_without_it_the_platforms_folders_are_taken(home: Path) -> None:
    its = folders.find({})
    assert all(path.is_relative_to(home) for path in (its.settings, its.data, its.log))
    assert not its.site.is_relative_to(home)
    assert all("secinfo-desktop" in path.parts for path in (its.settings, its.data, its.log, its.site))


def test_finding_them_makes_none(tmp_path: Path) -> None:
    folders.find({"SECINFO_HOME": str(tmp_path / "home")})
    assert list(tmp_path.iterdir()) == []


XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_DIRS")


@pytest.mark.skipif("sys.platform != 'linux'", reason="elsewhere it is the library that is asked")
@pytest.mark.parametrize("named", ["", "relative", "/named", "relative:/first:/second"])
def test_on_linux_they_are_the_librarys(named: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in XDG:
        monkeypatch.setenv(variable, named if "DIRS" in variable else named.partition(":")[0])
    assert folders.find(os.environ) == folders.find(os.environ, "another")
    assert folders.find(os.environ).data.is_relative_to(home) is not (named == "/named")
