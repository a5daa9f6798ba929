"""Practice: a made-up person in a made-up world, against the real recovery service. Only in a practice backend."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.backend.services.kept_world import KeptWorld
from secinfo_desktop.backend.services.ports import Outbox, Sessions
from secinfo_desktop.backend.services.records import Account, Letter, QueuedMessage
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.sign_in import new_device
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.practice.deeds import UnknownDeed, do
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.practice.walk import settle
from secinfo_desktop.practice.world import Parcel, World

LONGEST_MOVE = timedelta(days=400)
_THIS_COMPUTER = "this computer"


@dataclass(frozen=True)
class Started:
    """A story that has begun. ``device_token``, a secret, is of the person's computer where the account knows it."""

    scenario: Scenario
    now: datetime
    device_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class View:
    """What the made-up person can see: the world, and the letters in it by outbox id, written for this look only."""

    now: datetime
    world: World | None
    letters: Mapping[str, Letter] = field(repr=False)


class Practice:
    """Plays scenarios. ``deliver_due`` sends at once what waits in the outbox: nobody waits for a thread here."""

    def __init__(
        self,
        *,
        scenarios: Mapping[str, Scenario],
        kept: KeptWorld,
        recovery: Recovery,
        outbox: Outbox,
        sessions: Sessions,
        write: Callable[[QueuedMessage, datetime], Letter],
        deliver_due: Callable[[], None],
        clock: Clock,
        random: Random,
        region: str,
    ) -> None:
        self.scenarios = scenarios
        self._kept = kept
        self._recovery = recovery
        self._outbox = outbox
        self._sessions = sessions
        self._write = write
        self._deliver_due = deliver_due
        self._clock = clock
        self._random = random
        self._region = region

    def start(self, scenario_id: str, seed: int) -> Started:
        """Put a scenario's person into a fresh world; what was there before is forgotten.

        Raises:
            Refused: UNKNOWN_SCENARIO.
        """
        scenario = self.scenarios.get(scenario_id)
        if scenario is None:
            raise Refused(Failure.UNKNOWN_SCENARIO)
        world = World(scenario.id, seed, scenario.phones, scenario.mailboxes, scenario.network)
        account = self._kept.start(
            world, lambda: new_account(_as_new(scenario), self._region, self._clock(), self._random)
        )
        if scenario.stranger_asked is not None:
            self._let_stranger_ask(scenario)
            self.move_clock(scenario.stranger_asked)
        return Started(scenario, self._clock(), self._own_computer(scenario, account))

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
        return self.look()

    def move_clock(self, by: timedelta) -> View:
        """Put the clock of the world forward; what arrives on the way has arrived in its order.

        Raises:
            Refused: BAD_REQUEST for a way back, or one that is too long.
        """
        if not timedelta() <= by <= LONGEST_MOVE:
            raise Refused(Failure.BAD_REQUEST)
        self._settle()
        self._kept.move_clock(by)
        return self.look()

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

    def _own_computer(self, scenario: Scenario, account: Account) -> str | None:
        """The token of the person's computer, in a story that they play at one which the account knows."""
        if scenario.audience is Disclosure.PUBLIC:
            return None
        token, device = new_device(account.id, _THIS_COMPUTER, self._clock(), self._random)
        self._sessions.add_device(device)
        return token

    def _let_stranger_ask(self, scenario: Scenario) -> None:
        """Somebody who knows the account's name and its first contact asks for a code, in a flow of their own."""
        opened = self._recovery.open_flow(scenario.person.account_name)
        self._recovery.send_code(opened.handle, opened.contacts[0].id, scenario.person.contacts[0].value)


def _as_new(scenario: Scenario) -> NewPerson:
    person = scenario.person
    contacts = tuple((contact.kind, contact.value) for contact in person.contacts)
    return NewPerson(person.account_name, contacts, None, person.signed_in_on)
