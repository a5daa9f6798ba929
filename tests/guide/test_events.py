"""A case can hold fixed choices and times, and nothing else."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.guide.events import Answered, CaseError, Happened, Happening, Observed, Opened, Skipped
from tests.guide.cases import PUBLIC
from tests.helpers.clock import START


@pytest.mark.parametrize("text", ["481906", "code 2", "jo@example.org", "+49 171 2345678", "Ja", "", "a\nb", "a-b"])
def test_free_text_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(CaseError) as caught:
        Answered(START, "mask_matches", text)
    assert not text or text not in str(caught.value)


@given(st.text(alphabet="0123456789abc_", min_size=1).filter(lambda text: sum(map(str.isdigit, text)) > 1))
def test_nothing_with_two_digits_fits_in(text: str) -> None:
    for make in (
        lambda: Answered(START, text, "yes"),
        lambda: Answered(START, "mask_matches", text),
        lambda: Observed(START, "requests", text, PUBLIC),
        lambda: Happened(START, Happening.CODE_ASKED, PUBLIC, text),
        lambda: Skipped(START, text),
    ):
        with pytest.raises(CaseError):
            make()


def test_a_value_may_have_one_digit() -> None:
    assert Observed(START, "info_age", "over_2y", PUBLIC).value == "over_2y"


@pytest.mark.parametrize("at", [START.replace(tzinfo=None), START.astimezone(timezone(timedelta(hours=1)))])
def test_a_time_that_is_not_utc_is_refused(at: datetime) -> None:
    with pytest.raises(CaseError):
        Skipped(at, "mask_matches")


def test_a_time_in_utc_is_taken() -> None:
    assert Skipped(datetime(2026, 11, 22, tzinfo=UTC), "mask_matches").step == "mask_matches"


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_seconds_are_a_number_of_zero_or_more(seconds: float) -> None:
    with pytest.raises(CaseError):
        Answered(START, "mask_matches", "yes", seconds)


@pytest.mark.parametrize("case_id", ["", "short", "with space 123", "x" * 65])
def test_a_case_id_has_a_fixed_form(case_id: str) -> None:
    with pytest.raises(CaseError):
        Opened(START, case_id, "code_not_received", "1", "sms", PUBLIC)
