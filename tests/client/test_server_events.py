"""Server-sent events are the same wherever their bytes are split, and no length is trusted."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.client.server_events import LARGEST_EVENT, LONGEST_LINE, EventReader, ServerEvent

ENDS = st.sampled_from((b"\n", b"\r\n", b"\r"))
LINES = st.binary(max_size=30).filter(lambda line: b"\n" not in line and b"\r" not in line)
EVENTS = st.lists(st.tuples(st.integers(1, 10**9), st.lists(LINES, min_size=1, max_size=3)), max_size=6)


def read(*pieces: bytes) -> list[ServerEvent]:
    reader = EventReader()
    return [event for piece in pieces for event in reader.feed(piece)]


def written(events: Sequence[tuple[int, list[bytes]]], end: bytes) -> bytes:
    """A stream with a heartbeat before each event, its lines with one kind of end."""
    lines = [b": beat", b""]
    for number, data in events:
        lines += [b"id: %d" % number, *(b"data: " + part for part in data), b"", b": beat"]
    return b"".join(line + end for line in lines)


@given(events=EVENTS, end=ENDS, data=st.data())
def test_where_it_is_split_makes_no_difference(
    events: list[tuple[int, list[bytes]]], end: bytes, data: st.DataObject
) -> None:
    whole = written(events, end)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=12)))
    pieces = [whole[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    wanted = [ServerEvent(str(number), b"\n".join(parts)) for number, parts in events]
    assert read(*pieces) == wanted == read(*(whole[at : at + 1] for at in range(len(whole))))


def test_what_has_not_ended_is_no_event() -> None:
    assert read(b"id: 1\ndata: x\n") == []
    assert read(b"id: 1\ndata: x\n", b"\n") == [ServerEvent("1", b"x")]


def test_a_mark_at_the_beginning_unknown_fields_and_other_types_are_passed_over() -> None:
    told = b"\xef\xbb\xbfid: 7\nretry: 1\nnonsense\ndata:a\n\nevent: other\ndata: b\n\nevent: message\ndata: c\n\n"
    assert read(told) == [ServerEvent("7", b"a"), ServerEvent("7", b"c")]


def test_empty_data_is_an_event_and_none_is_not() -> None:
    assert read(b"data\n\n\n\nid: 2\n\n") == [ServerEvent("", b"")]


@pytest.mark.parametrize("piece", [b"x" * 1000, b": " + b"x" * 998, b"data: y"])
def test_an_endless_line_is_not_understood(piece: bytes) -> None:
    with pytest.raises(NotUnderstoodError):
        read(*[piece] * LONGEST_LINE)


def test_an_endless_event_is_not_understood() -> None:
    with pytest.raises(NotUnderstoodError):
        read(*[b"data:\n"] * (LARGEST_EVENT + 1))


@given(st.lists(st.binary(max_size=60), max_size=10))
def test_whatever_comes_nothing_else_is_raised(pieces: list[bytes]) -> None:
    read(*pieces)
