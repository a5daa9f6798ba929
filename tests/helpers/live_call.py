"""A call on a bench: a caller with a flow, an agent, a colleague and a senior."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import insert, update

from secinfo_desktop.backend.services.live_cases import OpenedCase, Sharing
from secinfo_desktop.backend.services.staff_acts import Order
from secinfo_desktop.backend.services.staff_records import NewStaff, StaffMember
from secinfo_desktop.backend.services.telephony import Telephony
from secinfo_desktop.backend.services.verifying import AskedCaller
from secinfo_desktop.backend.store.tables import FLOW, REPLACEMENT
from secinfo_desktop.domain.staff import NO_PROOF_UNTIL, CallerProof, Role, StaffAction
from tests.helpers.service_bench import NAME, ServiceBench, code_in_letter

EVENT = '{"type":"skipped","at":"2026-01-01T00:00:00Z","step":"check_junk"}'


class LiveCall:
    """What happens in one call; ``handle`` is that of the caller's shared case."""

    def __init__(
        self,
        bench: ServiceBench,
        agent: StaffMember | None = None,
        telephony: Telephony | None = None,
        on_event: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.bench = bench
        self.live = bench.live(telephony=telephony, on_event=on_event)
        self.calls = self.live.calls
        account = bench.store.accounts.named(NAME)
        assert account is not None
        self.account = account
        self.agent = agent or self.staff("agent", Role.AGENT)
        self.other = self.staff("other", Role.AGENT)
        self.senior = self.staff("senior", Role.SENIOR)
        self.flow = bench.opened_at(bench.known_device(account, NO_PROOF_UNTIL))
        self.handle = ""

    def staff(self, name: str, role: Role) -> StaffMember:
        """Somebody who works at the helpdesk from now on."""
        its = StaffMember(uuid4().hex, f"{name} {uuid4().hex[:6]}", name.title(), role, self.bench.clock())
        self.bench.store.staff.add(NewStaff(its, "none"))
        return its

    def opened(self) -> OpenedCase:
        """The caller's app asks for a join number."""
        its = self.calls.open(self.flow.handle, Sharing("en", "code_not_received", "sms"))
        self.handle = its.handle
        return its

    def joined(self) -> str:
        """The agent has asked to join."""
        return self.calls.join(self.agent, self.opened().number)[0]

    def shared(self) -> str:
        """The caller has let the agent in."""
        case = self.joined()
        self.calls.answer(self.handle, allow=True)
        return case

    def verify(self, case: str, action: StaffAction | None, how: CallerProof = CallerProof.NUMBER) -> AskedCaller:
        """The agent begins to verify the caller."""
        return self.live.verifying.ask(self.agent, case, how, action)

    def verified(self, action: StaffAction | None) -> str:
        """The caller has typed the number."""
        case = self.shared()
        number = self.verify(case, action).number
        assert number is not None
        self.live.verifying.give_number(self.handle, number)
        return case

    def approved(self, case: str, action: StaffAction | None) -> str:
        """The senior has approved."""
        listed, _ = self.live.approving.ask(self.agent, case, action, "the caller asks for it")
        self.live.approving.decide(self.senior, listed.approval.id, approve=True)
        return listed.approval.id

    def act(
        self, case: str, action: StaffAction, approval: str | None = None, its_id: str = "a" * 16
    ) -> tuple[datetime, datetime]:
        """The agent does something."""
        return self.live.acts.act(self.agent, Order(case, its_id, action, "the caller asks for it", approval))

    def close_flow(self) -> None:
        """What was done in the caller's flow has ended it, as a new password does."""
        with self.bench.store.database.write() as connection:
            closing = update(FLOW).where(FLOW.c.closed_at.is_(None))
            connection.execute(closing.values(closed_at=self.bench.clock()))

    def start_replacement(self) -> None:
        """A waiting period that only staff can cancel: two were cancelled within 60 days."""
        now = self.bench.clock()
        row = {"account_id": self.account.id, "requested_at": now, "ends_at": self.flow.ends_at}
        with self.bench.store.database.write() as connection:
            for place in range(3):
                over = (
                    {"cancelled_at": now, "cancelled_by": "code"}
                    if place < 2
                    else {"cancelled_at": None, "cancelled_by": None}
                )
                connection.execute(insert(REPLACEMENT), {**row, **over, "id": uuid4().hex, "notices_sent": 1})

    def newest_code(self) -> str:
        """The code in the newest letter that has one."""
        for letter in reversed(self.bench.way_out.letters):
            try:
                return code_in_letter(letter)
            except AssertionError:
                continue
        raise AssertionError
