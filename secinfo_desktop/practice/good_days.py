"""Stories of good days: a made-up person who knows their password, and what happened before (B1-B13, B23)."""

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from secinfo_desktop.domain.contacts import Channel, ContactKind
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.practice.reader import Reader
from secinfo_desktop.practice.scenarios import Scenario, ScenarioError, read_mailbox, read_person, read_phone
from secinfo_desktop.practice.world import Network

OWN_COMPUTER = "this computer"


class Act(StrEnum):
    """What happened before the story begins."""

    SIGNED_IN = "signed_in"
    STRANGER_SIGNED_IN = "stranger_signed_in"
    ASKED_REPLACEMENT = "asked_replacement"


@dataclass(frozen=True)
class Before:
    """One thing that happened so long ago, on that device; ``contacts`` are what was typed in then."""

    act: Act
    ago: timedelta
    device: str
    contacts: tuple[tuple[ContactKind, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class GoodDay:
    """One story. ``scenario`` holds person and world; no code is missing in it, so it has no cause and no answers."""

    scenario: Scenario
    password: str = field(repr=False)
    before: tuple[Before, ...]

    @property
    def id(self) -> str:
        """The story's id, among those of all scenarios."""
        return self.scenario.id


def parse(story_id: str, text: str) -> GoodDay:
    """The story written in a TOML text.

    Raises:
        ScenarioError: a key is missing, unknown or has a value that can't be taken.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError((f"not a TOML file: {error}",)) from error
    top = Reader(document)
    story = _story(story_id, top)
    if problems := top.problems():
        raise ScenarioError(problems)
    return story


def _story(story_id: str, top: Reader) -> GoodDay:
    person = top.table("person")
    scenario = Scenario(
        id=story_id,
        difficulty=1,
        cause="",
        context=Channel.SMS,
        audience=Disclosure.PUBLIC,
        allowed=frozenset(),
        person=read_person(person),
        phones=tuple(read_phone(phone) for phone in top.tables("phones")),
        mailboxes=tuple(read_mailbox(mailbox) for mailbox in top.tables("mailboxes")),
        network=Network(),
        answers={},
        abilities=frozenset(),
        leaves_out=frozenset(),
        stranger=None,
        other_account=None,
        asked_before=(),
        silent=timedelta(),
    )
    acts = sorted((_before(act) for act in top.tables("before")), key=lambda its: its.ago, reverse=True)
    return GoodDay(scenario, person.text("password"), tuple(acts))


def _before(table: Reader) -> Before:
    """Acts of one day keep their order in the file."""
    return Before(
        act=table.choice("act", Act),
        ago=timedelta(days=table.count("days_ago")),
        device=table.text_or_none("device") or OWN_COMPUTER,
        contacts=tuple((its.choice("kind", ContactKind), its.text("value")) for its in table.tables("contacts")),
    )
