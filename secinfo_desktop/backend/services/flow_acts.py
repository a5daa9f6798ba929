"""What codes of people who are signed in do: the second step of a sign-in, fresh proof, and contacts that count."""

from dataclasses import dataclass, replace
from datetime import timedelta

from secinfo_desktop.backend.services.account_state import AccountState, Changed, KeptContact
from secinfo_desktop.backend.services.audit import AuditKind, Auditor
from secinfo_desktop.backend.services.gate import PAST_CODE, WHOEVER, Inside, Needs, refuse
from secinfo_desktop.backend.services.records import MessageKind
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.telling import Telling
from secinfo_desktop.domain.contact_rules import hold_problem, is_old, old_contact_problem
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Area, ContactState, ContactUse, SessionStage


@dataclass(frozen=True)
class SignInAct:
    """The code after the password: the session is open from then on."""

    audit: Auditor
    needs: Needs = WHOEVER

    def may_aim(self, inside: Inside, contact: KeptContact, /) -> bool:
        """To a contact that is used for it. A session that needs no code asks for none."""
        if inside.stage is not SessionStage.CODE:
            raise Refused(Failure.BAD_REQUEST)
        return contact.id in {its.id for its in for_sign_in(inside.account)}

    def use(self, inside: Inside, contact: KeptContact, peer: str | None, /) -> Changed:
        """Open the session; the code is fresh proof, and shows that codes arrive."""
        session = replace(inside.session, stage=SessionStage.OPEN, proven_at=inside.now)
        event = self.audit.event(AuditKind.CODE_STEP_DONE, inside.account.id, peer)
        return Changed(works(inside.account.with_session(session), contact, inside), events=(event,))


@dataclass(frozen=True)
class ProveAct:
    """Fresh proof before a change (R16)."""

    audit: Auditor
    waiting: timedelta
    """For how long a contact has to have counted, so that its code decides on others (B9)."""
    needs: Needs = PAST_CODE

    def may_aim(self, _inside: Inside, contact: KeptContact, /) -> bool:
        """To any contact that counts."""
        return contact.counts

    def use(self, inside: Inside, contact: KeptContact, peer: str | None, /) -> Changed:
        """The session is fresh for a while; if the contact is old, also to remove one."""
        session, now = replace(inside.session, proven_at=inside.now), inside.now
        if is_old(contact.counts_since, inside.account.added_at, self.waiting, now):
            session = replace(session, old_contact_at=now)
        event = self.audit.event(AuditKind.PROOF_GIVEN, inside.account.id, peer, "code")
        return Changed(works(inside.account.with_session(session), contact, inside), events=(event,))


@dataclass(frozen=True)
class VerifyAct:
    """A contact counts from now on (B7), or is shown to work still (B23). No fresh proof: it may be just added."""

    audit: Auditor
    telling: Telling
    needs: Needs = PAST_CODE

    def may_aim(self, _inside: Inside, _contact: KeptContact, /) -> bool:
        """To any contact that is there."""
        return True

    def use(self, inside: Inside, contact: KeptContact, peer: str | None, /) -> Changed:
        """Add it, in place of another one if it was meant so, and tell everybody; or just keep that it works."""
        if inside.account.state_of(contact, inside.now) is ContactState.UNPROVEN:
            return self._counts(inside, contact, peer)
        event = self.audit.event(AuditKind.CONTACT_VERIFIED, inside.account.id, peer, contact.contact.kind)
        return Changed(works(inside.account, contact, inside), events=(event,))

    def _counts(self, inside: Inside, contact: KeptContact, peer: str | None) -> Changed:
        inside.refuse_frozen(Area.SECURITY_INFO)
        before, old = inside.account, self._goes(inside, contact)
        event = self.audit.event(AuditKind.CONTACT_PROVEN, before.id, peer, contact.contact.kind)
        uses = old.uses if old else contact.uses
        after = works(before, replace(contact, replaces=None, uses=uses), inside)
        if old is None:
            told = self.telling.everybody(MessageKind.CONTACT_ADDED, before, after, inside.now)
            return Changed(after, told, (event,))
        after = after.with_contact(replace(old, removed_at=inside.now))
        kind = MessageKind.CONTACT_REPLACED if old.counts else MessageKind.CONTACT_ADDED
        removed = self.audit.event(AuditKind.CONTACT_REMOVED, before.id, peer, old.contact.kind)
        return Changed(after, self.telling.everybody(kind, before, after, inside.now), (event, removed))

    @staticmethod
    def _goes(inside: Inside, contact: KeptContact) -> KeptContact | None:
        """The contact that goes with it; after a recovery it stays beside the new one while it is held (rule 7).

        Raises:
            Refused: OLD_CONTACT_NEEDED; the code that was given back can be used once that is there.
        """
        old = inside.account.contact(contact.replaces) if contact.replaces else None
        standing = next((its for its in inside.account.standings(inside.now) if old and its.id == old.id), None)
        if standing is None or hold_problem(standing, inside.account.removal_held_until, inside.now):
            return None
        refuse(old_contact_problem(standing, by_old_contact=inside.by_old_contact), inside.now)
        return old


def for_sign_in(account: AccountState) -> tuple[KeptContact, ...]:
    """The contacts for codes after the password; all that count, if none was chosen for it."""
    chosen = tuple(its for its in account.counting if ContactUse.SIGN_IN in its.uses)
    return chosen or account.counting


def works(account: AccountState, contact: KeptContact, inside: Inside) -> AccountState:
    """The account after a code to that contact was given back: it works, and nobody need ask whether codes arrive."""
    proven = replace(contact, proven_at=inside.now)
    if contact.replacement_id is not None:
        return account.with_contact(proven)  # it begins to count with the replacement
    counting = replace(proven, counts_since=contact.counts_since or inside.now)
    return account.with_contact(counting).verified(inside.now)
