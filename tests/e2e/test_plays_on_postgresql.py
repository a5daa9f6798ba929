"""The stories end on PostgreSQL as they end on SQLite."""

import json

import pytest

from secinfo_desktop.desktop.embedded import PRACTICE_DATABASE
from secinfo_desktop.practice.scenarios import Scenario
from tests.e2e.test_plays import EVERY_STORY, play
from tests.helpers.postgres_server import PostgresServer

pytestmark = pytest.mark.real_part("postgresql")


@EVERY_STORY
def test_every_story_ends_on_postgresql_as_it_does_on_sqlite(
    story: Scenario, postgres_server: PostgresServer, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sqlite = play(story.id)
    monkeypatch.setenv(PRACTICE_DATABASE, postgres_server.url(postgres_database))
    played = play(story.id)
    assert (played.stderr, played.returncode) == ("", 0)
    assert end_of(played.stdout) == end_of(on_sqlite.stdout)
    assert end_of(played.stdout)["outcome"] in story.allowed
    assert postgres_server.tell("SELECT count(*) FROM practice_world", postgres_database) == [(1,)]


def end_of(told: str) -> dict[str, object]:
    """How it ended: outcome, steps, and the cause that was found."""
    end: dict[str, object] = json.loads(told.splitlines()[-1])
    return end
