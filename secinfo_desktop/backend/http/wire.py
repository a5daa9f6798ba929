"""Turns what the services answer into what travels."""

from collections.abc import Iterable
from datetime import datetime

from secinfo_desktop.backend.services.evidence import Evidence
from secinfo_desktop.backend.services.flow_answers import AskedCode, FlowStatus, NewestCode, OpenedFlow
from secinfo_desktop.backend.services.practice import Started, View
from secinfo_desktop.backend.services.records import GuideTable
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.sign_in import KnownDevice, SignedIn
from secinfo_desktop.contract import practice, structs
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.practice.deeds import mailbox_switches, phone_switches
from secinfo_desktop.practice.scenarios import Scenario
from secinfo_desktop.practice.walk import is_ringing
from secinfo_desktop.practice.world import FOLDERS, Mailbox, Parcel, Phone, Place, World


def flow_opened(opened: OpenedFlow) -> structs.FlowOpened:
    """A new flow with its masked contacts."""
    return structs.FlowOpened(
        flow=opened.handle,
        contacts=masked_contacts(opened.contacts),
        audience=opened.audience.value,
        ends_at=opened.ends_at,
        now=opened.now,
    )


def guide_tables(revision: int, tables: Iterable[GuideTable], now: datetime) -> structs.GuideTables:
    """The learnt tables."""
    its = tuple(structs.GuideTable(checklist=table.checklist, text=table.text) for table in tables)
    return structs.GuideTables(revision=revision, tables=its, now=now)


def masked_contacts(masked: Iterable[MaskedContact]) -> tuple[structs.Contact, ...]:
    """Contacts, which are masked already."""
    return tuple(structs.Contact(id=its.id, kind=its.kind.value, mask=its.mask) for its in masked)


def signed_in(its: SignedIn) -> structs.SignedIn:
    """A new session."""
    return structs.SignedIn(session=its.token, ends_at=its.ends_at, now=its.now)


def known_device(its: KnownDevice) -> structs.DeviceKnown:
    """A computer that is known from now on."""
    return structs.DeviceKnown(device_token=its.token, now=its.now)


def channel(word: str | None) -> Channel | None:
    """The way that somebody asks for.

    Raises:
        Refused: BAD_REQUEST for a word that is none.
    """
    try:
        return None if word is None else Channel(word)
    except ValueError:
        raise Refused(Failure.BAD_REQUEST) from None


def code_sent(asked: AskedCode) -> structs.CodeSent:
    """A request for a code."""
    return structs.CodeSent(
        number=asked.number,
        tag=asked.tag,
        channel=asked.channel.value,
        asked_at=asked.now,
        ends_at=asked.ends_at,
        next_at=asked.allowance.next_at,
        left=asked.allowance.left,
        most=asked.allowance.most,
        limit=asked.allowance.scope.value,
        now=asked.now,
    )


def flow_status(status: FlowStatus) -> structs.FlowStatus:
    """Where a flow stands."""
    return structs.FlowStatus(
        asked=status.asked,
        proven=status.proven,
        next_at=status.allowance.next_at,
        left=status.allowance.left,
        most=status.allowance.most,
        limit=status.allowance.scope.value,
        evidence=tuple(_evidence(its) for its in status.evidence),
        contacts=masked_contacts(status.contacts),
        code=_newest_code(status.code) if status.code else None,
        audience=status.audience.value,
        now=status.now,
    )


def _newest_code(code: NewestCode) -> structs.NewestCode:
    return structs.NewestCode(
        contact=code.contact_id,
        tag=code.tag,
        channel=code.channel.value,
        asked_at=code.asked_at,
        ends_at=code.ends_at,
    )


def _evidence(its: Evidence) -> structs.Evidence:
    reason = its.reason.value if its.reason else None
    return structs.Evidence(id=its.id, value=its.value, disclosure=its.disclosure.value, reason=reason)


def recovered(consequences: Consequences) -> structs.Recovered:
    """What came with the new password."""
    return structs.Recovered(
        sessions_ended=consequences.sessions_ended,
        contacts_told=consequences.contacts_told,
        removal_held_until=consequences.removal_held_until,
        now=consequences.at,
    )


def scenarios(known: Iterable[Scenario], good_days: Iterable[Scenario]) -> practice.Scenarios:
    """The stories, without their causes."""
    return practice.Scenarios(scenarios=_listed(known), good_days=_listed(good_days))


def _listed(known: Iterable[Scenario]) -> tuple[practice.Scenario, ...]:
    return tuple(practice.Scenario(id=its.id, context=its.context.value, audience=its.audience.value) for its in known)


def person(started: Started) -> practice.Person:
    """The person to play."""
    its = started.scenario.person
    contacts = tuple(
        practice.PersonContact(kind=own.kind.value, value=value)
        for own in started.scenario.all_contacts
        for value in own.known
    )
    return practice.Person(
        scenario=started.scenario.id,
        name=its.name,
        account_name=its.account_name,
        other_account=started.scenario.other_account.account_name if started.scenario.other_account else None,
        contacts=contacts,
        device_token=started.device_token,
        password=started.password,
        now=started.now,
    )


def world(view: View) -> practice.World:
    """What the person can see."""
    its = view.world
    return practice.World(
        now=view.now,
        phones=tuple(_phone(view, its, phone) for phone in its.phones) if its else (),
        mailboxes=tuple(_mailbox(view, its, mailbox) for mailbox in its.mailboxes) if its else (),
    )


def _phone(view: View, its: World, phone: Phone) -> practice.Phone:
    return practice.Phone(
        number=phone.number,
        messages=tuple(_text_message(view, parcel) for parcel in _readable(view, its.on_phone(phone))),
        calls=tuple(_call(view, parcel) for parcel in _readable(view, its.calls_on(phone))),
        switches=_switches(phone_switches(phone)),
    )


def _text_message(view: View, parcel: Parcel) -> practice.TextMessage:
    letter = view.letters[parcel.message]
    return practice.TextMessage(id=letter.id, at=parcel.at, sender=letter.sender, text=letter.text)


def _call(view: View, parcel: Parcel) -> practice.VoiceCall:
    letter, ringing = view.letters[parcel.message], is_ringing(parcel, view.now)
    return practice.VoiceCall(id=letter.id, at=parcel.at, caller=letter.sender, text=letter.text, ringing=ringing)


def _mailbox(view: View, its: World, mailbox: Mailbox) -> practice.Mailbox:
    """A mailbox to which nobody is signed in shows no folders."""
    return practice.Mailbox(
        id=mailbox.id,
        address=mailbox.address,
        open=mailbox.open,
        folders=tuple(_folder(view, its, mailbox, place) for place in FOLDERS) if mailbox.open else (),
        switches=_switches(mailbox_switches(mailbox)),
    )


def _folder(view: View, its: World, mailbox: Mailbox, place: Place) -> practice.Folder:
    parcels = _readable(view, its.in_folder(mailbox, place))
    return practice.Folder(id=place.value, mails=tuple(_mail(view, parcel) for parcel in parcels))


def _mail(view: View, parcel: Parcel) -> practice.Mail:
    letter = view.letters[parcel.message]
    return practice.Mail(
        id=letter.id,
        at=parcel.at,
        sender_name=letter.sender_name,
        sender=letter.sender,
        subject=letter.subject,
        text=letter.text,
    )


def _readable(view: View, parcels: Iterable[Parcel]) -> Iterable[Parcel]:
    return (parcel for parcel in parcels if parcel.message in view.letters)


def _switches(switches: Iterable[tuple[str, bool]]) -> tuple[practice.Switch, ...]:
    return tuple(practice.Switch(id=switch, on=on) for switch, on in switches)
