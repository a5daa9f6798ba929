"""The calls around a replacement of all security info: begin, finish, cancel with a notice's code, frozen areas."""

from collections.abc import Iterable, Mapping

from secinfo_desktop.backend.http.calls import Call, Handler
from secinfo_desktop.backend.services.refusal import Refused
from secinfo_desktop.backend.services.replacement import Started, TypedContact
from secinfo_desktop.backend.services.replacement_services import ReplacementServices
from secinfo_desktop.contract import security_info as structs
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.security_info import Replacement


def replacement_handlers(services: ReplacementServices) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""
    replacing, cancelling, areas = services.replacing, services.cancelling, services.areas

    def start(asked: structs.StartReplacement, its: Call) -> structs.ReplacementStarted:
        return started(replacing.start(its.session, asked.claim, _typed(asked.contacts), peer=its.peer))

    def finish(asked: structs.FinishReplacement, its: Call) -> structs.Done:
        return structs.Done(now=replacing.finish(its.session, _typed(asked.contacts), asked.claim, peer=its.peer))

    def cancel(asked: structs.CancelReplacement, its: Call) -> structs.Done:
        return structs.Done(now=cancelling.cancel(asked.account_name, asked.cancel_code, peer=its.peer))

    def frozen(asked: structs.AskAreas, its: Call) -> structs.Areas:
        found = areas.of(asked.account_name, its.bearer, peer=its.peer)
        listed = tuple(structs.FrozenArea(area=area.value, until=until) for area, until in found.areas.items())
        return structs.Areas(frozen=listed, now=found.now)

    return {
        "start_replacement": start,
        "finish_replacement": finish,
        "cancel_replacement": cancel,
        "areas": frozen,
    }


def started(its: Started) -> structs.ReplacementStarted:
    """A replacement that has begun."""
    return structs.ReplacementStarted(
        replacement=replacement(its.replacement), contacts_told=its.contacts_told, now=its.now
    )


def replacement(its: Replacement) -> structs.Replacement:
    """A waiting period."""
    return structs.Replacement(
        requested_at=its.requested_at,
        ends_at=its.ends_at,
        notices_at=its.notices_at,
        state=its.state.value,
        needs_staff=its.needs_staff,
    )


def _typed(contacts: Iterable[structs.NewContact]) -> tuple[TypedContact, ...]:
    try:
        return tuple(TypedContact(ContactKind(its.kind), its.value) for its in contacts)
    except ValueError:
        raise Refused(Failure.BAD_REQUEST) from None
