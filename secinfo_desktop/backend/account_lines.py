"""Gives a service accounts: one JSON object a line, so that any directory can be turned into them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from secrets import SystemRandom
from typing import TextIO

import msgspec

from secinfo_desktop.backend.clock import Clock, system_time
from secinfo_desktop.backend.service import keys_for, load_pack, open_for
from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.hashing import Argon2Hasher
from secinfo_desktop.backend.services.ports import AccountExists, Accounts, PasswordHasher
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.domain.contacts import ContactError, ContactKind


class ContactLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A contact in a line."""

    kind: ContactKind
    value: str

    def __repr__(self) -> str:
        """Without the value."""
        return f"ContactLine(kind={self.kind!r})"


class AccountLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line: name and contacts, oldest first; ``signed_in_on`` names devices that are signed in."""

    name: str
    contacts: tuple[ContactLine, ...]
    password: str | None = None
    signed_in_on: tuple[str, ...] = ()
    sign_in_names: tuple[str, ...] = ()
    """Further names to sign in with; their owner can turn each of them off."""

    def __repr__(self) -> str:
        """Without anything personal."""
        return "AccountLine()"


@dataclass(frozen=True)
class Adding:
    """What accounts are made with."""

    region: str
    clock: Clock
    random: Random
    hasher: PasswordHasher


def add_accounts(settings: Settings, lines: Iterable[str], stdout: TextIO, stderr: TextIO) -> int:
    """Add an account for each line. A line that can't be taken is named on ``stderr`` and the others are added.

    Says ``{"added": N}`` at the end. Returns 0 if every line was taken, else 1.

    Raises:
        SettingsError: the provider's pack or the data folder can't be used.
    """
    pack, random = load_pack(settings.provider), SystemRandom()
    adding = Adding(pack.region, system_time, random, Argon2Hasher())
    store = open_for(settings)
    try:
        store = store.sealed_by(keys_for(settings, store, random, pack).seal)
        problems = [_add(store.accounts, adding, line) for line in lines if line.strip()]
    finally:
        store.close()
    stderr.writelines(f"line {place}: {problem}\n" for place, problem in enumerate(problems, 1) if problem)
    stdout.write(json.dumps({"added": problems.count(None)}) + "\n")
    return 1 if any(problems) else 0


def _add(accounts: Accounts, adding: Adding, line: str) -> str | None:
    """Add one account; returns what is wrong with its line, without what stands in it."""
    try:
        read = msgspec.json.decode(line, type=AccountLine)
        contacts = tuple((contact.kind, contact.value) for contact in read.contacts)
        person = NewPerson(read.name, contacts, read.password, read.signed_in_on, read.sign_in_names)
        new = new_account(person, adding.region, adding.clock(), adding.random, adding.hasher)
        accounts.add(new, AuditEvent(AuditKind.ACCOUNT_ADDED, new.added_at, new.account.id))
    except msgspec.DecodeError as error:
        return f"not an account ({error})"
    except ContactError as error:
        return f"contact can't be used ({error.failure})"
    except AccountExists:
        return "this name is there already"
    return None
