"""The practice world of a backend: the port ``recovery.ports.Practice`` over the wire."""

from secinfo_desktop.client import reading
from secinfo_desktop.client.service import Service
from secinfo_desktop.contract import endpoints
from secinfo_desktop.contract import practice as structs
from secinfo_desktop.contract.endpoints import Endpoint
from secinfo_desktop.contract.structs import Message
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.disclosure import Disclosure
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


class BackendPractice:
    """Plays with the world behind a backend in practice mode; every refusal is a ``RefusedError``."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def stories(self) -> tuple[Story, ...]:
        """The scenarios that can be played and that this version can play."""
        return self._service.ask(endpoints.SCENARIOS, structs.Scenarios, _stories)

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
        persona, self._service.device_token = self._service.ask(
            endpoint, structs.Person, lambda person: (_persona(person), person.device_token), request
        )
        return persona

    def _world(self, endpoint: Endpoint, request: Message | None = None) -> World:
        return self._service.ask(endpoint, structs.World, _world, request)


def _stories(known: structs.Scenarios) -> tuple[Story, ...]:
    read = (
        (scenario.id, reading.known(scenario.context, Channel), reading.known(scenario.audience, Disclosure))
        for scenario in known.scenarios
    )
    return tuple(Story(name, channel, audience) for name, channel, audience in read if channel and audience)


def _persona(person: structs.Person) -> Persona:
    contacts = tuple(OwnContact(contact.kind, contact.value) for contact in person.contacts)
    return Persona(person.scenario, person.name, person.account_name, contacts, person.other_account)


def _world(world: structs.World) -> World:
    phones, mailboxes = map(_phone, world.phones), map(_mailbox, world.mailboxes)
    return World(reading.moment(world.now), tuple(phones), tuple(mailboxes))


def _phone(phone: structs.Phone) -> Phone:
    messages = (Text(text.id, reading.moment(text.at), text.sender, text.text) for text in phone.messages)
    return Phone(phone.number, tuple(messages), _switches(phone.switches), tuple(map(_call, phone.calls)))


def _call(call: structs.VoiceCall) -> VoiceCall:
    return VoiceCall(call.id, reading.moment(call.at), call.caller, call.ringing, call.text)


def _mailbox(mailbox: structs.Mailbox) -> Mailbox:
    folders = tuple(Folder(folder.id, tuple(map(_mail, folder.mails))) for folder in mailbox.folders)
    return Mailbox(mailbox.id, mailbox.address, mailbox.open, folders, _switches(mailbox.switches))


def _mail(mail: structs.Mail) -> Mail:
    return Mail(mail.id, reading.moment(mail.at), mail.sender_name, mail.sender, mail.subject, mail.text)


def _switches(switches: tuple[structs.Switch, ...]) -> tuple[Switch, ...]:
    return tuple(Switch(switch.id, switch.on) for switch in switches)
