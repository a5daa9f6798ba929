"""What each endpoint of the contract does, by its name: decode, ask a service, encode."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from secinfo_desktop import __version__
from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.http import wire
from secinfo_desktop.backend.services.practice import Practice
from secinfo_desktop.backend.services.recovery import Recovery
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.contract import practice as practice_structs
from secinfo_desktop.contract import structs
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack

Handler = Callable[[Any, str], structs.Message]
"""Takes the decoded request (None if the endpoint has none) and the flow's handle ("" if it needs none)."""


@dataclass(frozen=True)
class Services:
    """What the endpoints speak to. Without practice its endpoints do not exist."""

    clock: Clock
    pack: ProviderPack
    capabilities: tuple[str, ...]
    recovery: Recovery
    practice: Practice | None = None


def handlers(services: Services) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""
    always = _RecoveryHandlers(services).by_name()
    return {**always, **(_PracticeHandlers(services.practice).by_name() if services.practice else {})}


class _RecoveryHandlers:
    def __init__(self, services: Services) -> None:
        self._its = services

    def by_name(self) -> dict[str, Handler]:
        recovery = self._its.recovery
        return {
            "about": lambda _, __: self._about(),
            "open_flow": lambda asked, _: wire.flow_opened(recovery.open_flow(asked.account_name, asked.purpose)),
            "send_code": lambda asked, flow: wire.code_sent(recovery.send_code(flow, asked.contact, asked.typed)),
            "flow_status": lambda _, flow: wire.flow_status(recovery.status(flow)),
            "give_code": lambda given, flow: structs.CodeAccepted(now=recovery.give_code(flow, given.code)),
            "set_password": lambda new, flow: wire.recovered(recovery.set_password(flow, new.password)),
        }

    def _about(self) -> structs.About:
        return structs.About(
            version=__version__,
            pack=self._its.pack.id,
            provider=self._its.pack.name,
            capabilities=self._its.capabilities,
            now=self._its.clock(),
        )


class _PracticeHandlers:
    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    def by_name(self) -> dict[str, Handler]:
        practice = self._practice
        return {
            "practice_scenarios": lambda _, __: wire.scenarios(practice.scenarios.values()),
            "start_practice": lambda asked, _: wire.person(*practice.start(asked.scenario, asked.seed)),
            "practice_world": lambda _, __: wire.world(practice.look()),
            "practice_deed": lambda done, _: wire.world(practice.do(done.deed, on=done.on)),
            "move_clock": self._move_clock,
        }

    def _move_clock(self, asked: practice_structs.MoveClock, _flow: str) -> structs.Message:
        try:
            by = timedelta(seconds=asked.seconds)
        except (OverflowError, ValueError):
            raise Refused(Failure.BAD_REQUEST) from None
        return wire.world(self._practice.move_clock(by))
