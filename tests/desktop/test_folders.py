"""Everything lies where the platform wants it, or below one folder."""

from pathlib import Path

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
