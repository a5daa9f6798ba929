"""Browsers on Linux are found by reading: the PATH, desktop files, Snaps, Flatpaks, and what opens https."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from secinfo_desktop.browsers.browser import Browser, Packaging
from secinfo_desktop.browsers.families import Family, System
from secinfo_desktop.browsers.linux import find


class Home:
    """A person's computer below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "bin").mkdir()

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "HOME": str(self.root / "home"),
            "PATH": str(self.root / "bin"),
            "XDG_DATA_DIRS": str(self.root / "share"),
            "XDG_CONFIG_DIRS": str(self.root / "xdg"),
        }

    def program(self, name: str, content: str = "") -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content or "#!/bin/sh\n")
        path.chmod(0o755)
        return path

    def desktop_file(self, name: str, *lines: str) -> None:
        path = self.root / "share" / "applications" / f"{name}.desktop"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["[Desktop Entry]", "Name=Web", "Name[de]=Netz", *lines]))

    def default(self, name: str, place: str = "home/.config") -> None:
        path = self.root / place / "mimeapps.list"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"[Added Associations]\nx\n[Default Applications]\nx-scheme-handler/https={name}.desktop;\n")

    def found(self) -> tuple[Browser, ...]:
        return find(self.environment)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_where_there_is_none_none_is_found(home: Home) -> None:
    assert home.found() == ()


def test_a_program_on_the_path_is_found(home: Home) -> None:
    program = home.program("bin/chromium")
    assert home.found() == (Browser(Family.CHROMIUM, System.LINUX, (str(program),)),)


@pytest.mark.parametrize(
    ("script", "found"),
    [('exec firefox-esr "$@"', [Family.FIREFOX_ESR]), ('exec /opt/firefox "$@"', [Family.FIREFOX, Family.FIREFOX_ESR])],
)
def test_debians_script_that_starts_firefox_esr_is_no_second_browser(
    home: Home, script: str, found: list[Family]
) -> None:
    home.program("bin/firefox", f"#!/bin/sh\n{script}\n")
    home.program("bin/firefox-esr")
    assert [browser.family for browser in home.found()] == found


def test_the_path_goes_before_a_desktop_file(home: Home) -> None:
    first = home.program("bin/chromium")
    home.desktop_file("chromium", f"Exec={home.program('usr/bin/chromium')} %U")
    assert [browser.launch for browser in home.found()] == [(str(first),)]


def test_a_desktop_file_leads_to_a_program_that_is_not_on_the_path(home: Home) -> None:
    program = home.program("opt/google/chrome/google-chrome")
    home.desktop_file("google-chrome", f'Exec="{program}" %U')
    assert home.found() == (Browser(Family.CHROME, System.LINUX, (str(program),)),)


def test_a_desktop_file_without_its_program_is_left_out(home: Home) -> None:
    home.desktop_file("google-chrome", "Exec=/opt/nothing %U")
    home.desktop_file("chromium", "Exec='unfinished")
    home.desktop_file("firefox", "Broken")
    assert home.found() == ()


def test_a_flatpak_is_run_by_its_name(home: Home) -> None:
    home.desktop_file(
        "org.mozilla.firefox",
        "Exec=/usr/bin/flatpak run --branch=stable --command=firefox org.mozilla.firefox @@u %u @@",
        "X-Flatpak=org.mozilla.firefox",
    )
    (browser,) = home.found()
    assert browser.packaging is Packaging.FLATPAK
    assert browser.launch[1:] == ("run", "org.mozilla.firefox")
    assert browser.package == "org.mozilla.firefox"


def test_a_snap_is_known_by_its_desktop_file(home: Home) -> None:
    program = home.program("snap/bin/firefox")
    home.desktop_file(
        "firefox_firefox",
        f"Exec=env BAMF_DESKTOP_FILE_HINT=/var/lib/x.desktop {program} %u",
        "X-SnapInstanceName=firefox",
    )
    (browser,) = home.found()
    assert (browser.packaging, browser.package, browser.launch) == (Packaging.SNAP, "firefox", (str(program),))


def test_a_script_that_starts_a_snap_is_a_snap(home: Home) -> None:
    home.program("bin/chromium-browser", '#!/bin/sh\nexec "/snap/bin/chromium" "$@"\n')
    (browser,) = home.found()
    assert (browser.family, browser.packaging, browser.package) == (Family.CHROMIUM, Packaging.SNAP, "chromium")


def test_the_default_browser_comes_first(home: Home) -> None:
    home.program("bin/chromium")
    home.program("bin/firefox")
    home.default("firefox")
    assert [(browser.family, browser.is_default) for browser in home.found()] == [
        (Family.FIREFOX, True),
        (Family.CHROMIUM, False),
    ]


def test_a_default_of_the_person_goes_before_the_system_s(home: Home) -> None:
    home.program("bin/chromium")
    home.program("bin/firefox")
    home.default("firefox", "xdg")
    home.default("chromium")
    assert home.found()[0].family is Family.CHROMIUM


def test_a_default_that_nobody_knows_changes_nothing(home: Home) -> None:
    home.program("bin/chromium")
    home.default("strange-browser")
    assert not home.found()[0].is_default
