"""Notes hold no code, no address and no number to call, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.note_check import holds_address, holds_secret

SECRETS = (
    "4829",
    "482913",
    "the code was 48 29 13.",
    "482-913",
    "4 8 2 9 1 3",
    "4.8.2.9",
    "48,29,13,07",
    "code:1234x",
    "12345678",
    "mara.post@example.com",
    "<mara@example.org>",
    "+49 171 3920041",
    "0171/39200",
    "(0171) 392 00 41",
    "\uff14\uff18\uff12\uff19\uff11\uff13",
    "\u0664\u0668\u0662\u0669",
    "4\u200b8\u200b2\u200b9",
    "4\u00ad82\u20609",
    "\u2074\u2078\u00b2\u2079",
    "48\u00a029\u202f13",
    "AB-482913",
    "password: horse",
    "her password is hunter2",
    "abcd1-fghjk-lmnop-qrstu-vwxyz",
    "in 2026",
    "code 27.11.2026",
    "password: 2026-11-27",
    "27.11.2026-48",
    "482 27.11.2026",
    "27.13.2026",
    "2026-11-32",
    "INC4829137",
    "INC00123456",
    "27.11.2026@example.org",
    "mara\uff20example.org",
)
HARMLESS = (
    "",
    "Calls again on the 29th, after 14:30.",
    "Has had 3 codes in 2 hours; see 4F-207 and 4F-1207.",
    "<b>very</b> patient; 50 % sure",
    "Neue SIM seit 3 Wochen, Anbieter sperrt Kurznummern",
    "100 wrong guesses",
    "No code since 27.11.2026, calls back on 2026-11-30.",
    "Changed on 3.9.2026, 14:05; see INC0012345.",
)


@pytest.mark.parametrize("text", SECRETS)
def test_what_looks_like_a_secret_is_found(text: str) -> None:
    assert holds_secret(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_write_down_is_taken(text: str) -> None:
    assert not holds_secret(text)


@given(
    digits=st.lists(st.sampled_from("0123456789"), min_size=4, max_size=8),
    between=st.sampled_from(["", " ", "  ", "-", ".", "\u00a0", "\u200b", " - "]),
    before=st.sampled_from(["", "it was ", "Code ", "(", "a"]),
    after=st.sampled_from(["", ".", ")", " said Mara", "!"]),
)
def test_no_code_is_written_so_that_it_is_not_found(digits: list[str], between: str, before: str, after: str) -> None:
    assert holds_secret(f"{before}{between.join(digits)}{after}")


@pytest.mark.parametrize("caller", ["mara@example.org", "+49 171 3920041", "0171 3920041", "m\uff20x.org"])
def test_a_caller_is_not_called_by_an_address(caller: str) -> None:
    assert holds_address(caller)


@pytest.mark.parametrize("caller", ["", "Mara L.", "the lady from room 1204", "Herr Öztürk-Lind", "caller 7"])
def test_a_caller_has_a_name(caller: str) -> None:
    assert not holds_address(caller)
