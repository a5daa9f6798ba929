"""A service in memory, at the ports of ``recovery``: what a test of flow, window or terminal stands on.

It keeps the rules that people can see (limits, lives and guesses of codes, passwords) with the functions of ``domain``,
and obeys a script beyond that: what contacts there are, which codes come, what fails next. The suite
``tests/client/account_contract.py`` holds it to what the real client and service do.

    accounts = FakeAccounts()
    account = accounts.account("practice")
    account.open(account.name, Purpose.RECOVER)
    account.send_code("phone", "+49 1512 3456742")
    account.give_code(accounts.newest_code())
    account.fail_next("standing", Failure.UNREACHABLE)
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from secinfo_desktop import resources
from secinfo_desktop.domain import code_text, codes, consequences, contacts, limits, masks, passwords, providers
from secinfo_desktop.domain.codes import CodeState, IssuedCode
from secinfo_desktop.domain.consequences import Consequences
from secinfo_desktop.domain.contacts import Channel, ContactError, ContactKind, MaskedContact
from secinfo_desktop.domain.disclosure import Disclosure
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.proofs import Method, is_enough, of_contact
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.live_help import CAPABILITY, LiveHelp
from secinfo_desktop.recovery.ports import (
    AccountChoice,
    AccountKind,
    CodeSent,
    Fact,
    FlowAtService,
    Purpose,
    RefusedError,
    Standing,
)
from tests.helpers.clock import FrozenClock
from tests.helpers.fake_live_help import FakeLiveHelp
from tests.helpers.fake_practice import ADDRESS, NAME, NUMBER, STORIES, FakePractice, HiddenCause

ORGANISATION = AccountChoice("example", AccountKind.ORGANISATION, "Example Organisation")
PRACTICE = AccountChoice("practice", AccountKind.PRACTICE, "practice")
MICROSOFT = AccountChoice("microsoft", AccountKind.BY_HAND, "Microsoft account")
COMMON_PASSWORDS = frozenset({"correcthorsebattery"})


@dataclass(frozen=True)
class FakeContact:
    """A contact as the service knows it; ``value`` is normalised."""

    id: str
    kind: ContactKind
    value: str

    @property
    def masked(self) -> MaskedContact:
        """What everybody sees."""
        return MaskedContact(self.id, self.kind, masks.mask(self.kind, self.value))


@dataclass(frozen=True)
class Delivery:
    """A code that left the service: none does where the typed contact was wrong."""

    contact: FakeContact
    code: str
    tag: str
    at: datetime
    channel: Channel


@dataclass
class _Flow:
    """What the service keeps of one recovery flow; ``issued`` holds each code with its contact, oldest first."""

    purpose: Purpose
    issued: list[tuple[IssuedCode, FakeContact]] = field(default_factory=list)
    typed_right: dict[str, bool] = field(default_factory=dict)
    contact: FakeContact | None = None
    channel: Channel | None = None
    asked: int = 0
    guesses: int = 0
    is_proven: bool = False
    first_proof: Method | None = None


PHONE = FakeContact("phone", ContactKind.PHONE, NUMBER)
EMAIL = FakeContact("email", ContactKind.EMAIL, ADDRESS)


def example_pack() -> ProviderPack:
    """The pack that practice runs with."""
    return pack_of("example-organisation")


def pack_of(name: str) -> ProviderPack:
    """A pack that is shipped."""
    return providers.parse(resources.text(f"providers/{name}.toml"))


def codes_in_order() -> Iterator[str]:
    """The codes 100001, 100002 and so on."""
    return (f"{number}" for number in count(100_001))


def tags_in_order() -> Iterator[str]:
    """The tags AA, AB and so on."""
    letters = codes.TAG_LETTERS
    return (first + second for first in letters for second in letters)


class FakeAccount:
    """An account of this service.

    ``facts`` is what ``standing`` tells, to whom ``audience`` says; ``calls`` names every call in its order;
    ``deliver`` is given each code that leaves.
    """

    def __init__(
        self,
        clock: FrozenClock,
        name: str = NAME,
        own_contacts: Sequence[FakeContact] = (PHONE, EMAIL),
        deliver: Callable[[Delivery], None] = lambda _: None,
    ) -> None:
        self.name, self.contacts, self.clock, self.deliver = name, tuple(own_contacts), clock, deliver
        self.pack = example_pack()
        self.capabilities = frozenset({"replace_info", "voice_call"})
        self.needs_two = False
        """The account has a second step."""
        self.recovery_code: str | None = None
        self.next_code, self.next_tag = codes_in_order(), tags_in_order()
        self.audience = Disclosure.PUBLIC
        self.facts: tuple[Fact, ...] = ()
        self.calls: list[str] = []
        self._failures: dict[str, list[RefusedError]] = {}
        self._codes: dict[str, str] = {}
        self.start_afresh()

        self.help: FakeLiveHelp | None = None
        """The helpdesk behind it."""
        self._is_shared = False

    def fail_next(self, call: str, failure: Failure, retry_at: datetime | None = None) -> None:
        """Make the next call of that name be refused; said twice, the next two."""
        self._failures.setdefault(call, []).append(RefusedError(failure, retry_at))

    def start_afresh(self) -> None:
        """No flow, and nothing asked for yet."""
        self._flow: _Flow | None = None
        self._case = ""
        self._sends: list[tuple[str, datetime]] = []

    def end_flow(self) -> None:
        """The service has forgotten the flow (it ended, or the service was set up anew)."""
        self._flow = None

    def now(self) -> datetime:
        """The service's time."""
        return self.clock()

    def has_helpdesk(self, helpdesk: FakeLiveHelp | None = None) -> FakeLiveHelp:
        """There is a helpdesk from now on."""
        self.help = helpdesk or FakeLiveHelp(self.clock)
        self.capabilities |= {CAPABILITY}
        return self.help

    def live_help(self) -> LiveHelp | None:
        """The helpdesk behind it, for a flow that is open, or one that was shared and has ended."""
        self._is_shared = self._is_shared or self._flow is not None
        return self.help if self._is_shared else None

    def open(self, account_name: str, purpose: Purpose, case_id: str = "") -> tuple[MaskedContact, ...]:
        """Starts a flow of its own; forgets an earlier one."""
        self._begin("open")
        self._flow, self._case = None, case_id
        if account_name.strip().casefold() != self.name.casefold():
            raise RefusedError(Failure.UNKNOWN_ACCOUNT)
        self._flow = _Flow(purpose)
        return tuple(contact.masked for contact in self.contacts)

    def resume(self, case_id: str) -> FlowAtService:
        """Goes on with the flow, if it was opened for this case and lives."""
        self._begin("resume")
        if not case_id or case_id != self._case:
            raise RefusedError(Failure.FLOW_ENDED)
        flow = self._open_flow()
        masked = tuple(contact.masked for contact in self.contacts)
        if not flow.issued or flow.contact is None:
            return FlowAtService(masked, None, None, flow.is_proven, self.audience, flow.first_proof)
        issued, after = flow.issued[-1][0], self._allowance(flow.contact)
        sent = CodeSent(
            flow.asked,
            issued.tag,
            flow.channel or flow.contact.masked.channel,
            self._sends[-1][1],
            issued.ends_at,
            after.next_at,
            after.left,
            after.most,
        )
        return FlowAtService(masked, flow.contact.id, sent, flow.is_proven, self.audience, flow.first_proof)

    def send_code(self, contact_id: str, typed: str | None, channel: Channel | None = None) -> CodeSent:
        """Sends a code where the typed contact is right; the answer is the same where it is wrong (rule 4)."""
        self._begin("send_code")
        flow, now = self._open_flow(), self.clock()
        contact = next((contact for contact in self.contacts if contact.id == contact_id), None)
        if contact is None:
            raise RefusedError(Failure.UNKNOWN_CONTACT)
        way = channel or contact.masked.channel
        if not contacts.goes_by(contact.kind, way):
            raise RefusedError(Failure.BAD_REQUEST)
        right = flow.typed_right.get(contact_id) if typed is None else self._is_right(contact, typed)
        if right is None:
            raise RefusedError(Failure.BAD_REQUEST)
        before = self._allowance(contact)
        if before.next_at > now:
            raise RefusedError(Failure.TOO_SOON, before.next_at)
        flow.typed_right[contact_id], flow.contact, flow.asked = right, contact, flow.asked + 1
        flow.channel = way
        self._sends.append((contact.id, now))
        return self._send(flow, contact, way, now)

    def _is_right(self, contact: FakeContact, typed: str) -> bool:
        try:
            value = contacts.normalise(contact.kind, typed, self.pack.region)
        except ContactError as error:
            raise RefusedError(error.failure) from None
        if masks.contradicts(contact.masked.mask, contact.kind, value):
            raise RefusedError(Failure.CONTRADICTS_MASK)
        return value == contact.value

    def _send(self, flow: _Flow, contact: FakeContact, way: Channel, now: datetime) -> CodeSent:
        same = [code for code, where in flow.issued if where == contact]
        code = codes.to_repeat(same, now) or self._issue(flow, contact, now)
        if flow.typed_right[contact.id]:
            self.deliver(Delivery(contact, self._codes[code.id], code.tag, now, way))
        after = self._allowance(contact)
        return CodeSent(flow.asked, code.tag, way, now, code.ends_at, after.next_at, after.left, after.most)

    def _issue(self, flow: _Flow, contact: FakeContact, now: datetime) -> IssuedCode:
        life = self.pack.code_life[contact.masked.channel]
        issued = IssuedCode(f"{len(self._codes)}", next(self.next_tag), "key", now, now + life)
        self._codes[issued.id] = next(self.next_code)
        flow.issued.append((issued, contact))
        return issued

    def standing(self) -> Standing:
        """Limits and the scripted facts."""
        self._begin("standing")
        flow = self._open_flow()
        allowance = self._allowance(flow.contact)
        return Standing(allowance.next_at, allowance.left, allowance.most, flow.is_proven, self.facts)

    def give_recovery_code(self, code: str) -> bool:
        """Takes the one code that it has; a guess is one of the flow's."""
        self._begin("give_recovery_code")
        flow = self._open_flow(guesses_needed=False)
        flow.guesses += 1
        if flow.guesses > codes.MOST_GUESSES:
            raise RefusedError(Failure.TOO_MANY_GUESSES)
        if code != self.recovery_code:
            raise RefusedError(Failure.RECOVERY_CODE_WRONG)
        self.recovery_code = None
        return self._prove(flow, Method.RECOVERY_CODE)

    def _prove(self, flow: _Flow, method: Method) -> bool:
        flow.is_proven = is_enough(method, flow.first_proof, needs_two=self.needs_two)
        flow.first_proof = flow.first_proof or method
        return not flow.is_proven

    def give_code(self, code: str) -> bool:
        """Counts first, then compares (security rule 5)."""
        self._begin("give_code")
        if (code_given := code_text.code_in(code)) is None:
            raise RefusedError(Failure.NOT_A_CODE)
        flow = self._open_flow(guesses_needed=False)
        flow.guesses += 1
        if flow.guesses > codes.MOST_GUESSES:
            raise RefusedError(Failure.TOO_MANY_GUESSES)
        return self._prove(flow, of_contact(self._compare(flow, code_given).kind))

    def _compare(self, flow: _Flow, given: str) -> FakeContact:
        for newer, (issued, contact) in enumerate(reversed(flow.issued)):
            if flow.typed_right[contact.id] and self._codes[issued.id] == given:
                if failure := _FAILURES.get(codes.state(issued, newer, self.clock())):
                    raise RefusedError(failure)
                flow.issued[-newer - 1] = (replace(issued, used_at=self.clock()), contact)
                return contact
        raise RefusedError(Failure.CODE_WRONG)

    def set_password(self, password: str) -> Consequences:
        """Sets the new password and ends the flow (security rule 7)."""
        self._begin("set_password")
        flow, now = self._open_flow(guesses_needed=False), self.clock()
        if not flow.is_proven:
            raise RefusedError(Failure.NOT_PROVEN)
        if failure := passwords.problem(password, self.name, COMMON_PASSWORDS):
            raise RefusedError(failure)
        self._flow = None
        return Consequences(now, 1, len(self.contacts), now + consequences.REMOVAL_HOLD)

    def _begin(self, call: str) -> None:
        self.calls.append(call)
        if waiting := self._failures.get(call):
            raise waiting.pop(0)

    def _open_flow(self, *, guesses_needed: bool = True) -> _Flow:
        flow = self._flow
        if flow is None or (guesses_needed and not flow.is_proven and flow.guesses >= codes.MOST_GUESSES):
            raise RefusedError(Failure.FLOW_ENDED)
        return flow

    def _allowance(self, contact: FakeContact | None) -> limits.Allowance:
        sends = [at for where, at in self._sends if contact is not None and where == contact.id]
        return limits.allowance(sends, self.clock(), limits.for_strangers(self.pack.ceilings))


_FAILURES = {
    CodeState.USED: Failure.CODE_USED,
    CodeState.EXPIRED: Failure.CODE_EXPIRED,
    CodeState.SUPERSEDED: Failure.CODE_SUPERSEDED,
}


class FakeBrowser:
    """Remembers what it was told to show; ``is_there`` False: no browser is found."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.is_there = True

    def show(self, url: str) -> bool:
        """Shows nothing."""
        if self.is_there:
            self.shown.append(url)
        return self.is_there


class FakeAccounts:
    """The ways to three accounts: by hand ("microsoft"), an organisation's ("example"), the made-up person's."""

    def __init__(self, clock: FrozenClock | None = None, stories: Sequence[HiddenCause] = STORIES) -> None:
        self.clock = clock or FrozenClock()
        self.deliveries: list[Delivery] = []
        self.world = FakePractice(self.clock, stories, lambda: self._accounts[PRACTICE.id].start_afresh())
        self.web = FakeBrowser()
        self.by_hand_pack = pack_of("microsoft")
        self._failures: dict[str, RefusedError] = {}
        self._accounts = {
            choice.id: FakeAccount(self.clock, deliver=self._deliver) for choice in (ORGANISATION, PRACTICE)
        }

    def choices(self) -> tuple[AccountChoice, ...]:
        """All three."""
        return (MICROSOFT, ORGANISATION, PRACTICE)

    def account(self, choice: str) -> FakeAccount:
        """The chosen account, or the scripted refusal."""
        if failure := self._failures.pop(choice, None):
            raise failure
        if choice not in self._accounts:
            raise RefusedError(Failure.UNKNOWN_ACCOUNT)
        return self._accounts[choice]

    def pack(self, choice: str) -> ProviderPack:
        """The pack of any choice."""
        return self.by_hand_pack if choice == MICROSOFT.id else self._accounts[choice].pack

    def browser(self) -> FakeBrowser:
        """The browser that shows nothing."""
        return self.web

    def practice(self) -> FakePractice:
        """The practice world, or the scripted refusal of the choice "practice"."""
        if failure := self._failures.pop(PRACTICE.id, None):
            raise failure
        return self.world

    def fail_next(self, choice: str, failure: Failure) -> None:
        """Make what stands behind a choice unreachable once."""
        self._failures[choice] = RefusedError(failure)

    def newest_code(self) -> str:
        """The code that left the service last, whether it arrived or not."""
        return self.deliveries[-1].code

    def _deliver(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        self.world.receive(delivery.channel, delivery.contact.value, delivery.code, delivery.tag)
