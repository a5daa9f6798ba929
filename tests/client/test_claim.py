"""The claim of a replacement is kept here before anything is asked, so that no lost answer costs it (B11)."""

from pathlib import Path

import pytest

from secinfo_desktop.backend.http.app import make_app
from secinfo_desktop.backend.http.guard import Door
from secinfo_desktop.client.errors import UnreachableError
from secinfo_desktop.client.exchange import Incoming
from secinfo_desktop.client.handles import HandleKeeper, NoHandles
from secinfo_desktop.client.service import Service, ServiceClock
from secinfo_desktop.client.signed_in import CLAIM, BackendSession
from secinfo_desktop.contract.endpoint import Endpoint
from secinfo_desktop.contract.security_info import StartReplacement
from secinfo_desktop.contract.signed_in_endpoints import START_REPLACEMENT
from secinfo_desktop.desktop.own_secrets import InMemory, KeyringKeys, MemoryKeyring
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.recovery.ports import RefusedError
from secinfo_desktop.security_info.ports import TypedContact
from tests.helpers.direct import DirectTransport
from tests.helpers.practice_bench import HOST, TOKEN
from tests.helpers.replacement_bench import PASSWORD, ReplacementBench
from tests.helpers.service_bench import NAME, ServiceBench

NEW = TypedContact(ContactKind.EMAIL, "new.post@example.com")
OTHER = TypedContact(ContactKind.EMAIL, "another.post@example.com")


class Cut:
    """A network that is cut once the service has done what was asked."""

    def __init__(self) -> None:
        self.is_cut = False

    def __call__(self, endpoint: Endpoint, incoming: Incoming) -> Incoming:
        """Loses the answer."""
        if self.is_cut and endpoint is START_REPLACEMENT:
            raise UnreachableError
        return incoming


@pytest.fixture
def its(tmp_path: Path) -> ReplacementBench:
    bench = ServiceBench(tmp_path / "data")
    bench.add_account()
    its = ReplacementBench(bench, bench.store)
    its.set_password()
    return its


def signed_in(its: ReplacementBench, cut: Cut, kept: HandleKeeper) -> BackendSession:
    """The app's own client, at the service on the bench, after a sign-in."""
    app = make_app(its.bench.services(), Door(frozenset({HOST}), TOKEN))
    service = Service(DirectTransport(app, cut), ServiceClock(its.bench.clock))
    session = BackendSession(service, kept, KeyringKeys(MemoryKeyring, "test"), "desk")
    session.sign_in(NAME, PASSWORD)
    return session


def loses_the_answer(session: BackendSession, cut: Cut) -> None:
    """Begins a replacement and never hears of it."""
    cut.is_cut = True
    with pytest.raises(RefusedError) as refused:
        session.start_replacement(())
    assert refused.value.failure is Failure.UNREACHABLE
    cut.is_cut = False


def test_b11_a_lost_answer_costs_no_claim(its: ReplacementBench) -> None:
    cut, kept = Cut(), InMemory()
    loses_the_answer(signed_in(its, cut, kept), cut)
    its.wait(days=30)
    signed_in(its, cut, kept).finish_replacement([NEW])
    assert [one.contact.value for one in its.standing.new_info] == [NEW.value]
    assert kept.handle(CLAIM) is None


def test_b11_without_the_kept_claim_a_lost_answer_costs_the_month(its: ReplacementBench) -> None:
    cut = Cut()
    loses_the_answer(signed_in(its, cut, NoHandles()), cut)  # the control: nothing is kept
    its.wait(days=30)
    with pytest.raises(RefusedError) as refused:
        signed_in(its, cut, NoHandles()).finish_replacement([NEW])
    assert refused.value.failure is Failure.CLAIM_WRONG


def test_b11_asked_again_it_tells_what_has_begun_and_tells_nobody_else(its: ReplacementBench) -> None:
    cut = Cut()
    session = signed_in(its, cut, InMemory())
    loses_the_answer(session, cut)
    letters, requested_at = len(its.letters), its.bench.clock()
    its.bench.clock.advance(seconds=20)
    assert session.start_replacement(()).requested_at == requested_at
    assert len(its.letters) == letters
    with pytest.raises(RefusedError) as refused:
        session.start_replacement([OTHER])  # something else was typed: that has not begun
    assert refused.value.failure is Failure.REPLACEMENT_THERE


def test_b11_nobody_else_is_told_that_theirs_has_begun(its: ReplacementBench) -> None:
    signed_in(its, Cut(), InMemory()).start_replacement(())
    with pytest.raises(RefusedError) as refused:
        signed_in(its, Cut(), InMemory()).start_replacement(())
    assert refused.value.failure is Failure.REPLACEMENT_THERE


def test_a_claim_is_shown_by_no_request() -> None:
    assert "secret" not in repr(StartReplacement(claim="secret"))
