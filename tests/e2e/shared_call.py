"""Both windows of one shared call: how the agent is let in, and what either side must agree on."""

import re
from dataclasses import dataclass
from typing import Final

from tests.e2e.two_windows import MAIL, NAME, Hospital, Keyed

TO_THE_STEP: Final[tuple[tuple[object, ...], ...]] = (
    ("Began", "forgot_password"),
    ("ChoseAccount", "north"),
    ("GaveName", NAME),
    ("types contact", "email", MAIL),
    ("DidNotCome",),
)
"""What the person has done when they call."""


@dataclass
class SharedCall:
    """The console of an agent, and a person's own window."""

    hospital: Hospital
    console: Keyed
    person: Keyed

    def joins(self) -> None:
        """The person says their number, the agent types it, the same two words are seen at both sides."""
        self.person.until("Say this number on the phone")
        self.console.does("press", "Join by number")
        self.is_told_the_number()

    def is_told_the_number(self) -> None:
        """The agent types the number that the person's window shows; both see the same two words."""
        number = re.search(r"\b\d{4} ?\d{4}\b", self.person.until("Say this number on the phone")["reads"])
        assert number is not None
        self.console.does("types", number[0])
        self.console.keys("Return")
        words = re.search(r"Say these two words first: (\w+ \w+)", self.console.until("Say these two words")["reads"])
        asked = self.person.until("wants to join. Did you call?")["reads"]
        assert words is not None
        assert words[1] in asked

    def is_let_in(self) -> None:
        """The person presses Allow, and both see the same step."""
        self.person.presses_until("Allow", "is with you and sees your steps, not your codes")
        self.console.until("Live with the caller")
        self.both_agree()

    def shared(self) -> None:
        """From the number to the same step."""
        self.joins()
        self.is_let_in()

    def both_agree(self) -> None:
        """Until both sides have the same log, and nothing is left to be told."""
        for _ in range(2000):
            ours, theirs = self.console.still(), self.person.still()
            if ours["log"] and ours["log"] == theirs["log"]:
                return
        raise AssertionError(f"both sides have not the same log:\n{ours['log'][-3:]}\n{theirs['log'][-3:]}")

    def answers(self, key: str) -> None:
        """The agent gives an answer by one key; the person's window goes along."""
        before = self.console.seen["step"]
        self.console.keys(key)
        self.console.until_so(lambda seen: seen["step"] != before)
        self.both_agree()
