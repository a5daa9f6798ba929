"""Browsers on Windows, from a registry written down here."""

from dataclasses import dataclass, field

import pytest

from secinfo_desktop.browsers.families import Family
from secinfo_desktop.browsers.windows import MACHINE, USER, default_family, family_of, find, program_in

CHROME = r"C:\Program Files\Google\Chrome\Application\chrome.exe"
EDGE = r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"
FIREFOX = r"C:\Program Files\Mozilla Firefox\firefox.exe"
OWN_CHROME = r"D:\Kim\AppData\Local\Google\Chrome\Application\chrome.exe"
MENU = r"SOFTWARE\Clients\StartMenuInternet"
HTTPS = r"SOFTWARE\Microsoft\Windows\Shell\Associations\UrlAssociations\https"
ENVIRONMENT = {"LOCALAPPDATA": r"D:\Kim\AppData\Local", "ProgramFiles": r"C:\Program Files"}


@dataclass
class FakeRegistry:
    """Values by root, key and name."""

    values: dict[tuple[str, str, str], str | int] = field(default_factory=dict)

    def value(self, root: str, key: str, name: str) -> str | int | None:
        return self.values.get((root, key, name))

    def subkeys(self, root: str, key: str) -> tuple[str, ...]:
        below = {its[len(key) + 1 :].split("\\")[0] for at, its, _ in self.values if at == root and its.startswith(key)}
        return tuple(sorted(below - {""}))


@dataclass
class FakeFiles:
    """The files that are there."""

    paths: tuple[str, ...]

    def is_file(self, path: str) -> bool:
        return path in self.paths


def registered(root: str, name: str, program: str) -> dict[tuple[str, str, str], str | int]:
    return {(root, rf"{MENU}\{name}\shell\open\command", ""): f'"{program}"'}


def test_registered_browsers_are_found_and_the_default_comes_first() -> None:
    registry = FakeRegistry(
        registered(MACHINE, "Google Chrome", CHROME)
        | registered(MACHINE, "Microsoft Edge", EDGE)
        | registered(USER, "Firefox-308046B0AF4A39CB", FIREFOX)
        | {(USER, rf"{HTTPS}\UserChoice", "ProgId"): "FirefoxURL-308046B0AF4A39CB"}
    )
    found = find(registry, FakeFiles((CHROME, EDGE, FIREFOX)), {})
    assert [(browser.family, browser.is_default) for browser in found] == [
        (Family.FIREFOX, True),
        (Family.EDGE, False),
        (Family.CHROME, False),
    ]
    assert found[2].launch == (CHROME,)


def test_an_installation_for_one_person_is_found_without_being_registered() -> None:
    (browser,) = find(FakeRegistry(), FakeFiles((OWN_CHROME,)), ENVIRONMENT)
    assert (browser.family, browser.launch) == (Family.CHROME, (OWN_CHROME,))


def test_app_paths_lead_to_a_browser() -> None:
    key = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\msedge.exe"
    (browser,) = find(FakeRegistry({(MACHINE, key, ""): EDGE}), FakeFiles((EDGE,)), {})
    assert browser.family is Family.EDGE


def test_what_is_registered_and_gone_is_left_out() -> None:
    assert find(FakeRegistry(registered(MACHINE, "Google Chrome", CHROME)), FakeFiles(()), {}) == ()


def test_the_newer_choice_of_windows_goes_before_the_older() -> None:
    registry = FakeRegistry(
        {
            (USER, rf"{HTTPS}\UserChoiceLatest\ProgId", "ProgId"): "ChromeHTML",
            (USER, rf"{HTTPS}\UserChoice", "ProgId"): "MSEdgeHTM",
        }
    )
    assert default_family(registry) is Family.CHROME


def test_a_choice_that_nobody_knows_is_none() -> None:
    assert (
        default_family(FakeRegistry({(USER, rf"{HTTPS}\UserChoice", "ProgId"): "AppXq0fevzme2pys62n3e0fbqa"})) is None
    )


@pytest.mark.parametrize(
    ("command", "program"),
    [
        (f'"{CHROME}" --single-argument %1', CHROME),
        (f'"{CHROME}"', CHROME),
        (r"C:\Browsers\firefox.exe -osint", r"C:\Browsers\firefox.exe"),
        (FIREFOX, FIREFOX),
        ("", ""),
    ],
)
def test_the_program_of_a_command_line_is_found(command: str, program: str) -> None:
    assert program_in(command) == program


@pytest.mark.parametrize(
    ("program", "family"),
    [
        (CHROME, Family.CHROME),
        (r"D:\Apps\Google\Chrome\Application\CHROME.EXE", Family.CHROME),
        (r"D:\Kim\AppData\Local\Chromium\Application\chrome.exe", Family.CHROMIUM),
        (r"D:\Kim\AppData\Local\Programs\Opera\opera.exe", Family.OPERA),
        (r"C:\Windows\notepad.exe", None),
        ("", None),
    ],
)
def test_a_family_is_known_by_the_end_of_its_path(program: str, family: Family | None) -> None:
    assert family_of(program) is family
