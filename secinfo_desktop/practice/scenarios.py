"""Scenarios: a made-up person with a hidden cause, parsed from a file's text. Nobody in them exists."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from secinfo_desktop.domain.contacts import Channel, ContactKind
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.outcomes import Outcome
from secinfo_desktop.practice.reader import Reader
from secinfo_desktop.practice.world import Mailbox, Network, Phone, Place


class ScenarioError(ValueError):
    """A scenario's file that can't be used; ``problems`` names each key and what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class PersonContact:
    """A contact of the account, as the made-up person knows and types it."""

    kind: ContactKind
    value: str


@dataclass(frozen=True)
class Person:
    """The made-up person. ``signed_in_on`` names devices on which the account is still signed in."""

    name: str
    account_name: str
    contacts: tuple[PersonContact, ...]
    signed_in_on: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """One story.

    ``cause`` is the guide's id of what is wrong, ``allowed`` the outcomes that count as a right end. ``answers`` are
    what the person says to the guide's questions (question id to answer id), ``abilities`` the guide's actions that
    they are able to carry out. ``stranger_asked``: somebody else asked for a code of this account so long ago, and
    it went to the first contact.
    """

    id: str
    cause: str
    context: Channel
    audience: Disclosure
    allowed: frozenset[Outcome]
    person: Person
    phones: tuple[Phone, ...]
    mailboxes: tuple[Mailbox, ...]
    network: Network
    answers: Mapping[str, str]
    abilities: frozenset[str]
    stranger_asked: timedelta | None


def parse(scenario_id: str, text: str) -> Scenario:
    """The scenario written in a TOML text.

    Raises:
        ScenarioError: a key is missing, unknown or has a value that can't be taken.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError((f"not a TOML file: {error}",)) from error
    top = Reader(document)
    scenario = _scenario(scenario_id, top)
    if problems := top.problems():
        raise ScenarioError(problems)
    return scenario


def _scenario(scenario_id: str, top: Reader) -> Scenario:
    return Scenario(
        id=scenario_id,
        cause=top.text("cause"),
        context=top.choice("context", Channel),
        audience=top.choice("audience", Disclosure),
        allowed=frozenset(top.choices("allowed", Outcome)),
        person=_person(top.table("person")),
        phones=tuple(_phone(phone) for phone in top.tables("phones")),
        mailboxes=tuple(_mailbox(mailbox) for mailbox in top.tables("mailboxes")),
        network=_network(top.table("network", required=False)),
        answers=top.table("answers").all_texts(),
        abilities=frozenset(top.texts("abilities")),
        stranger_asked=_stranger(top.table("stranger", required=False)),
    )


def _person(table: Reader) -> Person:
    return Person(
        name=table.text("name"),
        account_name=table.text("account_name"),
        contacts=tuple(
            PersonContact(contact.choice("kind", ContactKind), contact.text("value"))
            for contact in table.tables("contacts", least=1)
        ),
        signed_in_on=table.texts("signed_in_on"),
    )


def _phone(table: Reader) -> Phone:
    return Phone(
        number=table.text("number"),
        block_unknown_senders=table.flag("block_unknown_senders"),
        flight_mode=table.flag("flight_mode"),
        landline=table.flag("landline"),
    )


def _mailbox(table: Reader) -> Mailbox:
    return Mailbox(
        id=table.text("id"),
        address=table.text("address"),
        open=not table.flag("closed"),
        junk_unknown_senders=table.flag("junk_unknown_senders"),
        full=table.flag("full"),
        moves_to=Place.ARCHIVE if table.flag("rule_moves_to_archive") else None,
    )


def _network(table: Reader) -> Network:
    return Network(carrier_filter=table.flag("carrier_filter"), delay=timedelta(seconds=table.count("delay_seconds")))


def _stranger(table: Reader) -> timedelta | None:
    return timedelta(minutes=minutes) if (minutes := table.count("asked_minutes_ago")) else None
