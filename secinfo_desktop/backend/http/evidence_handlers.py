"""What the endpoints about recovery codes, known computers and recent activity do, by their names."""

from collections.abc import Mapping
from dataclasses import dataclass

from secinfo_desktop.backend.http import evidence_wire as wire
from secinfo_desktop.backend.http.calls import Call, Handler
from secinfo_desktop.backend.services.activity import ActivityService
from secinfo_desktop.backend.services.known_computers import KnownComputerService
from secinfo_desktop.backend.services.proof_surroundings import ProofSurroundings
from secinfo_desktop.backend.services.recovery_codes import RecoveryCodeService
from secinfo_desktop.contract import security_info, structs
from secinfo_desktop.domain.disclosure import Disclosure


@dataclass(frozen=True)
class EvidenceServices:
    """What these endpoints speak to."""

    recovery_codes: RecoveryCodeService
    computers: KnownComputerService
    activity: ActivityService


def evidence_services(surroundings: ProofSurroundings) -> EvidenceServices:
    """These services over what they work with."""
    return EvidenceServices(
        RecoveryCodeService(surroundings), KnownComputerService(surroundings), ActivityService(surroundings)
    )


def handlers(services: EvidenceServices) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""
    return {**_of_recovery_codes(services.recovery_codes), **_of_computers(services.computers), **_of(services)}


def _of_recovery_codes(codes: RecoveryCodeService) -> dict[str, Handler]:
    return {
        "make_recovery_code": lambda _, its: wire.made_code(codes.make(its.session, peer=its.peer)),
        "give_recovery_code": lambda given, its: wire.proof(codes.give(its.flow, given.recovery_code, peer=its.peer)),
    }


def _of_computers(computers: KnownComputerService) -> dict[str, Handler]:
    def challenge(_: None, its: Call) -> structs.Message:
        text, now = computers.challenge(its.flow, peer=its.peer)
        return security_info.DeviceChallenge(challenge=text, now=now)

    def prove(given: security_info.ProveDevice, its: Call) -> structs.Message:
        now = computers.prove(its.flow, given.device_id, given.signature, peer=its.peer)
        return security_info.DeviceProven(audience=Disclosure.KNOWN_DEVICE.value, now=now)

    def enrol(asked: security_info.EnrolDevice, its: Call) -> structs.Message:
        known = computers.enrol(its.session, asked.device, asked.public_key, peer=its.peer)
        return security_info.DeviceEnrolled(device_id=known.id, now=known.added_at)

    def use(knock: structs.Knock, its: Call) -> structs.Message:
        return security_info.Done(now=computers.use(its.session, wire.knock(knock), peer=its.peer))

    def forget(asked: security_info.ForgetComputer, its: Call) -> structs.Message:
        return security_info.Done(now=computers.forget(its.session, asked.computer, peer=its.peer))

    return {
        "device_challenge": challenge,
        "prove_device": prove,
        "enrol_device": enrol,
        "use_device": use,
        "computers": lambda _, its: wire.computers(*computers.listed(its.session, peer=its.peer)),
        "forget_computer": forget,
    }


def _of(services: EvidenceServices) -> dict[str, Handler]:
    return {"activity": lambda _, its: wire.activity(*services.activity.recent(its.session, peer=its.peer))}
