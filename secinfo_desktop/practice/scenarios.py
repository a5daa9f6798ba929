"""Scenarios: a made-up person with a hidden cause, parsed from a file's text. Nobody in them exists."""

import tomllib
from collections.abc import Iterable, Mapping
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
    """A contact of the account, as the made-up person knows and types it.

    ``on_account`` is what the account holds instead, if that is wrong; ``becomes`` what it is once it was corrected.
    ``slip`` is what the person types first, by mistake. ``lost``: they know that they can't use it any more.
    """

    kind: ContactKind
    value: str
    on_account: str | None = None
    becomes: str | None = None
    slip: str | None = None
    lost: bool = False

    @property
    def held(self) -> str:
        """What the account holds."""
        return self.on_account or self.value

    @property
    def known(self) -> tuple[str, ...]:
        """What the person knows in full: what they gave once, and what they have now."""
        return (self.value, self.becomes) if self.becomes else (self.value,)

    @property
    def right(self) -> str:
        """What the account ought to hold."""
        return self.becomes or self.value


@dataclass(frozen=True)
class Person:
    """The made-up person. ``signed_in_on`` names devices on which the account is still signed in.

    ``recovery_code``: they have kept one. ``takes_any_code``: they use the first code they see, whatever its letters.
    """

    name: str
    account_name: str
    contacts: tuple[PersonContact, ...]
    signed_in_on: tuple[str, ...]
    recovery_code: bool = False
    takes_any_code: bool = False


@dataclass(frozen=True)
class OtherAccount:
    """Another account of the person: the one they really mean."""

    account_name: str
    contacts: tuple[PersonContact, ...]


@dataclass(frozen=True)
class Stranger:
    """Somebody else asked for a code of this account so long ago; ``signed_in_on``: they got in once before."""

    asked: timedelta
    signed_in_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One story. ``difficulty`` from 1 (gentle) to 3 (somebody has to be patient, or a person has to help).

    ``cause`` is the guide's id of what is wrong, ``allowed`` the outcomes that count as a right end. ``answers`` are
    what the person says to the guide's questions (question id to answer id), ``abilities`` the guide's actions that
    they are able to carry out, ``leaves_out`` those that they skip, so that nothing is known of them. A ``stranger``
    asked for a code that went to the first contact; the person themselves asked so long ago, ``asked_before``. For
    ``silent`` from the start the service sends nothing.
    """

    id: str
    difficulty: int
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
    leaves_out: frozenset[str]
    stranger: Stranger | None
    other_account: OtherAccount | None
    asked_before: tuple[timedelta, ...]
    silent: timedelta

    @property
    def all_contacts(self) -> tuple[PersonContact, ...]:
        """The contacts of all accounts of the person."""
        return (*self.person.contacts, *(self.other_account.contacts if self.other_account else ()))


def gentle_first(stories: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """The stories in the order of a list: the gentle ones first, then by their ids."""
    return tuple(sorted(stories, key=lambda story: (story.difficulty, story.id)))


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
        difficulty=top.count("difficulty") or 1,
        cause=top.text("cause"),
        context=top.choice("context", Channel),
        audience=top.choice("audience", Disclosure),
        allowed=frozenset(top.choices("allowed", Outcome)),
        person=read_person(top.table("person")),
        phones=tuple(read_phone(phone) for phone in top.tables("phones")),
        mailboxes=tuple(read_mailbox(mailbox) for mailbox in top.tables("mailboxes")),
        network=_network(top.table("network", required=False)),
        answers=top.table("answers").all_texts(),
        abilities=frozenset(top.texts("abilities")),
        leaves_out=frozenset(top.texts("leaves_out")),
        stranger=_stranger(top.table("stranger", required=False)),
        other_account=_other_account(top.table("other_account", required=False)),
        asked_before=tuple(timedelta(minutes=minutes) for minutes in top.counts("asked_minutes_before")),
        silent=timedelta(minutes=top.count("silent_minutes")),
    )


def read_person(table: Reader) -> Person:
    """The made-up person of a story's file."""
    return Person(
        name=table.text("name"),
        account_name=table.text("account_name"),
        contacts=_contacts(table),
        signed_in_on=table.texts("signed_in_on"),
        recovery_code=table.flag("recovery_code"),
        takes_any_code=table.flag("takes_any_code"),
    )


def _contacts(table: Reader) -> tuple[PersonContact, ...]:
    return tuple(
        PersonContact(
            kind=contact.choice("kind", ContactKind),
            value=contact.text("value"),
            on_account=contact.text_or_none("on_account"),
            becomes=contact.text_or_none("becomes"),
            slip=contact.text_or_none("slip"),
            lost=contact.flag("lost"),
        )
        for contact in table.tables("contacts", least=1)
    )


def _other_account(table: Reader) -> OtherAccount | None:
    return OtherAccount(table.text("account_name"), _contacts(table)) if table.is_there else None


def read_phone(table: Reader) -> Phone:
    """A practice phone."""
    return Phone(
        number=table.text("number"),
        block_unknown_senders=table.flag("block_unknown_senders"),
        flight_mode=table.flag("flight_mode"),
        landline=table.flag("landline"),
    )


def read_mailbox(table: Reader) -> Mailbox:
    """A practice mailbox."""
    return Mailbox(
        id=table.text("id"),
        address=table.text("address"),
        open=not table.flag("closed"),
        junk_unknown_senders=table.flag("junk_unknown_senders"),
        full=table.flag("full"),
        moves_to=Place.ARCHIVE if table.flag("rule_moves_to_archive") else None,
        open_elsewhere=table.flag("open_elsewhere"),
        held_back=table.flag("held_back"),
    )


def _network(table: Reader) -> Network:
    return Network(
        carrier_filter=table.flag("carrier_filter"),
        delay=timedelta(seconds=table.count("delay_seconds")),
        most_an_hour=table.count("most_an_hour"),
        swallows=table.flag("swallows"),
    )


def _stranger(table: Reader) -> Stranger | None:
    minutes, signed_in_on = table.count("asked_minutes_ago"), table.texts("signed_in_on")
    return Stranger(timedelta(minutes=minutes), signed_in_on) if minutes else None
