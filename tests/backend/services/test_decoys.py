"""Decoys: stable for a name, another one at another service, spread like real contacts, and ageing like them."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from secinfo_desktop.backend.services.decoys import NOBODY, TAKEN_AGAIN, Decoys, Shares, Snapshot, shares_of, wanted
from secinfo_desktop.backend.services.records import Account, Contact
from secinfo_desktop.domain.contacts import ContactKind
from tests.backend.services.test_codes import OneKey
from tests.helpers.clock import START

DOMAINS = {"example.com": 60, "example.net": 30, "example.org": 10}
NAMES = [f"name{number}@example.org" for number in range(2000)]


class RealKey(OneKey):
    """Digests as a key file makes them."""

    def digest(self, value: str) -> str:
        """HMAC-SHA256."""
        mac = self.mac("kid", value.encode())
        assert mac is not None
        return mac.hex()


def population(count: int = 1000) -> list[Account]:
    """Accounts of which each second has a phone as well, and each fourth an address like its name."""
    random, accounts = Random(4), []
    for number in range(count):
        domain = random.choices(list(DOMAINS), list(DOMAINS.values()))[0]
        local = "na.post" if number % 4 == 0 else f"{random.choice(('jo', 'ma', 'x'))}nathan"
        contacts = [Contact(f"e{number}", ContactKind.EMAIL, f"{local}@{domain}")]
        if number % 2:
            contacts.append(Contact(f"p{number}", ContactKind.PHONE, f"+4917139{random.randrange(10**5):05}"))
        accounts.append(Account(f"a{number}", f"name{number}", tuple(contacts)))
    return accounts


def decoys(*more: Snapshot, key: bytes = b"k" * 32) -> Decoys:
    return Decoys(RealKey(key), (Snapshot(START, 1000, shares_of(population())), *more))


def masks_of(its: Decoys, name: str) -> tuple[str, ...]:
    return tuple(contact.masked().mask for contact in its.account(its.mark(name), START).contacts)


def test_a_name_has_the_same_decoy_at_every_asking_and_another_at_another_service() -> None:
    one, same, other = decoys(), decoys(), decoys(key=b"j" * 32)
    assert [masks_of(one, name) for name in NAMES[:50]] == [masks_of(same, name) for name in NAMES[:50]]
    assert [masks_of(one, name) for name in NAMES[:50]] != [masks_of(other, name) for name in NAMES[:50]]


def test_kinds_domains_and_likeness_follow_the_real_shares() -> None:
    its = decoys()
    drawn = [masks_of(its, name) for name in NAMES]
    assert sum(len(masks) == 2 for masks in drawn) / len(NAMES) == pytest.approx(0.5, abs=0.05)
    domains = Counter(masks[0].rpartition("@")[2] for masks in drawn)
    assert {domain: round(100 * domains[domain] / len(NAMES)) for domain in DOMAINS} == pytest.approx(DOMAINS, abs=5)
    like = sum(masks[0].startswith("na") for masks in drawn) / len(NAMES)
    assert like == pytest.approx(0.25, abs=0.04)


def test_a_short_beginning_stays_short_and_an_ending_has_two_digits() -> None:
    shares = Shares((("ep", 1),), (("example.com", 1),), (("x", 1),), (("07", 1),), 10, 0)
    its = Decoys(RealKey(), (Snapshot(START, 1, shares),))
    assert masks_of(its, "anybody") == ("x••••••@example.com", "•••••••• 07")


def test_ids_look_like_any_and_differ_between_names() -> None:
    its = decoys()
    ids = set()
    for name in NAMES[:50]:
        mark = its.mark(name)
        ids |= {its.shown_id(mark, contact, START) for contact in its.account(mark, START).contacts[:1]}
    assert len(ids) == 50
    assert {len(its_id) for its_id in ids} == {32}


def test_a_few_change_in_a_month_and_most_in_six_years() -> None:
    its = decoys()

    def changed(after: timedelta) -> float:
        def ids(name: str, at: timedelta) -> list[str]:
            mark = its.mark(name)
            return [its.shown_id(mark, contact, START + at) for contact in its.account(mark, START + at).contacts[:1]]

        return sum(ids(name, timedelta()) != ids(name, after) for name in NAMES[:400]) / 400

    assert changed(timedelta(minutes=60)) < 0.01
    assert 0.005 < changed(timedelta(days=30)) < 0.06
    assert changed(timedelta(days=2200)) > 0.95


def test_newer_shares_change_only_what_has_changed_since() -> None:
    newer = Shares((("e", 1),), (("example.edu", 1),), (("zz", 1),), (("99", 1),), 1, 0)
    before, after = decoys(), decoys(Snapshot(START + timedelta(days=30), 1000, newer))
    assert [masks_of(before, name) for name in NAMES[:50]] == [masks_of(after, name) for name in NAMES[:50]]
    late = START + timedelta(days=2300)
    assert {contact.masked().mask for contact in after.account(after.mark("a"), late).contacts} == {
        "zz••••••@example.edu"
    }


def test_a_population_of_nobody_has_shares_all_the_same() -> None:
    assert shares_of(()) == NOBODY


def test_names_of_a_service_without_accounts_do_not_look_alike() -> None:
    its = Decoys(RealKey(), (Snapshot(START, 0, NOBODY),))
    assert len({masks_of(its, name) for name in NAMES[:50]}) > 40


def test_shares_are_taken_when_there_are_none_when_they_are_old_and_when_many_more_came() -> None:
    assert wanted((Snapshot(START, 0, NOBODY),), 0, START) == (False, False)
    assert wanted((Snapshot(START, 0, NOBODY),), 1, START) == (True, True)
    known = (Snapshot(START, 10, NOBODY),)
    assert wanted((), 0, START) == (True, True)
    assert wanted(known, 19, START) == (False, False)
    assert wanted(known, 20, START) == (True, True)
    assert wanted(known, 10, START + TAKEN_AGAIN) == (True, False)


def test_a_flow_that_is_open_goes_on_with_the_shares_that_it_began_with() -> None:
    newer = Shares((("e", 1),), (("example.edu", 1),), (("zz", 1),), (("99", 1),), 1, 0)
    its = decoys()
    before = [masks_of(its, name) for name in NAMES[:50]]
    its.renew((Snapshot(START, 5000, newer),), START + timedelta(minutes=5))
    assert [masks_of(its, name) for name in NAMES[:50]] == before
    later = START + timedelta(minutes=5)
    assert {contact.masked().mask for contact in its.account(its.mark("a"), later).contacts} == {"zz••••••@example.edu"}
