"""The stories end on PostgreSQL as they end on SQLite.

The number of steps can differ: real milliseconds pass besides the practice clock's, and the guide counts seconds.
"""

import json
from collections.abc import Iterator

import pytest

from secinfo_desktop.commands.terminal import Play, player
from secinfo_desktop.desktop import computer, embedded, folders
from secinfo_desktop.desktop.computer import Computer
from secinfo_desktop.desktop.embedded import PRACTICE_DATABASE
from secinfo_desktop.practice.scenarios import Scenario
from tests.e2e.test_every_way import EVERY_STORY
from tests.e2e.test_plays import play
from tests.helpers.postgres_server import PostgresServer

pytestmark = pytest.mark.real_part("postgresql")


@pytest.fixture(scope="module")
def both(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Computer, Computer]]:
    """Two computers with one practice backend each: on SQLite and on PostgreSQL."""
    address = postgres_server.url(postgres_server.fresh_database())
    computers = tuple(
        computer.find({folders.HOME: str(tmp_path_factory.mktemp("plays")), embedded.PRACTICE_DATABASE: database})
        for database in ("", address)
    )
    yield computers[0], computers[1]
    for its in computers:
        its.backend.stop()


@EVERY_STORY
def test_every_story_ends_on_postgresql_as_it_does_on_sqlite(
    both: tuple[Computer, Computer], scenario: Scenario
) -> None:
    on_sqlite, on_postgresql = (player(its, scenario, Play()).play() for its in both)
    assert on_postgresql.outcome == on_sqlite.outcome
    assert on_postgresql.found_cause == on_sqlite.found_cause
    assert on_postgresql.outcome in scenario.allowed


def test_the_command_plays_on_postgresql_too(
    postgres_server: PostgresServer, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PRACTICE_DATABASE, postgres_server.url(postgres_database))
    played = play("mail-junk")
    assert (played.stderr, played.returncode) == ("", 0)
    assert json.loads(played.stdout.splitlines()[-1])["outcome"] == "got_in"
    assert postgres_server.tell("SELECT count(*) FROM practice_world", postgres_database) == [(1,)]
