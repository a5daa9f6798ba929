"""A provider's rules for security info: settings of its pack, within what the source text says."""

from datetime import timedelta

import pytest

from secinfo_desktop import resources
from secinfo_desktop.domain.providers import PackError, parse
from secinfo_desktop.domain.security_info import Area, SecurityPolicy
from secinfo_desktop.domain.security_policy import DAY, SecondStep, SecurityRules

EXAMPLE = resources.text("providers/example-organisation.toml")
WITHOUT = EXAMPLE[: EXAMPLE.index("# What its service allows")] + EXAMPLE[EXAMPLE.index("[translations") :]


def rules(text: str) -> SecurityRules:
    """What a pack with these lines in its table says."""
    return parse(f"{WITHOUT}\n[security_info]\n{text}").security_info


@pytest.mark.parametrize("name", resources.names("providers", ".toml"))
def test_every_shipped_pack_has_the_rules_of_the_source_text(name: str) -> None:
    assert parse(resources.text(f"providers/{name}")).security_info == SecurityRules()


def test_what_is_left_out_is_as_in_the_source_text() -> None:
    assert parse(WITHOUT).security_info == rules("") == SecurityRules()
    assert SecurityRules().waiting == 30 * DAY
    assert SecurityRules().notices_after == (DAY, 7 * DAY, 21 * DAY, 29 * DAY)
    assert (SecurityRules().verify_after, SecurityRules().verify_block) == (180 * DAY, 7 * DAY)
    assert SecurityRules().frozen == set(Area)


def test_a_pack_can_say_something_else() -> None:
    found = rules(
        "least_contacts = 2\nmost_contacts = 4\nwaiting_days = 14\nnotice_days = [2, 13]\nverify_after_days = 90\n"
        'verify_block_days = 3\nverify_skip_hours = 12\nfrozen = ["security_info"]\nsecond_step = "always"'
    )
    assert found == SecurityRules(
        least_contacts=2,
        most_contacts=4,
        waiting=14 * DAY,
        notices_after=(2 * DAY, 13 * DAY),
        verify_after=90 * DAY,
        verify_block=3 * DAY,
        verify_skip=timedelta(hours=12),
        frozen=frozenset({Area.SECURITY_INFO}),
        second_step=SecondStep.ALWAYS,
    )
    assert found.told() == SecurityPolicy(least_contacts=2, most_contacts=4, waiting_days=14)


def test_a_shorter_waiting_period_has_the_notices_that_fit_into_it() -> None:
    assert rules("waiting_days = 10").notices_after == (DAY, 7 * DAY)
    assert rules("waiting_days = 1").notices_after == ()


def test_nothing_frozen_and_no_notices_between_can_be_said() -> None:
    found = rules("frozen = []\nnotice_days = []")
    assert (found.frozen, found.notices_after) == (frozenset(), ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("least_contacts = 0", "least_contacts: must be a whole number from 1 to 6"),
        ("most_contacts = 7", "most_contacts: must be a whole number from 1 to 6"),
        ("least_contacts = 3\nmost_contacts = 2", "most_contacts: must not be less than least_contacts"),
        ("waiting_days = 0", "waiting_days: must be a whole number from 1 to 90"),
        ("waiting_days = true", "waiting_days: must be a whole number"),
        ("notice_days = [7, 1]", "notice_days: must be days after the request"),
        ("notice_days = [1, 1]", "notice_days: must be days after the request"),
        ("notice_days = [30]", "notice_days: must be days after the request"),
        ('notice_days = ["1"]', "notice_days: must be days after the request"),
        ("verify_skip_hours = 169", "verify_skip_hours: must be a whole number from 1 to 168"),
        ('frozen = ["mail"]', "frozen[1]: must be one of security_info, "),
        ("frozen = [1]", "frozen[1]: must be one of security_info, "),
        ('second_step = "sometimes"', "second_step: must be one of never, chosen, always"),
        ("second_step = true", "second_step: must be one of never, chosen, always"),
        ("colour = 1", "colour: not a rule of security info"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_key(text: str, problem: str) -> None:
    with pytest.raises(PackError) as caught:
        rules(text)
    assert any(f"security_info.{problem}" in found for found in caught.value.problems)


def test_a_code_after_the_password_is_asked_for_as_the_pack_and_the_person_say() -> None:
    asked = {
        step: [SecurityRules(second_step=step).asks_for_code(chosen) for chosen in (False, True)] for step in SecondStep
    }
    assert asked == {
        SecondStep.NEVER: [False, False],
        SecondStep.CHOSEN: [False, True],
        SecondStep.ALWAYS: [True, True],
    }
