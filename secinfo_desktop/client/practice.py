"""The practice world of a backend: the port ``recovery.ports.Practice`` over the wire."""

from collections.abc import Sequence

from secinfo_desktop.client import reading
from secinfo_desktop.client.computer_key import ComputerKey
from secinfo_desktop.client.errors import NotUnderstoodError
from secinfo_desktop.client.service import Service
from secinfo_desktop.contract import endpoints
from secinfo_desktop.contract import practice as structs
from secinfo_desktop.contract.endpoints import Endpoint
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.contacts import Channel, ContactKind
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.plain_text import line, lines
from secinfo_desktop.recovery.ports import (
    Folder,
    Mail,
    Mailbox,
    OwnContact,
    Persona,
    Phone,
    Story,
    Switch,
    Text,
    VoiceCall,
    World,
)

MOST_STORIES = 100
MOST_DEVICES = 4
MOST_FOLDERS = 8
MOST_MESSAGES = 10
"""The newest of a folder or phone: more are no help to anyone, and would fill the window without end."""


class BackendPractice:
    """Plays with the world behind a backend in practice mode; every refusal is a ``RefusedError``."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def stories(self) -> tuple[Story, ...]:
        """The scenarios that can be played and that this version can play."""
        return self._service.ask(endpoints.SCENARIOS, structs.Scenarios, lambda known: _stories(known.scenarios))

    def good_days(self) -> tuple[Story, ...]:
        """The stories about security info, of people who know their password."""
        return self._service.ask(endpoints.SCENARIOS, structs.Scenarios, lambda known: _stories(known.good_days))

    def start(self, story: str, seed: int = 0) -> Persona:
        """Puts the story's person into a fresh world."""
        return self._meet(endpoints.START_PRACTICE, structs.StartPractice(scenario=story, seed=seed))

    def persona(self) -> Persona:
        """The person whose world it is now."""
        return self._meet(endpoints.PERSON)

    def look(self) -> World:
        """What the person can see now."""
        return self._world(endpoints.WORLD)

    def do(self, deed: str, on: bool = True) -> World:
        """Does something in the world: a switch, or an action of the guide."""
        return self._world(endpoints.DEED, structs.Deed(deed=deed, on=on))

    def move_clock(self, seconds: float) -> World:
        """Lets time pass in the world only."""
        return self._world(endpoints.MOVE_CLOCK, structs.MoveClock(seconds=seconds))

    def _meet(self, endpoint: Endpoint, request: Message | None = None) -> Persona:
        """From here on this is the person's own computer."""
        persona, self._service.computer = self._service.ask(
            endpoint, structs.Person, lambda person: (_persona(person), _computer(person.computer)), request
        )
        return persona

    def _world(self, endpoint: Endpoint, request: Message | None = None) -> World:
        return self._service.ask(endpoint, structs.World, _world, request)


def _stories(known: Sequence[structs.Scenario]) -> tuple[Story, ...]:
    read = (
        (scenario.id, reading.known(scenario.context, Channel), reading.known(scenario.audience, Disclosure))
        for scenario in known[:MOST_STORIES]
    )
    return tuple(Story(name, channel, audience) for name, channel, audience in read if channel and audience)


def _computer(own: structs.PersonComputer | None) -> ComputerKey | None:
    """Their computer's key, if it can sign.

    Raises:
        NotUnderstoodError: it is no key.
    """
    if own is None:
        return None
    key = ComputerKey(own.device_id, own.private_key)
    if not key.is_one():
        raise NotUnderstoodError
    return key


def _persona(person: structs.Person) -> Persona:
    """What a newer service knows of them beyond phone and e-mail is left out."""
    contacts = tuple(
        OwnContact(contact.kind, line(contact.value))
        for contact in person.contacts[: reading.MOST_CONTACTS]
        if reading.known(contact.kind, ContactKind) is not None
    )
    other = None if person.other_account is None else line(person.other_account)
    password = None if person.password is None else line(person.password)
    return Persona(person.scenario, line(person.name), line(person.account_name), contacts, other, password)


def _world(world: structs.World) -> World:
    phones, mailboxes = map(_phone, world.phones[:MOST_DEVICES]), map(_mailbox, world.mailboxes[:MOST_DEVICES])
    return World(reading.moment(world.now), tuple(phones), tuple(mailboxes))


def _phone(phone: structs.Phone) -> Phone:
    messages = (
        Text(text.id, reading.moment(text.at), line(text.sender), lines(text.text))
        for text in phone.messages[-MOST_MESSAGES:]
    )
    calls = map(_call, phone.calls[-MOST_MESSAGES:])
    return Phone(line(phone.number), tuple(messages), _switches(phone.switches), tuple(calls))


def _call(call: structs.VoiceCall) -> VoiceCall:
    return VoiceCall(call.id, reading.moment(call.at), line(call.caller), call.ringing, lines(call.text))


def _mailbox(mailbox: structs.Mailbox) -> Mailbox:
    folders = tuple(
        Folder(line(folder.id), tuple(map(_mail, folder.mails[-MOST_MESSAGES:])))
        for folder in mailbox.folders[:MOST_FOLDERS]
    )
    return Mailbox(mailbox.id, line(mailbox.address), mailbox.open, folders, _switches(mailbox.switches))


def _mail(mail: structs.Mail) -> Mail:
    seen = (line(mail.sender_name), line(mail.sender), line(mail.subject), lines(mail.text))
    return Mail(mail.id, reading.moment(mail.at), *seen)


def _switches(switches: tuple[structs.Switch, ...]) -> tuple[Switch, ...]:
    return tuple(Switch(switch.id, switch.on) for switch in switches[:MOST_FOLDERS])
