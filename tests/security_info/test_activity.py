"""Recent activity: found by kind and by words, in the language that is shown (B4)."""

from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.security_info import ActivityKind
from secinfo_desktop.security_info.activity import found, sentence
from secinfo_desktop.texts.words import Words
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_signed_in import ACTIVITY

WORDS = Words(FrozenClock())
GERMAN = Words(FrozenClock(), "de")


def test_b4_everything_is_there_until_something_is_searched() -> None:
    assert found(ACTIVITY, None, "  ", WORDS) == ACTIVITY


def test_b4_what_happened_is_found_by_the_words_that_stand_there_in_any_case_and_without_accents() -> None:
    assert [one.id for one in found(ACTIVITY, None, "WRONG chrome", WORDS)] == ["a2"]
    assert [one.id for one in found(ACTIVITY, None, "hinzugefugt", GERMAN)] == ["a4"]


def test_b4_the_filter_and_the_search_work_together() -> None:
    assert [one.id for one in found(ACTIVITY, ActivityKind.CHANGE, "firefox", WORDS)] == ["a4"]


@given(st.none() | st.sampled_from(ActivityKind), st.text(max_size=20))
def test_a_search_only_ever_leaves_things_out_and_keeps_their_order(kind: ActivityKind | None, searched: str) -> None:
    left = found(ACTIVITY, kind, searched, WORDS)
    assert [one for one in ACTIVITY if one in left] == list(left)
    assert all(kind in (None, one.kind) for one in left)


def test_what_only_the_service_knows_is_told_by_its_kind() -> None:
    from dataclasses import replace

    assert sentence(replace(ACTIVITY[0], event="sat_on_a_keyboard"), WORDS) == "Something about signing in"
