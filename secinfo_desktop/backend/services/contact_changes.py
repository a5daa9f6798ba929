"""Contacts and the ways to sign in of a signed-in person: added, updated, removed, used, turned on and off (B6-B10)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from secinfo_desktop.backend.services import codes
from secinfo_desktop.backend.services.account_state import AccountState, Changed, KeptContact
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.gate import Gate, Inside, Needs, refuse
from secinfo_desktop.backend.services.names import OWN_NAME
from secinfo_desktop.backend.services.records import Contact, Flow, MessageKind
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.security_overview import shown_contact
from secinfo_desktop.backend.services.telling import Telling
from secinfo_desktop.domain import contact_rules, contacts
from secinfo_desktop.domain.contacts import ContactError, ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area, ContactUse, SecurityContact, SessionStage
from secinfo_desktop.domain.security_policy import SecondStep, SecurityRules

OF_INFO = Needs(fresh=True, area=Area.SECURITY_INFO)
TO_ADD = replace(OF_INFO, stages=frozenset({SessionStage.OPEN, SessionStage.VERIFY}))
"""Who can't receive a code any more may add something new first (B23)."""
OF_SIGN_IN = Needs(fresh=True, area=Area.SIGN_IN_OPTIONS)


@dataclass(frozen=True)
class Tools:
    """What contacts are changed with."""

    gate: Gate
    telling: Telling
    random: Random
    audit: Auditor
    region: str
    on_queued: Callable[[], None]


class ContactChanges:
    """Changes of contacts and sign-in options at one service."""

    def __init__(self, tools: Tools) -> None:
        self._its = tools

    @property
    def _rules(self) -> SecurityRules:
        return self._its.gate.rules

    def add(
        self, token: str, kind: str, typed: str, replaces: str | None = None, *, peer: str | None = None
    ) -> tuple[SecurityContact, datetime]:
        """Add a contact. It counts for nothing until a code sent to it is given back (B7), and nobody is told before.

        Raises:
            Refused: what the gate refuses, NUMBER_INVALID, ADDRESS_INVALID, CONTACT_THERE, TOO_MANY_CONTACTS,
                UNKNOWN_CONTACT, REMOVAL_HELD, OLD_CONTACT_NEEDED; BAD_REQUEST for a kind that there is not, or one
                without a way to it.
        """
        self._its.gate.look(token, TO_ADD, peer=peer)  # who is not in hears nothing of what was typed
        contact = self._contact(kind, typed)
        added: list[KeptContact] = []

        def decide(inside: Inside, _: Flow | None) -> Changed:
            state, now = inside.account, inside.now
            if any(its.contact.value == contact.value for its in state.contacts if its.removed_at is None):
                raise Refused(Failure.CONTACT_THERE)
            standings, held_until = state.standings(now), state.removal_held_until
            old = inside.by_old_contact
            refuse(
                contact_rules.add_problem(standings, replaces, self._rules, held_until, now, by_old_contact=old), now
            )
            added[:] = [KeptContact(contact, now, replaces=replaces)]
            event = self._its.audit.event(AuditKind.CONTACT_ADDED, state.id, peer, contact.kind)
            return Changed(state.with_contact(added[0]), events=(event,))

        inside = self._its.gate.change(token, TO_ADD, decide, peer=peer)
        return shown_contact(inside.account, added[0], self._rules, inside.now), inside.now

    def remove(self, token: str, contact_id: str, *, peer: str | None = None) -> datetime:
        """Remove a contact; everybody is told, and so is that one. No code that was sent to it leads in any more.

        Raises:
            Refused: what the gate refuses, UNKNOWN_CONTACT, ADD_ONE_FIRST (B10), REMOVAL_HELD (rule 7),
                OLD_CONTACT_NEEDED (B9).
        """

        def decide(inside: Inside, _: Flow | None) -> Changed:
            state, now = inside.account, inside.now
            standings, asks = state.standings(now), self._asks_for_code(state)
            refuse(
                contact_rules.removal_problem(
                    standings,
                    contact_id,
                    self._rules,
                    state.removal_held_until,
                    now,
                    asks_for_code=asks,
                    by_old_contact=inside.by_old_contact,
                ),
                now,
            )
            old = _found(state, contact_id)
            after = state.with_contact(replace(old, removed_at=now))
            event = self._its.audit.event(AuditKind.CONTACT_REMOVED, state.id, peer, old.contact.kind)
            told = self._its.telling.everybody(MessageKind.CONTACT_REMOVED, state, after, now) if old.counts else ()
            return Changed(after, told, (event,))

        return self._change(token, OF_INFO, decide, peer)

    def use(self, token: str, contact_id: str, uses: frozenset[ContactUse], *, peer: str | None = None) -> datetime:
        """Choose what a contact is used for; notices go to it anyway.

        Raises:
            Refused: what the gate refuses, UNKNOWN_CONTACT, ADD_ONE_FIRST; OLD_CONTACT_NEEDED to take a use away.
        """

        def decide(inside: Inside, _: Flow | None) -> Changed:
            state, asks = inside.account, self._asks_for_code(inside.account)
            standings, old = state.standings(inside.now), inside.by_old_contact
            problem = contact_rules.uses_problem(
                standings, contact_id, uses, self._rules, asks_for_code=asks, by_old_contact=old
            )
            refuse(problem, inside.now)
            contact = _found(state, contact_id)
            after = state.with_contact(replace(contact, uses=uses))
            return self._settings(AuditKind.CONTACT_USED, inside, after, peer, "+".join(sorted(uses)))

        return self._change(token, OF_INFO, decide, peer)

    def switch_option(self, token: str, option_id: str, *, on: bool, peer: str | None = None) -> datetime:
        """Turn signing in with a name on or off (B8).

        Raises:
            Refused: what the gate refuses, UNKNOWN_OPTION, LAST_OPTION.
        """

        def decide(inside: Inside, _: Flow | None) -> Changed:
            state = inside.account
            wanted = state.id if option_id == OWN_NAME else option_id
            refuse(
                contact_rules.option_problem([(its.id, its.is_on) for its in state.names], wanted, on=on), inside.now
            )
            names = tuple(replace(its, is_on=on) if its.id == wanted else its for its in state.names)
            after = replace(state, names=names)
            return self._settings(AuditKind.OPTION_SWITCHED, inside, after, peer, "on" if on else "off")

        return self._change(token, OF_SIGN_IN, decide, peer)

    def choose_second_step(self, token: str, *, on: bool, peer: str | None = None) -> datetime:
        """Ask for a code after the password from the next sign-in on, or no longer.

        Raises:
            Refused: what the gate refuses, ADD_ONE_FIRST; BAD_REQUEST where the policy leaves nothing to choose;
                OLD_CONTACT_NEEDED to ask for one: else whoever knows the password could make a recovery ask for
                two proofs of an owner who has one.
        """
        if self._rules.second_step is not SecondStep.CHOSEN:
            raise Refused(Failure.BAD_REQUEST)

        def decide(inside: Inside, _: Flow | None) -> Changed:
            state = inside.account
            refuse(contact_rules.second_step_problem(state.standings(inside.now), on=on), inside.now)
            if on and not inside.by_old_contact:
                raise Refused(Failure.OLD_CONTACT_NEEDED)
            after = replace(state, second_step=on)
            return self._settings(AuditKind.SECOND_STEP_CHOSEN, inside, after, peer, "on" if on else "off")

        return self._change(token, OF_SIGN_IN, decide, peer)

    def _change(
        self, token: str, needs: Needs, decide: Callable[[Inside, Flow | None], Changed], peer: str | None
    ) -> datetime:
        inside = self._its.gate.change(token, needs, decide, peer=peer)
        self._its.on_queued()
        return inside.now

    def _settings(self, kind: AuditKind, inside: Inside, after: AccountState, peer: str | None, detail: str) -> Changed:
        """A change of how one signs in, of which everybody is told; nothing if it was like that before."""
        before = inside.account
        if after == before:
            return Changed(before)
        told = self._its.telling.everybody(MessageKind.SETTINGS_CHANGED, before, after, inside.now)
        return Changed(after, told, (self._its.audit.event(kind, before.id, peer, detail),))

    def _asks_for_code(self, state: AccountState) -> bool:
        return self._rules.asks_for_code(state.second_step)

    def _contact(self, kind: str, typed: str) -> Contact:
        """The one spelling of what was typed."""
        try:
            its_kind = ContactKind(kind)
            value = contacts.normalise(its_kind, typed, self._its.region)
        except ContactError as error:
            raise Refused(error.failure) from None
        except ValueError:
            raise Refused(Failure.BAD_REQUEST) from None
        contact = Contact(self._its.random.randbytes(codes.ID_BYTES).hex(), its_kind, value, counts=False)
        if not self._its.telling.goes_to(contact):
            raise Refused(Failure.BAD_REQUEST)
        return contact


def _found(state: AccountState, contact_id: str) -> KeptContact:
    contact = state.contact(contact_id)
    if contact is None:
        raise Refused(Failure.UNKNOWN_CONTACT)
    return contact
