"""What is hidden changes nothing that the public sees; a computer that the account knows is told (security rule 3)."""

from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.delivery import Reason
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.recovery import said, sentences
from secinfo_desktop.recovery.ports import Fact
from secinfo_desktop.texts.words import Words
from tests.helpers.fake_accounts import ORGANISATION, FakeAccounts
from tests.helpers.fake_practice import ADDRESS, NAME, NUMBER
from tests.helpers.walk import Walk, checklist
from tests.helpers.wandering import Own, Wanderer

ROWAN = Own(NAME, {ContactKind.PHONE: NUMBER, ContactKind.EMAIL: ADDRESS})
HIDDEN = [
    Fact(name, value, level, reason)
    for name, evidence in checklist().evidence.items()
    if evidence.disclosure is not Disclosure.PUBLIC
    for value in evidence.likelihood.answers
    for level in Disclosure
    for reason in (None, Reason.MAILBOX_FULL)
]
"""Also what a service calls public by mistake: the checklist's level counts if it is the stricter one."""
Facts = tuple[Fact, ...]


def wandering(facts: Facts, audience: Disclosure = Disclosure.PUBLIC) -> tuple[Wanderer, FakeAccounts]:
    """Somebody at the page of the contacts; the service knows these facts."""
    accounts = FakeAccounts()
    account = accounts.account(ORGANISATION.id)
    account.facts, account.audience = facts, audience
    wanderer = Wanderer(accounts, accounts.clock, ROWAN)
    wanderer.begins(ORGANISATION.id)
    return wanderer, accounts


@settings(max_examples=25, deadline=None)
@given(
    moves=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 120)), min_size=4, max_size=14),
    hidden=st.lists(st.lists(st.sampled_from(HIDDEN), max_size=3).map(tuple), min_size=14, max_size=14),
)
def test_hidden_evidence_changed_at_will_changes_nothing_that_the_public_sees(
    moves: list[tuple[int, int]], hidden: list[Facts]
) -> None:
    (told, service), (untold, other) = wandering(()), wandering(())
    for (choice, seconds), facts in zip(moves, hidden, strict=False):
        service.account(ORGANISATION.id).facts = facts
        assert told.sees() == untold.sees()
        if told.has_ended:
            break
        for one in (told, untold):
            offers = one.offers()
            one.says(offers[choice % len(offers)])
        service.clock.advance(seconds=seconds)
        other.clock.advance(seconds=seconds)
    assert told.sees() == untold.sees()


def test_the_comparison_would_see_a_leak() -> None:
    """The control: to a known device the same evidence makes a difference."""
    facts = (Fact("delivery_status", "bounced", Disclosure.KNOWN_DEVICE),)
    told, _ = wandering(facts, Disclosure.KNOWN_DEVICE)
    untold, _ = wandering((), Disclosure.KNOWN_DEVICE)
    for one in (told, untold):
        one.says(said.ChoseContact("email", ADDRESS), said.DidNotCome())
    assert told.sees() != untold.sees()


def notes(value: str, audience: Disclosure, times: int = 1) -> list[str]:
    """The panel after the code was missed so many times."""
    walk = Walk()
    walk.account.audience = audience
    walk.account.facts = (Fact("delivery_status", value, Disclosure.KNOWN_DEVICE),)
    walk.waits_for_code()
    for _ in range(times):
        walk.says(said.DidNotCome(), said.WentBack())
    words = Words(walk.accounts.clock, zone=UTC)
    return [sentences.note(note, walk.frame, words).text for note in walk.frame.notes]


def test_a_known_device_reads_in_the_panel_what_became_of_the_code() -> None:
    panel = notes("bounced", Disclosure.KNOWN_DEVICE)
    assert panel == ["You asked for a code", "It did not come", "The last code could not be delivered"]


def test_the_public_does_not() -> None:
    assert notes("bounced", Disclosure.PUBLIC) == ["You asked for a code", "It did not come"]


def test_what_is_known_already_is_not_told_again() -> None:
    panel = notes("accepted", Disclosure.KNOWN_DEVICE, times=3)
    assert panel.count("The last code is on its way") == 1


def test_of_the_next_code_it_is_told_anew() -> None:
    walk = Walk()
    walk.account.audience = Disclosure.KNOWN_DEVICE
    walk.account.facts = (Fact("delivery_status", "accepted", Disclosure.KNOWN_DEVICE),)
    walk.waits_for_code()
    walk.says(said.DidNotCome(), said.WentBack())
    walk.accounts.clock.advance(seconds=61)
    walk.says(said.AskedAgain(), said.DidNotCome())
    assert [note.what for note in walk.frame.notes].count("delivery_status") == 2


def test_whatever_a_known_device_may_know_can_be_said() -> None:
    for name, evidence in checklist().evidence.items():
        if evidence.disclosure is Disclosure.KNOWN_DEVICE:
            assert all(notes(value, Disclosure.KNOWN_DEVICE) for value in evidence.likelihood.answers), name


def test_a_value_that_this_version_does_not_know_is_left_out() -> None:
    assert notes("eaten", Disclosure.KNOWN_DEVICE) == ["You asked for a code", "It did not come"]


def test_the_case_is_the_audiences_that_the_service_names() -> None:
    walk = Walk()
    walk.account.audience = Disclosure.KNOWN_DEVICE
    walk.waits_for_code()
    assert walk.flow.case is not None
    assert walk.flow.case.audience is Disclosure.KNOWN_DEVICE


def test_news_that_is_hidden_offers_no_better_step() -> None:
    """A step of one's own choice stays the shown one, whatever the service has learnt meanwhile."""
    frames = []
    for facts in ((), (Fact("delivery_status", "bounced", Disclosure.PUBLIC, Reason.REFUSED),)):
        walk = Walk()
        walk.waits_for_code()
        walk.says(said.DidNotCome(), said.ChoseStep("filter_is_on"))
        walk.flow._at.guiding.know(facts)
        assert walk.flow.case is not None
        assert not walk.flow.case.is_news(Disclosure.PUBLIC)
        frames.append(walk.frame)
    assert frames[0] == frames[1]
