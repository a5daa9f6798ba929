"""Practice: a made-up person in a made-up world, against the real recovery service. Only in a practice backend."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.backend.services.evidence_ports import Computers
from secinfo_desktop.backend.services.kept_world import KeptWorld
from secinfo_desktop.backend.services.known_computers import new_computer
from secinfo_desktop.backend.services.names import normalised_name
from secinfo_desktop.backend.services.ports import Accounts, Outbox, PasswordHasher, Worlds
from secinfo_desktop.backend.services.practice_past import Past
from secinfo_desktop.backend.services.records import Letter, NewAccount, QueuedMessage
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.signatures import new_key
from secinfo_desktop.domain.contacts import normalise
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.staff import NO_PROOF_UNTIL
from secinfo_desktop.practice.deeds import UnknownDeed, do
from secinfo_desktop.practice.good_days import GoodDay
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.practice.walk import settle
from secinfo_desktop.practice.world import Parcel, World

CORRECT_CONTACT = "correct_contact"
LONGEST_MOVE = timedelta(days=400)
_THIS_COMPUTER = "this computer"
_MOST_STARTS = 100_000
_KNOWN_FOR = 2 * NO_PROOF_UNTIL
"""Long enough to prove to a helpdesk who somebody is."""
"""Of the app, within one story: no limit that anybody meets."""


@dataclass(frozen=True)
class OwnComputer:
    """A made-up person's computer with its private key (Ed25519, base64), which nobody else's would ever leave."""

    device_id: str
    private_key: str = field(repr=False)


@dataclass(frozen=True)
class Started:
    """A story that has begun; ``computer`` is the person's, where the account knows it."""

    scenario: Scenario
    now: datetime
    computer: OwnComputer | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class View:
    """What the made-up person can see: the world, and the letters in it by outbox id, written for this look only."""

    now: datetime
    world: World | None
    letters: Mapping[str, Letter] = field(repr=False)


class Practice:
    """Plays scenarios. ``deliver_due`` does and sends at once what is due: nobody waits for a thread here.

    ``load`` and ``load_good_days`` read the stories, when they are asked for: the service is ready sooner.
    ``next_due`` is when a waiting period has something to tell: who moves the clock over it finds it told in its time.
    """

    def __init__(
        self,
        *,
        load: Callable[[], Mapping[str, Scenario]],
        load_good_days: Callable[[], Mapping[str, GoodDay]],
        hasher: PasswordHasher,
        past: Past,
        kept: KeptWorld,
        worlds: Worlds,
        accounts: Accounts,
        recovery: Recovery,
        outbox: Outbox,
        computers: Computers,
        write: Callable[[QueuedMessage, datetime], Letter],
        deliver_due: Callable[[], None],
        next_due: Callable[[], datetime | None],
        clock: Clock,
        random: Random,
        region: str,
    ) -> None:
        self._load, self._load_good_days = load, load_good_days
        self._hasher, self._past = hasher, past
        self._kept = kept
        self._worlds = worlds
        self._accounts = accounts
        self._recovery = recovery
        self._outbox = outbox
        self._computers = computers
        self._write = write
        self._deliver_due = deliver_due
        self._next_due = next_due
        self._clock = clock
        self._random = random
        self._region = region

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """All of them by their ids, in the order in which they are offered."""
        return self._load()

    @cached_property
    def good_days(self) -> Mapping[str, GoodDay]:
        """The stories of people who know their password, by their ids."""
        return self._load_good_days()

    def start(self, scenario_id: str, seed: int) -> Started:
        """Put a scenario's person into a fresh world; what was there before is forgotten.

        Raises:
            Refused: UNKNOWN_SCENARIO.
        """
        scenario = self._known(scenario_id)
        self._kept.start(lambda: _world(scenario, seed, self._clock()), lambda: self._people(scenario))
        if scenario.stranger is not None:
            self._ask_elsewhere(scenario, (scenario.stranger.asked,))
        self._ask_elsewhere(scenario, scenario.asked_before)
        if (good_day := self.good_days.get(scenario_id)) is not None:
            self._live_through(good_day)
        return self._started(scenario)

    def person(self) -> Started:
        """The scenario whose person lives in the world now, at the same computer.

        Raises:
            Refused: UNKNOWN_SCENARIO, if there is no world yet.
        """
        world = self._kept.world
        return self._started(self._known(world.scenario if world else ""))

    def _known(self, scenario_id: str) -> Scenario:
        good_day = self.good_days.get(scenario_id)
        scenario = good_day.scenario if good_day else self.scenarios.get(scenario_id)
        if scenario is None:
            raise Refused(Failure.UNKNOWN_SCENARIO)
        return scenario

    def _password(self, scenario_id: str) -> str | None:
        good_day = self.good_days.get(scenario_id)
        return good_day.password if good_day else None

    def look(self) -> View:
        """The world now, after everything has arrived that is due."""
        self._settle()
        world = self._kept.world
        letters = [self._read(parcel) for parcel in world.parcels if parcel.is_here] if world else []
        return View(self._clock(), world, {letter.id: letter for letter in letters if letter is not None})

    def do(self, deed: str, *, on: bool) -> View:
        """Let the person do something.

        Raises:
            Refused: BAD_REQUEST for a deed that nobody knows.
        """
        self._deliver_due()
        try:
            self._kept.change(lambda world: do(world, deed, self._clock(), on=on))
        except UnknownDeed:
            raise Refused(Failure.BAD_REQUEST) from None
        if deed == CORRECT_CONTACT:
            self._correct_contacts()
        return self.look()

    def move_clock(self, by: timedelta) -> View:
        """Put the clock of the world forward; what arrives on the way has arrived in its order.

        Raises:
            Refused: BAD_REQUEST for a way back, or one that is too long.
        """
        if not timedelta() <= by <= LONGEST_MOVE:
            raise Refused(Failure.BAD_REQUEST)
        self._settle()
        until = self._clock() + by
        while (due := self._next_due()) is not None and self._clock() < due < until:
            self._move_to(due)
            self._settle()
        self._move_to(until)
        return self.look()

    def _move_to(self, at: datetime) -> None:
        self._kept.move_clock(max(at - self._clock(), timedelta()))

    def _read(self, parcel: Parcel) -> Letter | None:
        """The letter behind a reference; None once its code's key is gone, as old messages go from real phones."""
        message = self._outbox.message(parcel.message)
        try:
            return self._write(message, message.due_at) if message else None  # then it was handed over
        except LookupError:
            return None

    def _settle(self) -> None:
        self._deliver_due()
        self._kept.change(lambda world: settle(world, self._clock()))

    def _started(self, scenario: Scenario) -> Started:
        return Started(scenario, self._clock(), self._own_computer(scenario), self._password(scenario.id))

    def _own_computer(self, scenario: Scenario) -> OwnComputer | None:
        """The person's computer, in a story at one that the account knows; it is known anew at every start."""
        account = self._accounts.named(normalised_name(scenario.person.account_name))
        if scenario.audience is Disclosure.PUBLIC or account is None:
            return None
        private_key, public_key = new_key(self._random)
        computer = new_computer(account.id, _THIS_COMPUTER, public_key, self._clock(), self._random)
        self._computers.enrol(replace(computer, added_at=computer.added_at - _KNOWN_FOR), _MOST_STARTS)
        return OwnComputer(computer.id, private_key)

    def _ask_elsewhere(self, scenario: Scenario, ago: tuple[timedelta, ...]) -> None:
        """Codes were asked for so long ago, each in a flow of its own, by somebody who knows the first contact."""
        for passed, until in pairwise((*ago, timedelta())):
            opened = self._recovery.open_flow(scenario.person.account_name)
            self._recovery.send_code(opened.handle, opened.contacts[0].id, scenario.person.contacts[0].value)
            self.move_clock(passed - until)

    def _live_through(self, story: GoodDay) -> None:
        """Everything that happened before, the oldest first; the story begins today."""
        agos = (*(its.ago for its in story.before), timedelta())
        for its, until in zip(story.before, agos[1:], strict=True):
            self._past.happen(story, its)
            self.move_clock(its.ago - until)

    def _people(self, scenario: Scenario) -> tuple[NewAccount, ...]:
        return tuple(
            new_account(person, self._region, self._clock(), self._random, self._hasher)
            for person in (_as_new(scenario, self._password(scenario.id)), *_as_other(scenario))
        )

    def _correct_contacts(self) -> None:
        """What is wrong on the account is put right there, unless a replacement waits (B11)."""
        world = self._kept.world
        if world is None or not world.has_done(CORRECT_CONTACT):
            return
        for contact in self._known(world.scenario).person.contacts:
            if contact.held != contact.right:
                held, right = (normalise(contact.kind, value, self._region) for value in (contact.held, contact.right))
                self._worlds.correct_contact(held, right)


def _world(scenario: Scenario, seed: int, now: datetime) -> World:
    return World(
        scenario.id,
        seed,
        scenario.phones,
        scenario.mailboxes,
        scenario.network,
        silent_until=now + scenario.silent if scenario.silent else None,
        signed_in=bool(scenario.person.signed_in_on),
        recovery_code=scenario.person.recovery_code,
    )


def _as_new(scenario: Scenario, password: str | None) -> NewPerson:
    person, stranger = scenario.person, scenario.stranger
    contacts = tuple((contact.kind, contact.held) for contact in person.contacts)
    devices = (*person.signed_in_on, *(stranger.signed_in_on if stranger else ()))
    return NewPerson(person.account_name, contacts, password, devices)


def _as_other(scenario: Scenario) -> tuple[NewPerson, ...]:
    its = scenario.other_account
    return (NewPerson(its.account_name, tuple((each.kind, each.held) for each in its.contacts)),) if its else ()
