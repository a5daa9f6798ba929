"""An administrator adds organisations; nothing is half added, and who may not is told what to do."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from secinfo_desktop import resources
from secinfo_desktop.__main__ import main
from secinfo_desktop.desktop.adding_organisations import add
from secinfo_desktop.desktop.organisations import read

ENTRY = """[[organisation]]
id = "north"
name = "Nord \u201eKlinik\u201c"
address = "https://accounts.north.example"
pack_file = "pack.toml"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An administrator's file with its pack beside it, and a computer of its own."""
    monkeypatch.setenv("SECINFO_HOME", str(tmp_path / "home"))
    pack = resources.text("providers/example-organisation.toml")
    (tmp_path / "pack.toml").write_text(pack.replace("accounts.example.org", "accounts.north.example"), "utf-8")
    path = tmp_path / "ours.toml"
    path.write_text(ENTRY, "utf-8")
    return path


def listed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["organisation", "list"]) == 0
    return capsys.readouterr().out.splitlines()


def test_what_was_added_is_there_with_its_pack(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["organisation", "add", str(file)]) == 0
    (tmp_path / "pack.toml").unlink()
    (line,) = listed(capsys)
    assert line == "north  Nord \u201eKlinik\u201c  https://accounts.north.example  example-organisation"


def test_everybody_can_read_what_was_added(file: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    main(["organisation", "add", str(file)])
    os.umask(before)
    site = tmp_path / "home" / "site"
    written = (site / "organisations.toml", site / "packs" / "north.toml")
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in written)


def test_an_id_never_takes_the_place_of_another_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(ENTRY.replace('"north"', '"organisations"'), "utf-8")
    assert main(["organisation", "add", str(file)]) == 0
    assert [line.split()[0] for line in listed(capsys)] == ["organisations"]


def test_two_administrators_at_the_same_time_lose_nothing(file: Path, tmp_path: Path) -> None:
    site_file = tmp_path / "site" / "organisations.toml"
    files = [file.with_name(f"{number}.toml") for number in range(8)]
    for number, its in enumerate(files):
        its.write_text(ENTRY.replace('"north"', f'"north-{number}"', 1), "utf-8")
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda its: add(its, site_file), files))
    assert len(added) == len(read(site_file).organisations) == 8


def test_a_second_organisation_joins_the_first(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["organisation", "add", str(file)])
    file.write_text(ENTRY.replace('north"', 'south"', 1), "utf-8")
    assert main(["organisation", "add", str(file)]) == 0
    assert [line.split()[0] for line in listed(capsys)] == ["north", "south"]


def test_the_same_id_is_not_added_twice(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["organisation", "add", str(file)])
    assert main(["organisation", "add", str(file)]) == 2
    assert "there is an organisation with this id" in capsys.readouterr().err
    assert len(listed(capsys)) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ENTRY.replace("accounts.north", "accounts.evil"), "not one of the pack's hosts"),
        (ENTRY.replace("https", "http"), "https://"),
        (ENTRY.replace("pack.toml", "none.toml"), "no such file"),
        (ENTRY.replace('"north"', '"../north"'), "id: must be letters"),
        (ENTRY + ENTRY, "another one with this id"),
        ("", "holds no organisation"),
    ],
)
def test_a_file_that_can_not_be_used_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    file.write_text(text, "utf-8")
    assert main(["organisation", "add", str(file)]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "home" / "site" / "organisations.toml").exists()


def test_who_may_not_write_is_told_what_to_do(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home" / "site" / "packs" / "north.toml").mkdir(parents=True)
    assert main(["organisation", "add", str(file)]) == 1
    assert "Run the same command as an administrator." in capsys.readouterr().err
    assert not (tmp_path / "home" / "site" / "organisations.toml").exists()
