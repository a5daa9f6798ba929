"""Nothing is opened that leads anywhere else than to a provider's page."""

from pathlib import Path

import pytest

from secinfo_desktop.browsers.browser import Browser
from secinfo_desktop.browsers.commands import AddressRefusedError
from secinfo_desktop.browsers.desk import Wanted
from secinfo_desktop.browsers.families import Family, System
from secinfo_desktop.browsers.marks import Which
from secinfo_desktop.browsers.opening import Desk
from secinfo_desktop.browsers.profiles import Swept

CHROMIUM = Browser(Family.CHROMIUM, System.LINUX, ("chromium",))


@pytest.mark.parametrize("target", ["javascript:alert(1)", "http://example.org/", "https://name@example.org/"])
def test_a_window_that_would_lead_elsewhere_is_not_opened(tmp_path: Path, target: str) -> None:
    with pytest.raises(AddressRefusedError):
        Desk(tmp_path, tmp_path).open(CHROMIUM, [Wanted(Which.FIRST, target)])
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_tells_of_all_places(tmp_path: Path) -> None:
    left = tmp_path / "secinfo-sessions" / "s-0123456789abcdef"
    left.mkdir(parents=True)
    assert Desk(tmp_path, tmp_path).sweep([CHROMIUM]) == Swept(gone=(left,))
    assert Desk(tmp_path, tmp_path).sweep([CHROMIUM]) == Swept()
