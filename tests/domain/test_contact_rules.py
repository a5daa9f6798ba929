"""What may be done with contacts and sign-in options (B7-B10)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.domain.contact_rules import (
    ContactStanding,
    Problem,
    add_problem,
    are_enough,
    is_old,
    option_problem,
    removal_problem,
    second_step_problem,
    uses_problem,
)
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import ContactState, ContactUse
from secinfo_desktop.domain.security_policy import SecurityRules

NOW = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
RULES = SecurityRules()
SECOND = timedelta(seconds=1)
BOTH = frozenset(ContactUse)
states = st.sampled_from(ContactState)
uses = st.frozensets(st.sampled_from(ContactUse))


def contact(
    its_id: str, state: ContactState = ContactState.PROVEN, its: frozenset[ContactUse] = BOTH
) -> ContactStanding:
    return ContactStanding(its_id, state, its)


@st.composite
def contacts_of_somebody(draw: st.DrawFn) -> list[ContactStanding]:
    count = draw(st.integers(0, 7))
    return [ContactStanding(str(number), draw(states), draw(uses)) for number in range(count)]


def removal(contacts: list[ContactStanding], its_id: str, held: datetime | None = None, **how: bool) -> Problem | None:
    asks, old = how.get("asks_for_code", False), how.get("by_old_contact", True)
    return removal_problem(contacts, its_id, RULES, held, NOW, asks_for_code=asks, by_old_contact=old)


def addition(
    contacts: list[ContactStanding], replaces: str | None, held: datetime | None = None, **how: bool
) -> Problem | None:
    return add_problem(contacts, replaces, RULES, held, NOW, by_old_contact=how.get("by_old_contact", True))


def choice(contacts: list[ContactStanding], its_id: str, uses: frozenset[ContactUse], **how: bool) -> Problem | None:
    asks, old = how.get("asks_for_code", False), how.get("by_old_contact", True)
    return uses_problem(contacts, its_id, uses, RULES, asks_for_code=asks, by_old_contact=old)


# adding


def test_b7_so_many_contacts_and_no_more() -> None:
    some = [contact(str(number)) for number in range(RULES.most_contacts)]
    assert addition(some[1:], None) is None
    assert addition(some, None) == Problem(Failure.TOO_MANY_CONTACTS)


def test_b7_one_that_waits_for_its_code_takes_a_place_and_one_of_a_replacement_none() -> None:
    some = [contact(str(number)) for number in range(RULES.most_contacts - 1)]
    assert addition([*some, contact("u", ContactState.UNPROVEN)], None) is not None
    assert addition([*some, contact("n", ContactState.NEW)], None) is None


def test_b6_a_full_account_can_still_update_one() -> None:
    some = [contact(str(number)) for number in range(RULES.most_contacts)]
    assert addition(some, "3") is None
    another = [*some, contact("u", ContactState.UNPROVEN)]
    assert addition(another, "3") == Problem(Failure.TOO_MANY_CONTACTS)


def test_what_is_not_there_or_comes_with_a_replacement_can_not_be_updated() -> None:
    some = [contact("a"), contact("n", ContactState.NEW)]
    for unknown in ("b", "n"):
        assert addition(some, unknown) == Problem(Failure.UNKNOWN_CONTACT)


def test_an_update_is_held_after_a_recovery_like_a_removal() -> None:
    some = [contact("a"), contact("u", ContactState.UNPROVEN)]
    until = NOW + SECOND
    assert addition(some, "a", until) == Problem(Failure.REMOVAL_HELD, until)
    assert addition(some, "u", until) is None
    assert addition(some, None, until) is None


# removing


def test_b10_the_last_one_that_counts_can_not_be_removed() -> None:
    some = [contact("a"), contact("u", ContactState.UNPROVEN), contact("n", ContactState.NEW)]
    assert removal(some, "a") == Problem(Failure.ADD_ONE_FIRST)
    assert removal([*some, contact("b")], "a") is None


def test_b10_the_policy_can_ask_for_more() -> None:
    two = [contact("a"), contact("b")]
    rules = SecurityRules(least_contacts=2)
    assert removal_problem(two, "a", rules, None, NOW, asks_for_code=False, by_old_contact=True) == Problem(
        Failure.ADD_ONE_FIRST
    )


def test_b9_one_that_never_counted_can_always_go() -> None:
    assert removal([contact("a"), contact("u", ContactState.UNPROVEN)], "u", NOW + SECOND) is None


def test_a_removal_is_held_for_its_time_to_the_second() -> None:
    two = [contact("a"), contact("b")]
    held = [removal(two, "a", NOW + after) for after in (-SECOND, timedelta(), SECOND)]
    assert held == [None, None, Problem(Failure.REMOVAL_HELD, NOW + SECOND)]


def test_one_for_codes_after_the_password_has_to_be_left_where_these_are_asked_for() -> None:
    two = [contact("a"), contact("b", its=frozenset({ContactUse.RECOVERY}))]
    assert removal(two, "a", asks_for_code=True) == Problem(Failure.ADD_ONE_FIRST)
    assert removal(two, "a") is None


# uses


def test_one_for_each_use_has_to_be_left() -> None:
    two = [contact("a"), contact("b", its=frozenset({ContactUse.SIGN_IN}))]
    only_sign_in, only_recovery = frozenset({ContactUse.SIGN_IN}), frozenset({ContactUse.RECOVERY})
    assert choice(two, "a", only_sign_in) == Problem(Failure.ADD_ONE_FIRST)
    assert choice(two, "a", only_recovery, asks_for_code=True) is None
    assert choice(two, "c", only_recovery, asks_for_code=True) == Problem(Failure.UNKNOWN_CONTACT)


def test_b8_a_second_step_needs_somewhere_to_send_its_code() -> None:
    none = [contact("a", its=frozenset({ContactUse.RECOVERY})), contact("u", ContactState.UNPROVEN)]
    assert second_step_problem(none, on=True) == Problem(Failure.ADD_ONE_FIRST)
    assert second_step_problem(none, on=False) is None
    assert second_step_problem([contact("a")], on=True) is None


@given(contacts_of_somebody(), st.integers(0, 7), uses, st.booleans(), st.integers(1, 3))
def test_b10_what_is_allowed_never_leaves_fewer_than_the_policy(
    contacts: list[ContactStanding], which: int, chosen: frozenset[ContactUse], asks: bool, least: int
) -> None:
    rules = SecurityRules(least_contacts=least)
    if not are_enough(contacts, rules, asks_for_code=asks):
        return
    its_id = str(which)
    if removal_problem(contacts, its_id, rules, None, NOW, asks_for_code=asks, by_old_contact=True) is None:
        assert are_enough([its for its in contacts if its.id != its_id], rules, asks_for_code=asks)
    if uses_problem(contacts, its_id, chosen, rules, asks_for_code=asks, by_old_contact=True) is None:
        then = [ContactStanding(its.id, its.state, chosen if its.id == its_id else its.uses) for its in contacts]
        assert are_enough(then, rules, asks_for_code=asks)


# an old contact decides


WAITING = timedelta(days=30)
spans = st.timedeltas(timedelta(days=-40), timedelta(days=400))


@given(spans, spans, spans)
def test_b9_a_contact_that_came_later_decides_only_after_the_waiting_period(
    age: timedelta, account_age: timedelta, waiting: timedelta
) -> None:
    counts_since, account_since = NOW - age, NOW - account_age
    if is_old(counts_since, account_since, waiting, NOW):
        assert counts_since <= NOW
        assert age >= waiting or counts_since == account_since
    assert not is_old(None, account_since, waiting, NOW)


def test_b9_a_contact_is_old_from_the_very_second_on() -> None:
    account_since = NOW - 2 * WAITING
    for late, old in ((-SECOND, True), (timedelta(), True), (SECOND, False)):
        assert is_old(NOW - WAITING + late, account_since, WAITING, NOW) is old


def test_b9_what_came_with_the_account_decides_at_once_unless_the_clock_was_set_back() -> None:
    assert is_old(NOW, NOW, WAITING, NOW)
    assert not is_old(NOW + SECOND, NOW + SECOND, WAITING, NOW)


@given(contacts_of_somebody(), st.integers(0, 7), uses, st.booleans())
def test_b9_without_an_old_contact_none_that_counts_goes_or_loses_a_use(
    contacts: list[ContactStanding], which: int, chosen: frozenset[ContactUse], asks: bool
) -> None:
    its_id = str(which)
    its = next((one for one in contacts if one.id == its_id), None)
    gone = removal(contacts, its_id, asks_for_code=asks, by_old_contact=False)
    if gone is None or addition(contacts, its_id, by_old_contact=False) is None:
        assert its is not None
        assert not its.counts
    if its is not None and its.counts and choice(contacts, its_id, chosen, by_old_contact=False) is None:
        assert chosen >= its.uses


@given(contacts_of_somebody(), st.integers(0, 7), uses, st.booleans())
def test_an_old_contact_takes_nothing_away_but_that_problem(
    contacts: list[ContactStanding], which: int, chosen: frozenset[ContactUse], asks: bool
) -> None:
    its_id = str(which)
    without, given_back = (
        (
            removal(contacts, its_id, asks_for_code=asks, by_old_contact=old),
            choice(contacts, its_id, chosen, asks_for_code=asks, by_old_contact=old),
            addition(contacts, its_id, by_old_contact=old),
        )
        for old in (False, True)
    )
    for before, after in zip(without, given_back, strict=True):
        assert before == after or (before, after) == (Problem(Failure.OLD_CONTACT_NEEDED), None)


# sign-in options


def test_b8_the_last_name_that_is_on_can_not_be_turned_off() -> None:
    options = [("a", True), ("b", False)]
    assert option_problem(options, "a", on=False) == Problem(Failure.LAST_OPTION)
    assert option_problem([("a", True), ("b", True)], "a", on=False) is None
    assert option_problem(options, "b", on=False) is None
    assert option_problem(options, "b", on=True) is None
    assert option_problem(options, "c", on=True) == Problem(Failure.UNKNOWN_OPTION)


@given(st.lists(st.booleans(), min_size=1, max_size=5), st.integers(0, 5), st.booleans())
def test_b8_one_name_is_always_on(which: list[bool], place: int, on: bool) -> None:
    options = [(str(number), is_on) for number, is_on in enumerate(which)]
    if any(which) and option_problem(options, str(place), on=on) is None:
        assert any(on if its_id == str(place) else is_on for its_id, is_on in options)
