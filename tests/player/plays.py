"""Plays with a service and a world in memory."""

from collections.abc import Sequence
from dataclasses import replace

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.player.moves import Move, Says, Turn
from secinfo_desktop.player.person import Person
from secinfo_desktop.player.player import Player, Surroundings
from secinfo_desktop.player.senses import PracticeSenses
from secinfo_desktop.practice.scenarios import Scenario, parse
from secinfo_desktop.recovery.said import Said
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_accounts import FakeAccounts
from tests.helpers.fake_practice import ADDRESS, NAME, NUMBER
from tests.helpers.walk import Walk

ROWAN = parse(
    "first-visit",
    f"""
cause = "delay"
context = "sms"
audience = "public"
allowed = ["got_in"]
abilities = ["wait_and_look_again", "use_newest_code", "look_in_junk"]

[person]
name = "Rowan"
account_name = "{NAME}"
contacts = [{{ kind = "phone", value = "{NUMBER}" }}, {{ kind = "email", value = "{ADDRESS}" }}]

[[phones]]
number = "{NUMBER}"

[answers]
asked_for_code = "yes"
mask_matches = "yes"
can_open_contact = "yes"
other_texts_arrive = "yes"
""",
)
"""What the person in ``FakePractice`` knows."""
IN_JUNK = replace(ROWAN, id="junk-folder", cause="junk", context=Channel.EMAIL)
BLOCKED = replace(ROWAN, id="blocked-sender", cause="blocked_sender", allowed=frozenset({Outcome.HANDED_OVER}))


class Play:
    """One play, with the turns that were told."""

    def __init__(
        self,
        scenario: Scenario = ROWAN,
        seed: int = 1,
        accounts: FakeAccounts | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.walk = Walk(accounts or FakeAccounts(FrozenClock()))
        self._turns: list[Turn] = []
        practice, clock = self.walk.accounts.practice(), self.walk.accounts.clock
        person = Person(scenario, PracticeSenses(practice), seed)
        self.player = Player(
            scenario, person, self.walk.flow, self.walk.accounts, surroundings or practice, clock, self._turns.append
        )

    @property
    def turns(self) -> Sequence[Turn]:
        """The turns that were told so far."""
        return self._turns

    @property
    def moves(self) -> Sequence[Move]:
        """What the person did in them."""
        return [turn.move for turn in self._turns if turn.move is not None]

    @property
    def said(self) -> Sequence[Said]:
        """What they said."""
        return [move.what for move in self.moves if isinstance(move, Says)]
