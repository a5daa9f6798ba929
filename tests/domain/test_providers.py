"""Provider packs: settings, never code."""

from datetime import timedelta

import pytest

from secinfo_desktop import resources
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.limits import CEILINGS, Ceiling
from secinfo_desktop.domain.providers import PackError, parse

EXAMPLE = resources.text("providers/example-organisation.toml")


def test_the_example_pack_is_whole() -> None:
    pack = parse(EXAMPLE)
    assert pack.sender_address == "account-security@accounts.example.org"
    assert pack.code_life[Channel.SMS] == timedelta(minutes=10)
    assert pack.ceilings == CEILINGS


def test_every_problem_is_named_at_once() -> None:
    broken = EXAMPLE.replace('brand = "Example"', "").replace(
        "code_life_text_minutes = 10", "code_life_text_minutes = 60"
    )
    with pytest.raises(PackError) as caught:
        parse(broken + '\ncolour = "red"\n')
    assert caught.value.problems == (
        "brand: is missing",
        "code_life_text_minutes: must be a whole number of minutes from 1 to 10",
        "colour: not a key of a provider pack",
    )


def test_a_pack_can_make_the_ceilings_only_stricter() -> None:
    pack = parse(EXAMPLE + "\nceilings = [ { most = 1, minutes = 15 } ]\n")
    assert set(pack.ceilings) == {*CEILINGS, Ceiling(1, timedelta(minutes=15))}


@pytest.mark.parametrize("text", ["id = ", "ceilings = [ { most = 0, minutes = 15 } ]", "ceilings = [ { most = 1 } ]"])
def test_bad_input_is_refused_in_words(text: str) -> None:
    with pytest.raises(PackError):
        parse(text)
