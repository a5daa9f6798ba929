"""Turns what is answered about recovery codes, known computers and recent activity into what travels."""

from collections.abc import Iterable
from datetime import datetime

from secinfo_desktop.backend.services.flow_answers import Proof
from secinfo_desktop.backend.services.knocks import Knock
from secinfo_desktop.backend.services.records import KnownDevice
from secinfo_desktop.backend.services.recovery_codes import MadeCode
from secinfo_desktop.contract import security_info, structs
from secinfo_desktop.domain import known_computers
from secinfo_desktop.domain.security_info import Activity


def made_code(made: MadeCode) -> security_info.RecoveryCode:
    """A new recovery code."""
    return security_info.RecoveryCode(recovery_code=made.code, now=made.now)


def proof(given: Proof) -> security_info.ProofGiven:
    """A proof was taken."""
    return security_info.ProofGiven(needs_another=given.needs_another, now=given.now)


def knock(its: structs.Knock) -> Knock:
    """What a known computer sends along."""
    return Knock(its.device_id, its.at, its.signature)


def computers(known: Iterable[KnownDevice], now: datetime) -> security_info.Computers:
    """The computers that an account knows."""
    listed = tuple(
        security_info.Computer(
            id=its.id,
            device=its.device,
            added_at=its.added_at,
            used_at=its.used_at,
            ends_at=known_computers.ends_at(its.used_at),
        )
        for its in known
    )
    return security_info.Computers(computers=listed, now=now)


def activity(events: Iterable[Activity], now: datetime) -> security_info.RecentActivity:
    """What happened of late."""
    told = tuple(
        security_info.Activity(
            id=its.id,
            at=its.at,
            kind=its.kind.value,
            event=its.event,
            went_well=its.went_well,
            device=its.device,
            is_here=its.is_here,
        )
        for its in events
    )
    return security_info.RecentActivity(events=told, now=now)
