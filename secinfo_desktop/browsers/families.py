"""What is known of each family of browsers: names, flags, places. Tables only.

Flags and places of Chromium and Firefox on Linux were run; all others are written from documentation and not run here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class System(StrEnum):
    """The systems that a browser can run on."""

    LINUX = "linux"
    WINDOWS = "windows"
    MACOS = "macos"


class Engine(StrEnum):
    """What decides how a browser is started."""

    CHROMIUM = "chromium"
    GECKO = "gecko"
    WEBKIT = "webkit"
    """Safari: can't be given a profile of its own, so it is only explained."""


class Family(StrEnum):
    """The browsers that are known; the name is also that of ``--browser``."""

    EDGE = "edge"
    CHROME = "chrome"
    CHROMIUM = "chromium"
    BRAVE = "brave"
    VIVALDI = "vivaldi"
    OPERA = "opera"
    FIREFOX = "firefox"
    FIREFOX_ESR = "firefox-esr"
    LIBREWOLF = "librewolf"
    SAFARI = "safari"


class Shortcut(StrEnum):
    """The keys that open a private window; there is no single right one."""

    CONTROL_SHIFT_N = "control_shift_n"
    CONTROL_SHIFT_P = "control_shift_p"
    SHIFT_COMMAND_N = "shift_command_n"
    SHIFT_COMMAND_P = "shift_command_p"


@dataclass(frozen=True)
class Facts:
    """One family. ``programs`` are names on the PATH, ``desktop_ids`` names of desktop files, Snaps and Flatpaks.

    ``windows_programs`` may begin with a variable of the environment; ``windows_ids`` are the beginnings of its ProgId.
    ``linux_policies`` and ``windows_policies`` say where administrators lay theirs: a folder, a key of the registry.
    """

    name: str
    engine: Engine
    private_flag: str = "--incognito"
    extra_flags: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    desktop_ids: tuple[str, ...] = ()
    windows_programs: tuple[str, ...] = ()
    windows_ids: tuple[str, ...] = ()
    mac_app: str = ""
    mac_program: str = ""
    mac_bundle: str = ""
    linux_policies: str = ""
    windows_policies: str = ""
    private_policy: str = "IncognitoModeAvailability"


FACTS: Mapping[Family, Facts] = {
    Family.EDGE: Facts(
        "Microsoft Edge",
        Engine.CHROMIUM,
        private_flag="--inprivate",
        extra_flags=("--disable-features=msImplicitSignin",),  # else a fresh profile may sign itself in
        programs=("microsoft-edge", "microsoft-edge-stable"),
        desktop_ids=("microsoft-edge", "com.microsoft.Edge"),
        windows_programs=(
            r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
            r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
        ),
        windows_ids=("MSEdgeHTM",),
        mac_app="Microsoft Edge.app",
        mac_program="Microsoft Edge",
        mac_bundle="com.microsoft.edgemac",
        linux_policies="etc/opt/edge/policies/managed",
        windows_policies=r"SOFTWARE\Policies\Microsoft\Edge",
        private_policy="InPrivateModeAvailability",
    ),
    Family.CHROME: Facts(
        "Google Chrome",
        Engine.CHROMIUM,
        programs=("google-chrome", "google-chrome-stable"),
        desktop_ids=("google-chrome", "com.google.Chrome"),
        windows_programs=(
            r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
            r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
            r"%LOCALAPPDATA%\Google\Chrome\Application\chrome.exe",
        ),
        windows_ids=("ChromeHTML",),
        mac_app="Google Chrome.app",
        mac_program="Google Chrome",
        mac_bundle="com.google.Chrome",
        linux_policies="etc/opt/chrome/policies/managed",
        windows_policies=r"SOFTWARE\Policies\Google\Chrome",
    ),
    Family.CHROMIUM: Facts(
        "Chromium",
        Engine.CHROMIUM,
        programs=("chromium", "chromium-browser"),
        desktop_ids=("chromium", "chromium-browser", "chromium_chromium", "org.chromium.Chromium"),
        windows_programs=(r"%LOCALAPPDATA%\Chromium\Application\chrome.exe",),
        windows_ids=("ChromiumHTM",),
        mac_app="Chromium.app",
        mac_program="Chromium",
        mac_bundle="org.chromium.Chromium",
        linux_policies="etc/chromium/policies/managed",
        windows_policies=r"SOFTWARE\Policies\Chromium",
    ),
    Family.BRAVE: Facts(
        "Brave",
        Engine.CHROMIUM,
        programs=("brave-browser", "brave", "brave-browser-stable"),
        desktop_ids=("brave-browser", "brave_brave", "com.brave.Browser"),
        windows_programs=(
            r"%ProgramFiles%\BraveSoftware\Brave-Browser\Application\brave.exe",
            r"%LOCALAPPDATA%\BraveSoftware\Brave-Browser\Application\brave.exe",
        ),
        windows_ids=("BraveHTML",),
        mac_app="Brave Browser.app",
        mac_program="Brave Browser",
        mac_bundle="com.brave.Browser",
        linux_policies="etc/brave/policies/managed",
        windows_policies=r"SOFTWARE\Policies\BraveSoftware\Brave",
    ),
    Family.VIVALDI: Facts(
        "Vivaldi",
        Engine.CHROMIUM,
        programs=("vivaldi", "vivaldi-stable"),
        desktop_ids=("vivaldi-stable", "com.vivaldi.Vivaldi"),
        windows_programs=(
            r"%LOCALAPPDATA%\Vivaldi\Application\vivaldi.exe",
            r"%ProgramFiles%\Vivaldi\Application\vivaldi.exe",
        ),
        windows_ids=("VivaldiHTM",),
        mac_app="Vivaldi.app",
        mac_program="Vivaldi",
        mac_bundle="com.vivaldi.Vivaldi",
        windows_policies=r"SOFTWARE\Policies\Vivaldi",
    ),
    Family.OPERA: Facts(
        "Opera",
        Engine.CHROMIUM,
        private_flag="--private",
        programs=("opera", "opera-stable"),
        desktop_ids=("opera", "opera_opera", "com.opera.Opera"),
        windows_programs=(r"%LOCALAPPDATA%\Programs\Opera\opera.exe", r"%ProgramFiles%\Opera\opera.exe"),
        windows_ids=("OperaStable",),
        mac_app="Opera.app",
        mac_program="Opera",
        mac_bundle="com.operasoftware.Opera",
    ),
    Family.FIREFOX: Facts(
        "Firefox",
        Engine.GECKO,
        private_flag="-private-window",
        programs=("firefox",),
        desktop_ids=("firefox", "firefox_firefox", "org.mozilla.firefox"),
        windows_programs=(
            r"%ProgramFiles%\Mozilla Firefox\firefox.exe",
            r"%ProgramFiles(x86)%\Mozilla Firefox\firefox.exe",
            r"%LOCALAPPDATA%\Mozilla Firefox\firefox.exe",
        ),
        windows_ids=("FirefoxURL",),
        mac_app="Firefox.app",
        mac_program="firefox",
        mac_bundle="org.mozilla.firefox",
        linux_policies="etc/firefox/policies",
        windows_policies=r"SOFTWARE\Policies\Mozilla\Firefox",
        private_policy="PrivateBrowsingModeAvailability",
    ),
    Family.FIREFOX_ESR: Facts(
        "Firefox ESR",
        Engine.GECKO,
        private_flag="-private-window",
        programs=("firefox-esr",),
        desktop_ids=("firefox-esr",),
        linux_policies="etc/firefox/policies",  # /etc/firefox-esr/policies is not read by Debian's
        windows_policies=r"SOFTWARE\Policies\Mozilla\Firefox",
        private_policy="PrivateBrowsingModeAvailability",
    ),
    Family.LIBREWOLF: Facts(
        "LibreWolf",
        Engine.GECKO,
        private_flag="-private-window",
        programs=("librewolf",),
        desktop_ids=("librewolf", "io.gitlab.librewolf-community"),
        windows_programs=(r"%ProgramFiles%\LibreWolf\librewolf.exe",),
        windows_ids=("LibreWolfHTM", "LibreWolfURL"),
        mac_app="LibreWolf.app",
        mac_program="librewolf",
        mac_bundle="io.gitlab.librewolf-community",
        private_policy="PrivateBrowsingModeAvailability",
    ),
    Family.SAFARI: Facts(
        "Safari",
        Engine.WEBKIT,
        private_flag="",
        mac_app="Safari.app",
        mac_program="Safari",
        mac_bundle="com.apple.Safari",
    ),
}
"""Sources: Chromium's and Firefox's own command-line pages, Microsoft's list of Edge policies; places of programs as
Windows' installers lay them."""


def shortcut(family: Family, system: System) -> Shortcut:
    """The keys for a private window of a browser, to be told to somebody at another computer."""
    is_gecko = FACTS[family].engine is Engine.GECKO
    if system is System.MACOS:
        return Shortcut.SHIFT_COMMAND_P if is_gecko else Shortcut.SHIFT_COMMAND_N
    return Shortcut.CONTROL_SHIFT_P if is_gecko else Shortcut.CONTROL_SHIFT_N
