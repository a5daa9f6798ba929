"""Separate sessions of this computer's person: what is left is erased, and nothing is found where nothing is."""

from pathlib import Path

from secinfo_desktop.browsers.profiles import create, native_root
from secinfo_desktop.desktop import folders
from secinfo_desktop.desktop.browsing import Browsing


def test_what_a_crash_left_is_erased_and_nothing_is_taken_on(tmp_path: Path) -> None:
    environment = {folders.HOME: str(tmp_path)}
    root = native_root(folders.find(environment).cache)
    create(root)
    assert list(root.iterdir())
    assert Browsing(environment).look_after() is None
    assert list(root.iterdir()) == []


def test_only_browsers_that_can_be_separate_are_offered(tmp_path: Path) -> None:
    assert all(one.can_be_separate for one in Browsing({folders.HOME: str(tmp_path)}).find())
