"""The contacts that a flow offers, masked: an account's own, or the decoy's of a name that nobody has (T6, R17)."""

from collections.abc import Iterable
from dataclasses import replace

from secinfo_desktop.backend.services.decoys import Decoys
from secinfo_desktop.backend.services.ports import Accounts, CodeKeys
from secinfo_desktop.backend.services.records import Account, Contact, Flow
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.domain.contacts import Channel, MaskedContact
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import SessionPurpose


class Offered:
    """Knows what is offered in a flow. Where there are decoys, one is drawn for every flow: all take as long."""

    def __init__(self, accounts: Accounts, keys: CodeKeys, channels: frozenset[Channel], decoys: Decoys | None) -> None:
        self._accounts = accounts
        self._keys = keys
        self._channels = channels
        self._decoys = decoys

    def account(self, flow: Flow) -> Account:
        """The account of a flow, or its decoy.

        Raises:
            Refused: FLOW_ENDED if it is no longer there.
        """
        account = self._accounts.with_id(flow.account_id)
        if account is None:
            raise Refused(Failure.FLOW_ENDED)
        if flow.session_id is not None:
            return replace(account, contacts=self._aim(flow))
        return self._decoy_or(flow, account)

    def _aim(self, flow: Flow) -> tuple[Contact, ...]:
        """The one contact of a signed-in person's flow; one that does not count gets codes to verify it alone (B7)."""
        contact = self._accounts.contact(flow.aim or "")
        may = contact and not contact.is_gone and (contact.counts or flow.purpose == SessionPurpose.VERIFY)
        return (contact,) if contact and may else ()

    def _decoy_or(self, flow: Flow, account: Account) -> Account:
        """The decoy of a flow for a name that nobody has, as it was when the flow was opened; else the account."""
        if self._decoys is None:
            return account
        drawn = self._decoys.account(flow.decoy or flow.id, flow.opened_at)
        return drawn if flow.decoy else account

    def reachable(self, flow: Flow, account: Account) -> Iterable[Contact]:
        """The contacts that this service has a way to."""
        its = account if flow.session_id else self._decoy_or(flow, account)
        wanted = (contact for contact in its.contacts if contact.for_recovery or flow.session_id)
        return (contact for contact in wanted if contact.channel in self._channels)

    def masked(self, flow: Flow, account: Account) -> tuple[MaskedContact, ...]:
        """The contacts as the caller may see them."""
        reachable = self.reachable(flow, account)
        return tuple(replace(contact.masked(), id=self.shown_id(flow, contact)) for contact in reachable)

    def shown_id(self, flow: Flow, contact: Contact) -> str:
        """The id under which a contact is offered."""
        if self._decoys is None:
            return contact.id
        drawn = self._decoys.shown_id(flow.decoy or flow.id, contact, flow.opened_at)
        return drawn if flow.decoy else contact.id

    def destination(self, flow: Flow, contact: Contact) -> str:
        """What sends to a contact are counted under."""
        own = self._keys.digest(contact.value)
        if self._decoys is None:
            return own
        drawn = self._decoys.destination(flow.decoy or flow.id, contact, flow.opened_at)
        return drawn if flow.decoy else own

    def find(self, flow: Flow, contact_id: str) -> Contact:
        """The contact that is offered under an id.

        Raises:
            Refused: UNKNOWN_CONTACT, FLOW_ENDED.
        """
        its = self.reachable(flow, self.account(flow))
        contact = next((each for each in its if self.shown_id(flow, each) == contact_id), None)
        if contact is None:
            raise Refused(Failure.UNKNOWN_CONTACT)
        return contact
