"""Puts together what a replacement of all security info needs: to begin, to finish, to cancel, and to ask about."""

from collections.abc import Callable
from dataclasses import dataclass

from secinfo_desktop.backend.services.frozen_areas import FrozenAreas
from secinfo_desktop.backend.services.gate import Gate
from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.recovery import Surroundings
from secinfo_desktop.backend.services.replacement import InfoReplacement
from secinfo_desktop.backend.services.replacement_cancel import CancelByCode
from secinfo_desktop.backend.services.replacement_notices import ReplacementNotices
from secinfo_desktop.backend.services.replacing import Replacements
from secinfo_desktop.backend.services.tokens import digest


@dataclass(frozen=True)
class ReplacementServices:
    """The services around a replacement."""

    replacing: InfoReplacement
    cancelling: CancelByCode
    areas: FrozenAreas


def replacement_notices(its: Surroundings) -> ReplacementNotices:
    """The notices, through the ways that the service has."""
    return ReplacementNotices(Messages(its.random, its.pack), its.channels)


def replacement_services(
    its: Surroundings,
    replacements: Replacements,
    gate: Gate,
    on_queued: Callable[[], None],
    areas_token: str | None = None,
) -> ReplacementServices:
    """The services over what a recovery works with as well; ``areas_token`` is an organisation's other systems'."""
    notices, rules = replacement_notices(its), its.pack.security_info
    token_digest = digest(areas_token) if areas_token else None
    return ReplacementServices(
        replacing=InfoReplacement(gate, replacements, notices, its.pack, its.random, its.audit, on_queued),
        cancelling=CancelByCode(
            its.accounts,
            replacements,
            its.sessions,
            notices,
            its.keys,
            its.clock,
            its.audit,
            on_queued,
            its.pack.region,
            its.decoys,
        ),
        areas=FrozenAreas(its.accounts, replacements, rules, its.pack.region, its.clock, its.audit, token_digest),
    )
