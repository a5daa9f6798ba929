"""Right, wrong and decoy contact give the public equal pages and panels, step by step (security rules 3 and 4).

Three people go the same way at once: one types the right contact, one a wrong one that fits the mask, and one asks for
an account that nobody has. App, client and service are real, and so is what became of each message.
"""

from collections.abc import Callable, Sequence
from random import Random

import pytest

from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.domain import masks
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.delivery import Delivery, DeliveryState, Reason
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.said import Said
from tests.helpers.direct import DirectAccounts
from tests.helpers.fake_accounts import ORGANISATION
from tests.helpers.service_bench import ServiceBench
from tests.helpers.wandering import Own, Wanderer

SEEDS = range(6)
MOVES = 22
PAUSES = (0, 5, 45, 65, 130, 700)
"""Seconds between two moves: sooner and later than the limits and lives of codes."""
RIGHT = Own("right@example.org", {ContactKind.PHONE: "+49 171 3920041", ContactKind.EMAIL: "mara.post@example.com"})
WRONG = Own("wrong@example.org", {ContactKind.PHONE: "+49 171 3920177", ContactKind.EMAIL: "tom.other@example.com"})
"""Their contacts are others, of the same masks."""
NOBODY = "nobody@example.org"
REPORTED = [
    Delivery(DeliveryState.BOUNCED, Reason.MAILBOX_FULL),
    Delivery(DeliveryState.DELIVERED),
    Delivery(DeliveryState.FAILED),
    Delivery(DeliveryState.UNDELIVERED, Reason.REFUSED),
]


@pytest.fixture
def recovery(bench: ServiceBench) -> Recovery:
    bench.add_account(RIGHT.account, phone=RIGHT.typed[ContactKind.PHONE], mail=RIGHT.typed[ContactKind.EMAIL])
    bench.add_account(WRONG.account, phone="+49 171 3920077", mail="tomasz.post@example.com")
    return bench.with_decoys()


def fitting(recovery: Recovery) -> Own:
    """What fits the masks of the account that nobody has."""
    shown = {contact.kind: contact.mask for contact in recovery.open_flow(NOBODY).contacts}
    beginning, _, rest = shown[ContactKind.EMAIL].partition(masks.DOTS)
    phone = f"+49 171 39201{shown[ContactKind.PHONE][-2:]}"
    return Own(NOBODY, {ContactKind.PHONE: phone, ContactKind.EMAIL: f"{beginning}rest.of.it{rest}"})


def people(bench: ServiceBench, recovery: Recovery, *own: Own) -> list[Wanderer]:
    return [Wanderer(DirectAccounts(bench, recovery), bench.clock, its) for its in own]


def wander(seed: int, bench: ServiceBench, together: Sequence[Wanderer], after: Callable[[Random], None]) -> int:
    """Goes on until the first has ended, and compares after every move; returns how many were made."""
    random, made = Random(seed), 0
    for one in together:
        one.begins(ORGANISATION.id)
    while made < MOVES and not together[0].has_ended:
        assert len({one.sees() for one in together}) == 1
        place = random.random()
        for one in together:
            offers = one.offers()
            one.says(offers[int(place * len(offers))])
        bench.clock.advance(seconds=random.choice(PAUSES))
        after(random)
        made += 1
    assert len({one.sees() for one in together}) == 1
    return made


@pytest.mark.parametrize("seed", SEEDS)
def test_right_wrong_and_decoy_are_alike_step_by_step(bench: ServiceBench, recovery: Recovery, seed: int) -> None:
    def deliver(random: Random) -> None:
        """Every message leaves, and something becomes of it that only the service knows."""
        bench.worker.deliver_due()
        bench.store.outbox.report([(letter.id, random.choice(REPORTED)) for letter in bench.way_out.letters])

    together = people(bench, recovery, RIGHT, WRONG, fitting(recovery))
    assert wander(seed, bench, together, deliver) > 2


@pytest.mark.parametrize("contact", ["sms", "call", "email"])
def test_the_way_that_most_go_is_alike_for_all_three(bench: ServiceBench, recovery: Recovery, contact: str) -> None:
    together = people(bench, recovery, RIGHT, WRONG, fitting(recovery))
    kind = ContactKind.EMAIL if contact == "email" else ContactKind.PHONE
    for one in together:
        one.begins(ORGANISATION.id)
        ask = next(
            offer for offer in one.offers() if isinstance(offer, said.ChoseContact) and is_about(one, offer, kind)
        )
        one.says(ask)
    bench.clock.advance(seconds=90)
    bench.worker.deliver_due()
    step = [said.ChoseStep("call_instead"), said.Answered("done")] if contact == "call" else [said.Skipped()]
    for word in (said.DidNotCome(), *step, said.GaveCode("000000"), said.WantsPerson()):
        for one in together:
            one.says(word)
        assert len({one.sees() for one in together}) == 1


def is_about(one: Wanderer, offer: Said, kind: ContactKind) -> bool:
    page = one.frame.page
    assert isinstance(page, pages.ContactPage)
    named = [contact for contact in page.contacts if contact.kind is kind]
    return isinstance(offer, said.ChoseContact) and offer.contact in {contact.id for contact in named}


def test_the_comparison_would_see_a_leak(bench: ServiceBench, recovery: Recovery) -> None:
    """The control: at known devices the right contact and the wrong one do differ."""
    together = []
    for own in (RIGHT, WRONG):
        account = bench.store.accounts.named(own.account)
        assert account is not None
        accounts = DirectAccounts(bench, recovery, bench.known_device(account))
        one = Wanderer(accounts, bench.clock, own)
        one.begins(ORGANISATION.id)
        assert accounts.account("").audience is Disclosure.KNOWN_DEVICE
        one.says(next(offer for offer in one.offers() if isinstance(offer, said.ChoseContact)))
        bench.worker.deliver_due()
        together.append(one)
    for one in together:
        one.says(said.DidNotCome())
    right, wrong = (one.sees() for one in together)
    assert right != wrong
    assert "The last code is on its way" in right
