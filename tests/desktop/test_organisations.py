"""An administrator's file adds organisations; what is wrong in it is named and does no harm to the rest."""

from pathlib import Path

import pytest

from secinfo_desktop import resources
from secinfo_desktop.client.addresses import ServiceAddress
from secinfo_desktop.desktop.organisations import Found, read
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind

GOOD = {
    "id": '"north"',
    "name": '"North Hospital"',
    "address": '"https://accounts.north.example"',
    "pack_file": '"north.toml"',
}


EXAMPLE = {"pack_file": None, "pack": '"example-organisation"', "address": '"https://accounts.example.org"'}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    example = resources.text("providers/example-organisation.toml")
    pack = example.replace('"example-organisation"', '"north"', 1).replace(
        "accounts.example.org", "accounts.north.example"
    )
    (tmp_path / "north.toml").write_text(pack, encoding="utf-8")
    return tmp_path / "organisations.toml"


def entry(**changes: str | None) -> str:
    its = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    return "[[organisation]]\n" + "".join(f"{key} = {value}\n" for key, value in its.items())


def found(path: Path, text: str) -> Found:
    path.write_text(text, encoding="utf-8")
    return read(path)


def test_without_a_file_there_are_none(path: Path) -> None:
    assert read(path) == Found()


def test_an_organisation_is_read(path: Path) -> None:
    (organisation,) = found(path, entry()).organisations
    assert organisation.choice == AccountChoice(
        "north", AccountKind.ORGANISATION, "North Hospital", "accounts.north.example"
    )
    assert organisation.address == ServiceAddress("https://accounts.north.example")
    assert organisation.pack.id == "north"


def test_a_pack_that_comes_with_the_app_is_named(path: Path) -> None:
    (organisation,) = found(path, entry(**EXAMPLE)).organisations
    assert organisation.pack.id == "example-organisation"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": None}, "id: must be a text"),
        ({"id": "5"}, "id: must be a text"),
        ({"id": '"practice"'}, "id: is taken"),
        ({"id": '"microsoft"'}, "id: is taken"),
        ({"id": '"../north"'}, "id: must be letters"),
        ({"name": '"Microsoft accounts"'}, "Microsoft is not the brand"),
        ({"pack_file": None, "pack": '"microsoft"', "address": '"http://127.0.0.1:99"'}, "Microsoft is not the brand"),
        ({"name": '" "'}, "name: must be a text"),
        ({"address": '"http://accounts.north.example"'}, "begins with https://"),
        ({"address": '"https://accounts.evil.example"'}, "not one of the pack's hosts"),
        ({"address": '"https://accounts.north.example.evil.example"'}, "not one of the pack's hosts"),
        ({"pack_file": None, "pack": '"microsoft"'}, "not one of the pack's hosts"),
        ({"pack_file": None}, "exactly one of pack and pack_file"),
        ({"pack": '"example-organisation"'}, "exactly one of pack and pack_file"),
        ({"pack_file": '"nothing.toml"'}, "no such file"),
        ({"pack_file": None, "pack": '"../../secret"'}, "no such file"),
        ({"pack_file": '"organisations.toml"'}, "brand: is missing"),
        ({"colour": '"red"'}, "colour: not a key"),
    ],
)
def test_an_entry_that_can_not_be_used_is_named_and_the_others_work(
    path: Path, changes: dict[str, str | None], words: str
) -> None:
    both = found(path, entry(**changes) + entry(id='"south"'))
    assert [organisation.choice.id for organisation in both.organisations] == ["south"]
    (problem,) = both.problems
    assert problem.startswith("organisation 1: ")
    assert words in problem


def test_the_same_id_twice_is_named(path: Path) -> None:
    both = found(path, entry() + entry(name='"Other"'))
    assert [organisation.choice.name for organisation in both.organisations] == ["North Hospital"]
    assert both.problems == ("organisation 2: id: there is another one with this id",)


@pytest.mark.parametrize("text", ["[", "organisation = 5", "x = 1", "organisation = [5]", "[organisation]\nid='a'"])
def test_a_file_that_can_not_be_used_is_named(path: Path, text: str) -> None:
    none = found(path, text)
    assert none.organisations == ()
    assert len(none.problems) == 1


def test_a_file_that_is_nested_too_deeply_is_named(path: Path) -> None:
    path.write_text(f"organisation = {'[' * 100_000}", "utf-8")
    assert read(path).problems == (f"{path.name}: is nested too deeply",)


def test_a_file_that_is_no_text_is_named(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")
    assert len(read(path).problems) == 1
