"""A pack that somebody has changed leads no caller elsewhere, loosens no limit, and asks nobody for a code."""

import pytest

from secinfo_desktop import resources
from secinfo_desktop.domain.limits import CEILINGS
from secinfo_desktop.domain.providers import PackError, parse

PACK = resources.text("providers/example-organisation.toml")


def test_the_pack_itself_is_read() -> None:
    """The control."""
    pack = parse(PACK)
    assert pack.may_open("https://accounts.example.org/help")


@pytest.mark.parametrize(
    ("right", "forged"),
    [
        ('hosts = ["accounts.example.org"]', 'hosts = ["https://evil.example"]'),
        ('hosts = ["accounts.example.org"]', "hosts = []"),
        ("code_life_email_minutes = 30", "code_life_email_minutes = 6000"),
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
