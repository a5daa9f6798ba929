"""Where the app keeps what is its own on this computer."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

APP = "secinfo-desktop"
HOME = "SECINFO_HOME"
"""Environment variable: one folder for everything, for an app that is carried along and for tests."""


class Folders(NamedTuple):
    """``site`` is the administrator's and only read; the others are the person's. None is made here."""

    settings: Path
    data: Path
    log: Path
    site: Path
    cache: Path

    @property
    def settings_file(self) -> Path:
        """The person's choices."""
        return self.settings / "settings.json"

    @property
    def practice(self) -> Path:
        """What the embedded backend keeps for practice."""
        return self.data / "practice"

    @property
    def cases(self) -> Path:
        """Kept cases: fixed choices and times."""
        return self.data / "cases"

    @property
    def kept_list(self) -> Path:
        """What the first page says of the kept cases."""
        return self.data / "kept.json"

    @property
    def closed_cases(self) -> Path:
        """Closed cases that may be counted: step ids, answers, rounded seconds and the week."""
        return self.data / "closed_cases"

    @property
    def helpdesk(self) -> Path:
        """The helpdesk's cases of this computer, and the list of them."""
        return self.data / "helpdesk"

    def spoken_languages(self, place: str) -> Path:
        """In which language callers of a service's cases are spoken to."""
        return self.helpdesk / "spoken" / f"{place}.json"

    @property
    def learnt_tables(self) -> Path:
        """Learnt numbers of the guide: those made here, and those that organisations hand out."""
        return self.data / "guide"

    def learnt_table(self, checklist: str) -> Path:
        """The table that was learnt here for a checklist."""
        return self.learnt_tables / "here" / f"{checklist}.json"

    @property
    def handles(self) -> Path:
        """Handles of flows, where there is no keyring."""
        return self.data / "handles"

    @property
    def own_secrets(self) -> Path:
        """Sessions and claims, where there is no keyring."""
        return self.data / "secrets"

    @property
    def window_lock(self) -> Path:
        """Held by the one window of this person."""
        return self.data / "window.lock"

    @property
    def log_file(self) -> Path:
        """What happened."""
        return self.log / "log.txt"

    @property
    def organisations_file(self) -> Path:
        """The organisations that an administrator has set up."""
        return self.site / "organisations.toml"


def find(environment: Mapping[str, str], platform: str = sys.platform) -> Folders:
    """The folders of this platform and this person, or those below ``SECINFO_HOME``."""
    if home := environment.get(HOME):
        root = Path(home).absolute()
        return Folders(root / "settings", root / "data", root / "log", root / "site", root / "cache")
    return _of_xdg(environment) if platform == "linux" else _of_platform()


def _of_xdg(environment: Mapping[str, str]) -> Folders:
    """As the XDG Base Directory Specification has it; platformdirs says the same and takes 1.4 ms to load."""

    def of_person(variable: str, usual: str) -> Path:
        named = environment.get(variable, "")
        return (Path(named) if named.startswith("/") else Path.home() / usual) / APP

    listed = environment.get("XDG_CONFIG_DIRS", "").split(":")
    return Folders(
        of_person("XDG_CONFIG_HOME", ".config"),
        of_person("XDG_DATA_HOME", ".local/share"),
        of_person("XDG_STATE_HOME", ".local/state") / "log",
        Path(next((named for named in listed if named.startswith("/")), "/etc/xdg")) / APP,
        of_person("XDG_CACHE_HOME", ".cache"),
    )


def _of_platform() -> Folders:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    return Folders(
        dirs.user_config_path, dirs.user_data_path, dirs.user_log_path, dirs.site_config_path, dirs.user_cache_path
    )
