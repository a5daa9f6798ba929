"""Makes accounts out of what somebody wrote down: names and contacts brought to their one spelling."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from secinfo_desktop.backend.services.codes import ID_BYTES
from secinfo_desktop.backend.services.names import kept_name, normalised_name
from secinfo_desktop.backend.services.ports import PasswordHasher
from secinfo_desktop.backend.services.records import Account, Contact, NewAccount
from secinfo_desktop.domain import contacts, passwords
from secinfo_desktop.domain.contacts import ContactKind


@dataclass(frozen=True)
class NewPerson:
    """An account as somebody wrote it down."""

    name: str = field(repr=False)
    contacts: tuple[tuple[ContactKind, str], ...] = field(repr=False)
    password: str | None = field(default=None, repr=False)
    signed_in_on: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    """Further names to sign in with (B8): addresses, numbers, or plain ones."""


def new_account(
    person: NewPerson, region: str, now: datetime, random: Random, hasher: PasswordHasher | None = None
) -> NewAccount:
    """The account to add. Its password, if there is one, is taken as it is: it was chosen elsewhere.

    Raises:
        ContactError: no code could be sent to one of the contacts.
    """
    its_contacts = tuple(
        Contact(random.randbytes(ID_BYTES).hex(), kind, contacts.normalise(kind, value, region))
        for kind, value in person.contacts
    )
    account = Account(random.randbytes(ID_BYTES).hex(), normalised_name(person.name), its_contacts)
    hashed = hasher.hash(passwords.normalise(person.password)) if hasher and person.password else None
    names = tuple(kept_name(name, region) for name in person.names)
    return NewAccount(account, now, hashed, person.signed_in_on, names=names)
