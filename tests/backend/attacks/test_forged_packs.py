"""A pack that somebody has changed leads no caller elsewhere, loosens no limit, and asks nobody for a code.

Nothing signs a pack. A number to dial and the hosts are the pack's own to say: so it is used only where others can't
write. The controls are the true pack, in a folder that only an administrator may change.
"""

import os
import time
from pathlib import Path
from typing import Final

import pytest

from secinfo_desktop import resources
from secinfo_desktop.desktop import organisations, site_files
from secinfo_desktop.desktop.adding_organisations import CanNotAddError, add
from secinfo_desktop.desktop.organisations import Found
from secinfo_desktop.desktop.site_files import SiteFileError
from secinfo_desktop.domain.limits import CEILINGS
from secinfo_desktop.domain.providers import PackError, parse

PACK: Final = resources.text("providers/example-organisation.toml")
HOSTS: Final = 'hosts = ["accounts.example.org"]'
SOON: Final = 30.0
"""Seconds, wide: an unbounded reader took minutes."""
MANY_PARTS: Final = ".".join("a" * 490)


def test_the_pack_itself_is_read() -> None:
    """The control."""
    pack = parse(PACK)
    assert pack.may_open("https://accounts.example.org/help")


@pytest.mark.parametrize(
    ("right", "forged"),
    [
        (HOSTS, 'hosts = ["https://evil.example"]'),
        (HOSTS, "hosts = []"),
        (HOSTS, 'hosts = ["evil.example"]'),
        (HOSTS, 'hosts = ["\u0430ccounts.example.org"]'),
        ("accounts.example.org/help", "evil.example/help"),
        ("https://accounts.example.org/recover", "http://accounts.example.org/recover"),
        ("https://accounts.example.org/recover", "file:///etc/passwd"),
        ("https://accounts.example.org/recover", "javascript:alert(1)"),
        ("code_life_email_minutes = 30", "code_life_email_minutes = 6000"),
        ('brand = "', 'brand = "\u202e'),
        ('help_name = "', 'help_name = "<img src=x>\n'),
        ('brand = "', 'command = "rm -rf /"\nbrand = "'),
        ('brand = "', 'module = "evil"\nbrand = "'),
    ],
)
def test_a_changed_line_is_refused(right: str, forged: str) -> None:
    assert right in PACK
    with pytest.raises(PackError):
        parse(PACK.replace(right, forged))


def test_a_code_in_a_subject_is_refused() -> None:
    kept = "\n".join(line for line in PACK.splitlines() if not line.startswith("code_subject"))
    with pytest.raises(PackError, match="code_subject"):
        parse(f'code_subject = "Your code 123456"\n{kept}')


@pytest.mark.parametrize("row", ["{ most = 1000, minutes = 60 }", "{ most = 100000, minutes = 1440 }"])
def test_limits_that_are_loosened_stay_as_they_are(row: str) -> None:
    assert set(CEILINGS) <= set(parse(f"ceilings = [ {row} ]\n{PACK}").ceilings)


@pytest.mark.parametrize(
    "text",
    [
        f"{'.'.join('a' * 50_000)} = 1\n{PACK}",
        f"{PACK}\n[{MANY_PARTS}]\n{MANY_PARTS} = 1\n",
        f"{PACK}\nx = [\n" + "1,\n" * 9_000,
        f'{PACK}\nx = """' + "\n" * 27_000,
        f"{PACK}\nx = [\n" + "1,\n" * 200,
        f"{PACK}\nx = {'[' * 900}",
        "ceilings = [\n" + "{ most = 1, minutes = 1 },\n" * 200 + f"]\n{PACK}",
        PACK.replace(HOSTS, "hosts = [\n" + '"accounts.example.org",\n' * 200 + "]"),
        PACK + "#" * 40_000,
        f"{PACK}\0",
        f"\ufeff{PACK}",
    ],
    ids=["dots", "deep", "never closed", "no end", "short", "brackets", "limits", "hosts", "huge", "nul", "bom"],
)
def test_a_hostile_file_is_refused_soon(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(PackError):
        parse(text)
    assert time.perf_counter() - began < SOON


# where it lies


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder of an administrator's, with an organisation whose pack lies in a folder of its own."""
    folder = tmp_path / "site"
    (folder / "packs").mkdir(parents=True)
    (folder / "packs" / "north.toml").write_text(PACK, "utf-8")
    (folder / "organisations.toml").write_text(entry("packs/north.toml"), "utf-8")
    for each in (folder, folder / "packs"):
        each.chmod(0o755)
    return folder


def entry(pack_file: str) -> str:
    its = {"id": "north", "name": "North", "address": "https://accounts.example.org", "pack_file": pack_file}
    return "[[organisation]]\n" + "".join(f'{key} = "{value}"\n' for key, value in its.items())


def found(site: Path) -> Found:
    return organisations.read(site / "organisations.toml")


def test_the_pack_of_an_administrator_is_used(site: Path) -> None:
    """The control of those below, the number to dial included."""
    assert found(site).problems == ()
    assert [its.pack.help_phone for its in found(site).organisations] == [parse(PACK).help_phone]


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
@pytest.mark.parametrize("open_to_all", ["organisations.toml", ".", "packs", "packs/north.toml"])
def test_nothing_that_others_may_change_is_used(site: Path, open_to_all: str) -> None:
    (site / open_to_all).chmod(0o777)
    its = found(site)
    assert its.organisations == ()
    assert len(its.problems) == 1
    assert "others on this computer may change" in its.problems[0]


@pytest.mark.skipif(os.name != "posix", reason="owners of files are POSIX's")
def test_a_file_of_somebody_elses_is_not_used(site: Path) -> None:
    file = site / "organisations.toml"
    owner = file.stat().st_uid
    assert site_files.read_protected(file, me=owner)  # the control
    if owner not in (site_files.ROOT, site_files.NOBODY):
        with pytest.raises(SiteFileError):
            site_files.read_protected(file, me=owner + 1)
    if os.getuid() == site_files.ROOT:
        os.chown(file, 12345, 12345)
        with pytest.raises(SiteFileError):
            site_files.read_protected(file)


@pytest.mark.parametrize("elsewhere", ["../north.toml", "packs/../../north.toml", "{above}/north.toml", "link.toml"])
def test_a_pack_lies_beside_the_file_that_names_it(site: Path, elsewhere: str) -> None:
    (site.parent / "north.toml").write_text(PACK, "utf-8")
    (site / "link.toml").symlink_to(site.parent / "north.toml")
    (site / "organisations.toml").write_text(entry(elsewhere.format(above=site.parent)), "utf-8")
    assert found(site).problems == ("organisation 1: pack_file: lies elsewhere",)


def test_what_never_ends_or_is_no_file_is_not_read(site: Path) -> None:
    (site / "organisations.toml").write_text(entry("packs"), "utf-8")
    assert found(site).problems == ("organisation 1: pack_file: is no file",)
    with (site / "packs" / "north.toml").open("ab") as file:
        file.truncate(1 << 40)  # takes no room
    (site / "organisations.toml").write_text(entry("packs/north.toml"), "utf-8")
    assert found(site).problems == ("organisation 1: pack_file: is too long",)


def test_what_is_added_comes_from_beside_the_added_file_and_becomes_the_administrators(site: Path) -> None:
    brought = site.parent / "brought"
    brought.mkdir()
    brought.chmod(0o777)
    (site.parent / "secret.toml").write_text(PACK, "utf-8")
    file = brought / "organisations.toml"
    file.write_text(entry("../secret.toml").replace("north", "south"), "utf-8")
    with pytest.raises(CanNotAddError, match="lies elsewhere"):
        add(file, site / "organisations.toml")
    (brought / "south.toml").write_text(PACK, "utf-8")
    file.write_text(entry("south.toml").replace("north", "south"), "utf-8")
    add(file, site / "organisations.toml")  # the control
    assert [its.choice.id for its in found(site).organisations] == ["north", "south"]
