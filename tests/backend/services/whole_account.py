"""The whole account of a person, lived through at random: what must hold, whatever is done in which order.

Contacts, names, sessions, second step, password, recoveries, notices and waiting periods. Each deed is tried as it
comes; a refusal is an answer like any other, and changes nothing. A thief lives along who knows every password.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from secinfo_desktop.backend.services.account_state import AccountState
from secinfo_desktop.backend.services.gate import frozen
from secinfo_desktop.backend.services.replacement import TypedContact
from secinfo_desktop.backend.store.account_state import read_state
from secinfo_desktop.domain.contact_rules import are_enough
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.security_info import Area, ContactUse, SessionPurpose
from secinfo_desktop.domain.security_policy import SecurityRules
from secinfo_desktop.domain.session_rules import SESSION_LIFE
from tests.helpers.replacement_bench import CLAIM
from tests.helpers.service_bench import ServiceBench, code_in_letter, refusal
from tests.helpers.signed_in_bench import Member

PASSWORDS = [f"a quite long password {number}" for number in range(3)]
ADDRESSES = [f"m{number}.post@example.com" for number in range(8)]
THIEFS = ["t0.thief@example.net", "t1.thief@example.net"]
places = st.integers(0, 7)
uses = st.frozensets(st.sampled_from(ContactUse))
_numbers = count(1)


class WholeAccount(RuleBasedStateMachine):
    """One account at a service over a database that all examples share."""

    bench: ClassVar[ServiceBench]

    @staticmethod
    def of_the_service(rules: SecurityRules) -> SecurityRules:
        """What the service goes by."""
        return rules

    @initialize(least=st.integers(1, 2))
    def begin(self, least: int) -> None:
        """An account that has just been made."""
        self.bench.clock.advance(days=3)
        number = next(_numbers)
        self.promised = SecurityRules(least_contacts=least)
        self.member = Member(
            self.bench,
            self.of_the_service(self.promised),
            name=f"person{number}@example.org",
            names=(f"alias{number}",),
        )
        self.replacing = self.bench.replacements().replacing
        self.sessions: list[str] = []
        self.thiefs_sessions: list[str] = []
        self.thiefs_since: dict[str, datetime] = {}
        self.bench.clock.advance(minutes=1)
        self.sign_in(0)

    # what is done

    @rule(which=st.integers(0, 1))
    def sign_in(self, which: int) -> None:
        name = (self.member.name, self.member.names[0])[which]
        self.try_to(lambda: self.sessions.append(self.member.sign_in(name, peer=None)))

    @rule(place=places, session=places)
    def give_the_second_code(self, place: int, session: int) -> None:
        self.try_to(lambda: self.member.prove(self.a(session), SessionPurpose.SIGN_IN, self.contact(place)))

    @rule()
    def come_in_with_a_second_step(self) -> None:
        self.sign_in(0)
        self.try_to(lambda: self.member.prove_old(self.a(0)))
        self.choose_second_step(on=True, session=0)
        self.member.bench.clock.advance(minutes=1)  # so that the next code can be sent
        self.sign_in(0)
        self.give_the_second_code(place=0, session=0)

    @rule(address=st.sampled_from(ADDRESSES), place=places, is_update=st.booleans())
    def come_in_for_another_contact(self, address: str, place: int, is_update: bool) -> None:
        self.sign_in(0)
        if is_update:
            self.update(address, place, session=0)
        else:
            self.add(address, session=0)
        self.verify(len(self.state().contacts) - 1, session=0)

    @rule(place=st.integers(0, 1), on=st.booleans())
    def come_in_for_a_name(self, place: int, on: bool) -> None:
        self.sign_in(0)
        self.switch_a_name(place, on, session=0)

    @rule(place=places, its=uses, is_removal=st.booleans())
    def come_in_to_tidy_up(self, place: int, its: frozenset[ContactUse], is_removal: bool) -> None:
        """With a code to a contact that is old enough for it, so that more is done than refused."""
        self.bench.clock.advance(days=8)
        self.sign_in(0)
        self.prove_by_code(0, session=0)
        if is_removal:
            self.remove(place, session=0)
        else:
            self.use(place, session=0, its=its)

    @rule()
    def come_back_after_half_a_year(self) -> None:
        self.bench.clock.advance(days=180)
        self.sign_in(0)
        self.skip_the_notice(session=0)

    @rule(session=places)
    def prove_by_password(self, session: int) -> None:
        self.try_to(lambda: self.member.its.sessions.prove_password(self.a(session), self.member.password))

    @rule(place=places, session=places)
    def prove_by_code(self, place: int, session: int) -> None:
        self.try_to(lambda: self.member.prove(self.a(session), SessionPurpose.PROVE, self.contact(place)))

    @rule(address=st.sampled_from(ADDRESSES), session=places)
    def add(self, address: str, session: int) -> None:
        self.try_to(lambda: self.member.its.contacts.add(self.a(session), "email", address))

    @rule(address=st.sampled_from(ADDRESSES), place=places, session=places)
    def update(self, address: str, place: int, session: int) -> None:
        self.try_to(lambda: self.member.its.contacts.add(self.a(session), "email", address, self.contact(place)))

    @rule(place=places, session=places)
    def verify(self, place: int, session: int) -> None:
        self.try_to(lambda: self.member.prove(self.a(session), SessionPurpose.VERIFY, self.contact(place)))

    @rule(place=places, session=places)
    def remove(self, place: int, session: int) -> None:
        self.try_to(lambda: self.member.its.contacts.remove(self.a(session), self.contact(place)))

    @rule(place=places, session=places, its=uses)
    def use(self, place: int, session: int, its: frozenset[ContactUse]) -> None:
        self.try_to(lambda: self.member.its.contacts.use(self.a(session), self.contact(place), its))

    @rule(place=st.integers(0, 1), on=st.booleans(), session=places)
    def switch_a_name(self, place: int, on: bool, session: int) -> None:
        option = ("own", self.state().names[-1].id)[place]
        self.try_to(lambda: self.member.its.contacts.switch_option(self.a(session), option, on=on))

    @rule(on=st.booleans(), session=places)
    def choose_second_step(self, on: bool, session: int) -> None:
        self.try_to(lambda: self.member.its.contacts.choose_second_step(self.a(session), on=on))

    @rule(password=st.sampled_from(PASSWORDS), session=places)
    def change_password(self, password: str, session: int) -> None:
        if self.try_to(lambda: self.member.its.sessions.change_password(self.a(session), password)):
            self.member.password = password

    @rule(session=places)
    def end_the_others(self, session: int) -> None:
        self.try_to(lambda: self.member.its.sessions.end(self.a(session), None))

    @rule(session=places)
    def sign_out(self, session: int) -> None:
        self.try_to(lambda: self.member.its.sessions.sign_out(self.a(session)))

    @rule(session=places)
    def skip_the_notice(self, session: int) -> None:
        self.try_to(lambda: self.member.its.sessions.skip_notice(self.a(session)))

    @rule(place=st.integers(0, 2), password=st.sampled_from(PASSWORDS))
    def recover(self, place: int, password: str) -> None:
        """By any contact that is there: one that does not count for it gets nothing."""
        contacts = self.state().contacts
        if place >= len(contacts):
            return
        contact = contacts[place]

        def recovery() -> None:
            handle = self.bench.recovery.open_flow(self.member.name).handle
            self.bench.recovery.send_code(handle, contact.id, contact.contact.value)
            assert contact.counts
            assert ContactUse.RECOVERY in contact.uses
            self.bench.recovery.give_code(handle, code_in_letter(self.bench.way_out.letters[-1]))
            self.bench.recovery.set_password(handle, password)

        if self.try_to(recovery):
            self.member.password = password
            assert self.state().sessions == ()

    @rule(session=places)
    def begin_a_replacement(self, session: int) -> None:
        self.try_to(lambda: self.replacing.start(self.a(session), CLAIM, []))

    @rule(place=st.integers(0, 1), on=st.booleans())
    def come_in_while_waiting(self, place: int, on: bool) -> None:
        """To change what must not be changed then."""
        self.sign_in(0)
        self.try_to(lambda: self.member.prove_old(self.a(0)))
        self.begin_a_replacement(session=0)
        self.switch_a_name(place, on, session=0)
        self.use(place, session=0, its=frozenset())

    @rule(place=places, session=places)
    def end_the_replacement(self, place: int, session: int) -> None:
        self.try_to(lambda: self.member.prove(self.a(session), SessionPurpose.CANCEL, self.contact(place)))

    @rule()
    def be_taken_over(self) -> None:
        self.member.need_new_password()

    @rule(span=st.sampled_from([timedelta(minutes=1), timedelta(hours=2), timedelta(days=1), timedelta(days=8)]))
    def let_time_pass(self, span: timedelta) -> None:
        self.bench.clock.advance(seconds=span.total_seconds())

    # what a thief does who knows the password, and nothing more

    @rule()
    def thief_signs_in(self) -> None:
        self.thief_tries(lambda: self.thiefs_sessions.append(self.member.sign_in(peer=None)))

    @rule(address=st.sampled_from(THIEFS), place=st.none() | places)
    def thief_adds(self, address: str, place: int | None) -> None:
        old = None if place is None else self.contact(place)
        self.thief_tries(lambda: self.member.its.contacts.add(self.thiefs, "email", address, old))

    @rule(place=st.integers(0, 1), purpose=st.sampled_from([SessionPurpose.VERIFY, SessionPurpose.PROVE]))
    def thief_gives_a_code(self, place: int, purpose: SessionPurpose) -> None:
        self.thief_tries(lambda: self.member.prove(self.thiefs, purpose, self.thiefs_contact(place)))

    @rule()
    def thief_proves_by_password(self) -> None:
        self.thief_tries(lambda: self.member.its.sessions.prove_password(self.thiefs, self.member.password))

    @rule(place=places)
    def thief_removes(self, place: int) -> None:
        self.thief_tries(lambda: self.member.its.contacts.remove(self.thiefs, self.contact(place)))

    @rule(place=places, its=uses)
    def thief_takes_a_use_away(self, place: int, its: frozenset[ContactUse]) -> None:
        self.thief_tries(lambda: self.member.its.contacts.use(self.thiefs, self.contact(place), its))

    @rule(place=places, is_update=st.booleans())
    def thief_moves_in(self, place: int, is_update: bool) -> None:
        self.thief_signs_in()
        self.thief_adds(THIEFS[0], None)
        self.thief_gives_a_code(0, SessionPurpose.VERIFY)
        self.bench.clock.advance(minutes=2)
        self.thief_gives_a_code(0, SessionPurpose.PROVE)
        if is_update:
            self.thief_adds(THIEFS[1], place)
            self.thief_gives_a_code(1, SessionPurpose.VERIFY)
        else:
            self.thief_removes(place)
            self.thief_takes_a_use_away(place, frozenset())

    @rule()
    def thief_begins_a_replacement(self) -> None:
        typed = TypedContact(ContactKind.EMAIL, THIEFS[1])
        self.thief_tries(lambda: self.replacing.start(self.thiefs, CLAIM, [typed]))

    @rule()
    def thief_finishes_the_replacement(self) -> None:
        self.thief_tries(lambda: self.replacing.finish(self.thiefs, [], None))

    # what must hold

    def thief_tries(self, deed: Callable[[], object]) -> None:
        """As ``try_to``; besides, what the owner has stays what it is until the waiting period is over (B9, B11)."""
        before = self.state()
        is_early = self.is_early(before)
        self.try_to(deed)
        left = {its.id: its.uses for its in self.state().counting}
        for its in before.counting:
            if is_early and its.contact.value not in THIEFS:
                assert left.get(its.id, frozenset()) >= its.uses, "a thief got rid of a contact"
                assert its.id in left, "a thief got rid of a contact"

    def is_early(self, state: AccountState) -> bool:
        """True before a contact of the thief's, or a replacement, has been there for the waiting period."""
        since = [self.thiefs_since[its.id] for its in state.counting if its.id in self.thiefs_since]
        since += [state.replacement.period.requested_at] if state.replacement else []
        return all(self.bench.clock() < its + self.promised.waiting for its in since)

    def try_to(self, deed: Callable[[], object]) -> bool:
        """Do it or be refused; either way what must hold is looked at."""
        before, sent = self.state(), self.member.sent
        refused = refusal(deed)
        after = self.state()
        for its in after.counting:
            if its.contact.value in THIEFS:
                self.thiefs_since.setdefault(its.id, self.bench.clock())
        if refused is None:
            self._look_at(before, after, sent)
        else:
            assert _of_rules(after) == _of_rules(before), f"{refused} changed something"
        return refused is None

    def _look_at(self, before: AccountState, after: AccountState, sent: int) -> None:
        if _noticed(before) != _noticed(after):
            concerned = {its.contact.value for state in (before, after) for its in state.counting}
            told = {letter.destination for letter in self.member.letters_since(sent) if "not you?" in letter.text}
            assert told <= concerned
            assert told == concerned or concerned - told <= self.quiet(before, after)
        areas = frozen(before, self.promised, self.bench.clock())
        if Area.SECURITY_INFO in areas:
            assert _contacts(before) == _contacts(after)
        if Area.SIGN_IN_OPTIONS in areas:
            assert (before.names, before.second_step) == (after.names, after.second_step)
        held = before.removal_held_until
        if held is not None and self.bench.clock() < held:
            assert {its.id for its in before.counting} <= {its.id for its in after.counting}

    def quiet(self, before: AccountState, after: AccountState) -> set[str]:
        """Whom a notice may spare: of how one signs in, who has heard that much is changed that day (R18)."""
        if before.password_hash != after.password_hash or {its.id for its in before.counting} != {
            its.id for its in after.counting
        }:
            return set()
        return {its.destination for its in self.bench.way_out.letters if "much is changed" in its.text}

    @invariant()
    def there_are_never_fewer_proven_contacts_than_the_policy_says(self) -> None:
        if not hasattr(self, "member"):
            return
        state, rules = self.state(), self.promised
        standings = state.standings(self.bench.clock())
        assert are_enough(standings, rules, asks_for_code=rules.asks_for_code(state.second_step))
        assert len(state.counting) <= rules.most_contacts
        assert any(name.is_on for name in state.names)
        values = [its.contact.value for its in state.contacts]
        assert len(values) == len(set(values))

    # what there is

    def a(self, place: int) -> str:
        """A session, the newest first, perhaps one that is over."""
        return self.sessions[-1 - place % len(self.sessions)] if self.sessions else "none"

    @property
    def thiefs(self) -> str:
        """The thief's newest session."""
        return self.thiefs_sessions[-1] if self.thiefs_sessions else "none"

    def thiefs_contact(self, place: int) -> str:
        """The id of a contact of which the thief reads what comes, or of none."""
        found = [its.id for its in self.state().contacts if its.contact.value == THIEFS[place]]
        return found[0] if found else "none"

    def contact(self, place: int) -> str:
        """The id of a contact that is there, or of none."""
        contacts = self.state().contacts
        return contacts[place].id if place < len(contacts) else "none"

    def state(self) -> AccountState:
        since: datetime = self.bench.clock() - SESSION_LIFE
        with self.bench.store.database.read() as connection:
            return read_state(connection, self.member.account_id, since)


def _contacts(state: AccountState) -> list[tuple[str, bool, frozenset[ContactUse]]]:
    """Without those of a replacement, which come and go with it."""
    return [(its.id, its.counts, its.uses) for its in state.contacts if its.replacement_id is None]


def _noticed(state: AccountState) -> tuple[object, ...]:
    """What everybody is told of when it changes."""
    counting = [(its.id, its.uses) for its in state.counting]
    return counting, state.names, state.second_step, state.password_hash


def _of_rules(state: AccountState) -> AccountState:
    """Without when sessions were used last."""
    return replace(state, sessions=tuple(replace(its, seen_at=None) for its in state.sessions))
