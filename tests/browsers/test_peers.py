"""Whose a connection is, by the tables of Linux; where they say nothing everybody is let in."""

import sys
from pathlib import Path

import pytest

from secinfo_desktop.browsers.peers import may_be_ours

pytestmark = pytest.mark.skipif(sys.byteorder != "little", reason="the tables have the computer's byte order")
HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
ROW = "   {n}: {local} {remote} {state} 00000000:00000000 00:00000000 00000000  {user}        0 923044 1 0000 100\n"
LISTENS = ROW.format(n=0, local="0100007F:1F90", remote="00000000:0000", state="0A", user=1000)
SERVER, VISITOR = 0x1F90, 0xADFF


def row(user: int, local: str = "0100007F:ADFF", remote: str = "0100007F:1F90") -> str:
    return ROW.format(n=1, local=local, remote=remote, state="01", user=user)


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "tcp", tmp_path / "tcp6"


@pytest.mark.parametrize(("user", "is_ours"), [(1000, True), (1001, False), (0, False)])
def test_the_owner_of_a_connection_decides(tables: tuple[Path, Path], user: int, is_ours: bool) -> None:
    tables[0].write_text(HEAD + LISTENS + row(user))
    assert may_be_ours(VISITOR, SERVER, own=1000, tables=tables) is is_ours


def test_a_visitor_over_ipv6_is_seen_too(tables: tuple[Path, Path]) -> None:
    mapped = "0000000000000000FFFF0000" + "0100007F"
    tables[0].write_text(HEAD + LISTENS)
    for user, is_ours in ((1001, False), (1000, True)):
        tables[1].write_text(HEAD + row(user, f"{mapped}:ADFF", f"{mapped}:1F90"))
        assert may_be_ours(VISITOR, SERVER, own=1000, tables=tables) is is_ours


def test_a_visitor_that_is_gone_already_is_nobody(tables: tuple[Path, Path]) -> None:
    tables[0].write_text(HEAD + LISTENS + row(1000, "0100007F:ADFE"))
    assert not may_be_ours(VISITOR, SERVER, own=1000, tables=tables)


@pytest.mark.parametrize("text", ["", HEAD, HEAD + "nonsense\n", "\u00fc"])
def test_where_nothing_is_told_everybody_is_let_in(tables: tuple[Path, Path], text: str) -> None:
    tables[0].write_text(text, encoding="utf-8")
    assert may_be_ours(VISITOR, SERVER, own=1000, tables=tables)
