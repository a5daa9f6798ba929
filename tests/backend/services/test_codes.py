"""Codes: spread evenly, bound to what they were made for, made again from nothing stored but an id."""

import hmac
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.backend.services.codes import CodeRequest, code_of, is_code, repeat_or_issue
from secinfo_desktop.backend.services.records import SentCode
from tests.helpers.clock import START
from tests.helpers.records import a_code, a_flow, an_account

KID = "kid"
LIFE = timedelta(minutes=10)
CODES = 100_000
CHI_SQUARE = 27.88
"""What nine degrees of freedom pass in 999 of 1,000 cases."""


class OneKey:
    """A single key that never changes."""

    def __init__(self, key: bytes = b"k" * 32) -> None:
        self._key = key

    def current(self, now: object) -> str:
        """Always the same."""
        assert now
        return KID

    def mac(self, kid: str, message: bytes) -> bytes | None:
        """HMAC-SHA256."""
        return hmac.digest(self._key, message, "sha256") if kid == KID else None

    def digest(self, value: str) -> str:
        """Not asked for here."""
        return value


ACCOUNT = an_account().account
FLOW = a_flow(ACCOUNT)
CODE = a_code(FLOW, ACCOUNT.contacts[0])
KEYS = OneKey()


def with_id(code: SentCode, its_id: str) -> SentCode:
    return replace(code, issued=replace(code.issued, id=its_id))


def test_a_code_is_always_made_the_same() -> None:
    assert code_of(CODE, KEYS) == code_of(replace(CODE), KEYS)
    assert len(code_of(CODE, KEYS)) == 6


def test_a_known_answer() -> None:
    """Worked out by hand from the rule, so that no change of it goes unseen: it would end every live code."""
    code = replace(with_id(CODE, "id"), flow_id="flow", contact_id="contact", purpose="recover")
    framed = b"\0\0\0\2id" + b"\0\0\0\4flow" + b"\0\0\0\7contact" + b"\0\0\0\7recover"
    mac = KEYS.mac(KID, framed)
    assert mac is not None
    assert code_of(code, KEYS) == f"{int.from_bytes(mac[:8]) % 1_000_000:06d}"


def test_every_digit_of_every_place_is_equally_likely_and_leading_zeros_stay() -> None:
    codes = [code_of(with_id(CODE, str(number)), KEYS) for number in range(CODES)]
    for place in range(6):
        counts = Counter(code[place] for code in codes)
        chi_square = sum((counts[str(digit)] - CODES / 10) ** 2 / (CODES / 10) for digit in range(10))
        assert chi_square < CHI_SQUARE
    assert sum(code.startswith("0") for code in codes) > CODES / 11


def test_a_code_depends_on_all_that_it_is_bound_to() -> None:
    others = [
        with_id(CODE, "another"),
        replace(CODE, flow_id="another"),
        replace(CODE, contact_id="another"),
        replace(CODE, purpose="another"),
    ]
    assert len({code_of(code, KEYS) for code in (CODE, *others)}) == 5
    assert code_of(CODE, KEYS) != code_of(CODE, OneKey(b"j" * 32))


def test_moving_a_sign_from_one_part_to_the_next_makes_another_code() -> None:
    shifted = replace(CODE, flow_id=CODE.flow_id + "c", contact_id=CODE.contact_id[1:])
    assert code_of(shifted, KEYS) != code_of(replace(CODE, contact_id="c" + CODE.contact_id[1:]), KEYS)


def test_a_code_whose_key_is_gone_matches_nothing() -> None:
    assert not is_code(replace(CODE, issued=replace(CODE.issued, kid="gone")), code_of(CODE, KEYS), KEYS)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 1)), max_size=25), st.integers(0, 2**32))
def test_tags_differ_within_a_flow_and_a_repeat_keeps_code_tag_and_end(
    requests: list[tuple[int, int]], seed: int
) -> None:
    random, known, at, flow = Random(seed), list[SentCode](), START, replace(FLOW, ends_at=START + timedelta(days=1))
    for seconds, place in requests:
        at += timedelta(seconds=seconds)
        request = CodeRequest(flow, ACCOUNT.contacts[place].id, typed_right=True, life=LIFE, at=at)
        before = tuple(sorted(known, key=lambda code: code.last_asked_at))
        code, is_new = repeat_or_issue(request, before, KEYS, random)
        old = next((each for each in known if each.issued.id == code.issued.id), None)
        assert is_new == (old is None)
        if old is None:
            assert code.issued.tag not in {each.issued.tag for each in known}
            assert code.issued.ends_at == at + LIFE
        else:
            assert old.issued == code.issued
            assert at - old.issued.asked_at <= LIFE / 2
        known = [each for each in known if each is not old] + [code]
