"""Forward from every released schema, whole or not at all, on both databases (T12)."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import IO

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from secinfo_desktop.backend.store import schema
from secinfo_desktop.backend.store.helpdesk_tables import METADATA
from secinfo_desktop.domain.delivery import DeliveryState
from tests.backend.store.killed_migrations import Order
from tests.backend.store.places import RELEASED, Place, many_rows
from tests.helpers.clock import START

EVERY_RELEASE = pytest.mark.parametrize("version", RELEASED)
ACCOUNTS = 4_000
"""Five rows each: 20,000."""
SOME, MANY = 8, 50
LONGEST = timedelta(milliseconds=50)
WITHIN = 30.0
TOP = Path(__file__).resolve().parents[3]


def test_a_new_database_gets_exactly_the_tables(place: Place) -> None:
    assert differences(place) == []


@EVERY_RELEASE
def test_every_released_schema_becomes_the_newest(place: Place, version: str) -> None:
    place.put_released(version)
    assert differences(place) == []


def differences(place: Place) -> list[object]:
    """What an opened database has more, less or else than the tables of the code."""
    database = place.open()
    with database.read() as connection:
        assert schema.version(connection) == schema.HEAD
        found: list[object] = compare_metadata(MigrationContext.configure(connection), METADATA)
    database.close()
    return found


@EVERY_RELEASE
def test_what_a_released_program_kept_is_still_there(place: Place, version: str) -> None:
    place.put_released(version)
    store = place.open_store()
    mara, tom = store.accounts.named("mara@example.org"), store.accounts.named("tom@example.org")
    assert mara is not None
    assert tom is not None
    assert [contact.value for contact in mara.contacts] == ["+491713920041", "mara.post@example.com"]
    done, begun = store.flows.with_handle("digest-8"), store.flows.with_handle("digest-13")
    assert done is not None
    assert done.closed_at == START + timedelta(minutes=2)
    assert begun is not None
    assert (begun.account_id, begun.guesses, begun.closed_at) == (tom.id, 1, None)
    code = store.flows.code("code-14")
    assert code is not None
    assert not code.was_sent
    waiting = store.outbox.claim("worker", START, START + timedelta(minutes=1))
    assert waiting is not None
    assert waiting.id == "message-11"
    sent = store.outbox.message("message-10")
    assert sent is not None
    assert sent.state is DeliveryState.ACCEPTED
    assert store.worlds.load() == '{"a world": "of 0001"}'
    store.close()


@EVERY_RELEASE
def test_a_flow_that_a_released_program_began_goes_on(place: Place, version: str) -> None:
    place.put_released(version)
    store = place.open_store()
    flow, code = store.flows.with_handle("digest-13"), store.flows.code("code-14")
    assert flow is not None
    assert code is not None
    guess = store.flows.count_guess(flow.id)
    assert guess is not None
    assert guess.codes == (code,)
    assert store.flows.use_code(code, START + timedelta(minutes=4))
    recovered = store.flows.recover(flow, "hash", START + timedelta(minutes=5), START + timedelta(days=7), lambda _: [])
    assert recovered is not None
    assert recovered.sessions_ended == 2
    store.close()


# killed on the way


@dataclass(frozen=True)
class Rounds:
    """A released database with many rows, whose copies are migrated by processes that are killed."""

    base: Place
    old: str
    new: str
    orders: IO[str]
    answers: IO[str]
    random: Random = field(default_factory=lambda: Random(12))

    def ends(self, count: int) -> Counter[str]:
        """In which states so many copies were left: old, new, or between."""
        return Counter(self.end(self.random.uniform(0, LONGEST.total_seconds())) for _ in range(count))

    def end(self, seconds: float, *, by_statement: bool = False) -> str:
        """In which state a copy is left whose migration is killed after so many seconds."""
        with self.base.copied() as copy:
            order = Order(str(copy.folder), copy.url, seconds, by_statement)
            self.orders.write(f"{msgspec.json.encode(order).decode()}\n")
            self.orders.flush()
            was_killed = msgspec.json.decode(self.answers.readline(), type=bool)
            left = copy.fingerprint()
            assert was_killed or left == self.new
            if not by_statement:
                copy.open().close()
                assert copy.fingerprint() == self.new
        return {self.old: "old", self.new: "new"}.get(left, "between")


@pytest.fixture(params=[RELEASED[0], RELEASED[-1]])
def rounds(request: pytest.FixtureRequest, place: Place) -> Iterator[Rounds]:
    """From the very first schema, and from the one before the newest."""
    place.put_released(request.param)
    place.put(many_rows(ACCOUNTS))
    with place.copied() as whole:
        whole.open().close()
        new = whole.fingerprint()
    command = (sys.executable, "-m", "tests.backend.store.killed_migrations")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=TOP) as killing:
        assert killing.stdin is not None
        assert killing.stdout is not None
        yield Rounds(place, place.fingerprint(), new, killing.stdin, killing.stdout)
        killing.stdin.close()
        assert killing.wait(WITHIN) == 0


def test_a_killed_migration_leaves_the_old_schema_or_the_new_one(rounds: Rounds) -> None:
    assert rounds.ends(SOME)["between"] == 0


@pytest.mark.long
@pytest.mark.timeout(600)
def test_many_killed_migrations_leave_the_old_schema_or_the_new_one(
    rounds: Rounds, record_property: Callable[[str, object], None]
) -> None:
    ends = rounds.ends(MANY)
    record_property("ends", dict(ends))  # for --junit-xml, and whoever wants the figures
    assert ends["between"] == 0, ends
    assert ends["old"] > MANY // 4, ends


def test_a_migration_that_commits_each_statement_would_be_left_half_way(rounds: Rounds) -> None:
    """The control: the kills do meet migrations at work. Whoever came too late comes sooner the next time."""
    seconds = LONGEST.total_seconds() / 2
    for _ in range(MANY):
        end = rounds.end(seconds, by_statement=True)
        if end == "between":
            return
        seconds *= 0.7 if end == "new" else 1.3
    pytest.fail("no kill met a migration at work")
