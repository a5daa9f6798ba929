"""B6: how much of a contact is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.masks import DOTS, contradicts, mask

LOCAL = st.text("abcdefghijklmnopqrstuvwxyz0123456789.", min_size=1, max_size=40)
DIGITS = st.text("0123456789", min_size=1, max_size=15)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (ContactKind.PHONE, "+4917139200142", "•••••••• 42"),
        (ContactKind.PHONE, "+42", "•••••••• 2"),
        (ContactKind.PHONE, "7", "••••••••"),
        (ContactKind.EMAIL, "karin@example.org", "ka••••••@example.org"),
        (ContactKind.EMAIL, "jo@example.org", "j••••••@example.org"),
        (ContactKind.EMAIL, "j@example.org", "••••••@example.org"),
    ],
)
def test_a_mask_shows_two_signs_and_less_of_a_short_value(kind: ContactKind, value: str, shown: str) -> None:
    assert mask(kind, value) == shown


@given(LOCAL)
def test_a_masked_address_never_holds_the_whole_local_part(local: str) -> None:
    shown = mask(ContactKind.EMAIL, f"{local}@example.org").partition("@")[0]
    assert local != shown.replace(DOTS, "")
    assert len(shown.replace(DOTS, "")) <= 2


@given(LOCAL, LOCAL)
def test_the_number_of_dots_tells_no_length(one: str, other: str) -> None:
    dots = [mask(ContactKind.EMAIL, f"{local}@example.org").count(DOTS) for local in (one, other)]
    assert dots[0] == dots[1]


@given(DIGITS)
def test_a_masked_number_shows_at_most_two_digits_and_never_all(digits: str) -> None:
    shown = [sign for sign in mask(ContactKind.PHONE, f"+{digits}") if sign.isdigit()]
    assert len(shown) == min(2, len(digits) - 1)


@given(LOCAL)
def test_a_value_never_contradicts_its_own_mask(local: str) -> None:
    value = f"{local}@example.org"
    assert not contradicts(mask(ContactKind.EMAIL, value), ContactKind.EMAIL, value)


def test_another_ending_contradicts_the_mask() -> None:
    shown = mask(ContactKind.PHONE, "+4917139200142")
    assert contradicts(shown, ContactKind.PHONE, "+4917139200141")
    assert not contradicts(shown, ContactKind.PHONE, "+4917139200242")
