"""Puts together what a shared call needs: to join, to verify, to approve, to look and to act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from secinfo_desktop import resources
from secinfo_desktop.backend.services.account_facts import AccountFacts
from secinfo_desktop.backend.services.approving import Approving
from secinfo_desktop.backend.services.live_cases import LiveCalls
from secinfo_desktop.backend.services.live_records import LiveCases
from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.open_flows import OpenFlows
from secinfo_desktop.backend.services.recovery import Recovery, Surroundings
from secinfo_desktop.backend.services.replacement_services import replacement_notices
from secinfo_desktop.backend.services.staff_acts import StaffActs
from secinfo_desktop.backend.services.telephony import Aside, Telephony, at_once
from secinfo_desktop.backend.services.telling import Telling
from secinfo_desktop.backend.services.verifying import Verifying

WORDS = "words"
"""The folder of the lists from which pairs of words are drawn, one for each language."""
OTHERWISE = "en"


@dataclass(frozen=True)
class LiveServices:
    """The services around shared calls."""

    calls: LiveCalls
    verifying: Verifying
    approving: Approving
    facts: AccountFacts
    acts: StaffActs
    store: LiveCases


def live_services(
    its: Surroundings,
    store: LiveCases,
    recovery: Recovery,
    on_queued: Callable[[], None],
    on_event: Callable[[str], None],
    telephony: Telephony | None = None,
    aside: Aside = at_once,
) -> LiveServices:
    """The services over what a recovery works with as well. ``on_event`` is told which case has news.

    A call back begins ``aside``, so that nobody waits for it.
    """
    flows, telling = OpenFlows(its.flows, its.clock, its.audit), Telling(Messages(its.random, its.pack), its.channels)
    calls = LiveCalls(store, flows, its.keys, its.clock, its.random, its.audit, _word_lists(), on_event)
    return LiveServices(
        calls=calls,
        verifying=Verifying(store, calls, its.keys, its.clock, its.random, its.audit, on_event, telephony, aside),
        approving=Approving(store, its.clock, its.random, its.audit, on_event),
        facts=AccountFacts(store, its.flows, its.keys, its.clock, its.audit, its.pack),
        acts=StaffActs(
            store,
            recovery,
            telling,
            replacement_notices(its),
            its.keys,
            its.pack,
            its.clock,
            its.random,
            its.audit,
            on_queued,
        ),
        store=store,
    )


def _word_lists() -> Callable[[str], Sequence[str]]:
    """Reads a list when it is first needed."""
    read: dict[str, tuple[str, ...]] = {}

    def of(language: str) -> Sequence[str]:
        its = language.partition("-")[0]
        its = its if f"{its}.txt" in resources.names(WORDS, ".txt") else OTHERWISE
        if its not in read:
            read[its] = tuple(resources.text(f"{WORDS}/{its}.txt").split())
        return read[its]

    return of
