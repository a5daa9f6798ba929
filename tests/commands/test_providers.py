"""An author of a pack is told what is wrong, and where."""

from pathlib import Path

import pytest

from secinfo_desktop import resources
from secinfo_desktop.__main__ import main

EXAMPLE = resources.text("providers/example-organisation.toml")


def test_the_packs_that_come_along_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["providers", "list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["example-organisation", "microsoft"]


def test_a_pack_that_can_be_used_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(EXAMPLE, "utf-8")
    assert main(["providers", "check", str(file)]) == 0
    assert "Example Organisation" in capsys.readouterr().out


def test_every_problem_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ours.toml"
    file.write_text("colour = 1\n" + EXAMPLE.replace('region = "DE"', "region = 49"), "utf-8")
    assert main(["providers", "check", str(file)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert "ours.toml: line 1: colour: not a key of a provider pack" in told
    assert any(line.startswith("ours.toml: line 7: region: must be ") for line in told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("id = ", "ours.toml: line 1: id: not TOML: "),
        (
            EXAMPLE.replace('"Example"', f'"{"Ex" * 80}"', 1),
            "ours.toml: line 5: brand: makes a text message too long: ",
        ),
        (
            EXAMPLE.replace('"the helpdesk of', f'"{"the helpdesk " * 12}of'),
            "ours.toml: line 16: help_name: makes a text message too long: password_changed (en)",
        ),
    ],
)
def test_what_a_service_would_refuse_is_refused(
    tmp_path: Path, content: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(content, "utf-8")
    assert main(["providers", "check", str(file)]) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["providers", "check", str(tmp_path / "none.toml")]) == 2
    assert "none.toml: can't be read" in capsys.readouterr().err


def test_a_pack_that_borrows_a_brand_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(resources.text("providers/example-organisation.toml").replace('"Example"', '"Microsoft"'), "utf-8")
    assert main(["providers", "check", str(file)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert "ours.toml: line 5: brand: Microsoft belongs to other hosts than those of this pack" in told
    assert [line.split(": ")[2] for line in told] == ["brand", "text_sender"]
