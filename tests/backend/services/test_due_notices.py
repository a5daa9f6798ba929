"""B13: everybody is told on time, once, and only of the newest after a long silence."""

from datetime import timedelta
from functools import partial
from random import Random

import pytest

from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.records import Account, Contact
from secinfo_desktop.backend.services.replacement_notices import DueNotices, ReplacementNotices
from secinfo_desktop.backend.services.replacing import Beginning, Replacing, Starting
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.domain import waiting_period
from secinfo_desktop.domain.contacts import Channel, ContactKind
from tests.backend.store.contract import at_once
from tests.helpers.clock import START
from tests.helpers.service_bench import MAIL, NAME, PHONE, ServiceBench

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
NEW = "new.post@example.com"
OLD = {MAIL, PHONE.replace(" ", "")}


def due_notices(bench: ServiceBench, store: SqlStore | None = None) -> DueNotices:
    notices = ReplacementNotices(Messages(bench.random, bench.pack), frozenset(Channel))
    return DueNotices((store or bench.store).replacements, notices, bench.pack.security_info)


@pytest.fixture
def account(bench: ServiceBench) -> Account:
    """Its replacement began now, with one new address."""
    account = bench.store.accounts.named(NAME)
    assert account is not None
    begin(bench, account)
    return account


def begin(bench: ServiceBench, account: Account) -> None:
    rules, now = bench.pack.security_info, bench.clock()
    period = waiting_period.begun(now, rules.waiting)
    its = Replacing(bench.random.randbytes(16).hex(), account.id, period, "claim")
    new = Contact(bench.random.randbytes(16).hex(), ContactKind.EMAIL, NEW)
    due_at = waiting_period.next_due(period, rules.notices_after, now)
    bench.store.replacements.do(account.id, Starting(lambda _: Beginning(its, (new,), due_at, ())), now)


def told(bench: ServiceBench, due: DueNotices) -> list[str]:
    """Sweep, send, and say to whom something went."""
    before = len(bench.way_out.letters)
    while due.sweep(bench.clock()):
        continue
    bench.worker.deliver_due()
    return [letter.destination for letter in bench.way_out.letters[before:]]


@pytest.mark.usefixtures("account")
def test_b13_those_who_can_cancel_are_told_each_time_and_new_ones_at_the_end(bench: ServiceBench) -> None:
    due = due_notices(bench)
    for day, whom in ((1, OLD), (7, OLD), (21, OLD), (29, OLD), (30, OLD | {NEW})):
        bench.clock.advance(seconds=(START + day * DAY - SECOND - bench.clock()).total_seconds())
        assert told(bench, due) == []
        bench.clock.advance(seconds=1)
        assert set(told(bench, due)) == whom
        assert told(bench, due) == []


@pytest.mark.usefixtures("account")
def test_b13_after_a_long_silence_only_the_newest_is_told(bench: ServiceBench) -> None:
    due = due_notices(bench)
    bench.clock.advance(days=25)
    assert set(told(bench, due)) == OLD
    bench.clock.advance(days=30)
    assert set(told(bench, due)) == OLD | {NEW}
    assert told(bench, due) == []


@pytest.mark.usefixtures("account")
def test_b13_a_clock_that_was_set_back_tells_nothing_twice(bench: ServiceBench) -> None:
    due = due_notices(bench)
    bench.clock.advance(days=7)
    assert set(told(bench, due)) == OLD
    bench.clock.advance(hours=-2)
    assert told(bench, due) == []
    bench.clock.advance(hours=2)
    assert told(bench, due) == []


def test_b13_what_nobody_finishes_lapses_and_a_stranger_is_forgotten(bench: ServiceBench, account: Account) -> None:
    due = due_notices(bench)
    bench.clock.advance(days=30)
    told(bench, due)
    bench.clock.advance(seconds=waiting_period.FINISH_WITHIN.total_seconds())
    assert told(bench, due) == []
    standing = bench.store.replacements.standing(account.id)
    assert standing is not None
    assert standing.new_info == ()
    assert bench.store.replacements.next_due() is None


def test_b13_two_processes_that_sweep_tell_everybody_once(bench: ServiceBench) -> None:
    for number in range(12):
        mail = f"p{number}@example.com"
        begin(bench, bench.add_account(f"p{number}@example.org", phone=f"+49 171 39200{number + 10}", mail=mail))
    bench.clock.advance(days=1)
    stores = [bench.another_store() for _ in range(4)]
    at_once([partial(sweep_all, due_notices_of(bench, store), bench) for store in stores])
    bench.worker.deliver_due()
    mails = [letter.destination for letter in bench.way_out.letters if "@" in letter.destination]
    assert sorted(mails) == sorted(f"p{number}@example.com" for number in range(12))
    for store in stores:
        store.close()


def due_notices_of(bench: ServiceBench, store: SqlStore) -> DueNotices:
    """As in another process: with random numbers of its own."""
    notices = ReplacementNotices(Messages(Random(id(store)), bench.pack), frozenset(Channel))
    return DueNotices(store.replacements, notices, bench.pack.security_info)


def sweep_all(due: DueNotices, bench: ServiceBench) -> None:
    while due.sweep(bench.clock()):
        continue


@pytest.mark.usefixtures("account")
def test_b13_notices_have_a_code_and_a_day_and_new_ones_neither(bench: ServiceBench) -> None:
    due = due_notices(bench)
    bench.clock.advance(days=29)
    told(bench, due)
    text, mail = sorted(bench.way_out.letters[-2:], key=lambda letter: "@" in letter.destination)
    for letter in (text, mail):
        assert "22 December" in letter.text
        assert "http" not in letter.text
    bench.clock.advance(days=1)
    told(bench, due)
    (new,) = [letter for letter in bench.way_out.letters if letter.destination == NEW]
    assert NAME not in new.text
    assert "stop" not in new.text.lower()
