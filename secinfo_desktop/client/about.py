"""What a service says of itself."""

from secinfo_desktop.client.service import Service
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.domain.failures import Failure
from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.ports import RefusedError


def about(service: Service, pack: ProviderPack) -> structs.About:
    """What it can do, and which tables it has.

    Raises:
        RefusedError: NOT_UNDERSTOOD if it is that of another provider.
    """
    its = service.ask(endpoints.ABOUT, structs.About, lambda told: told)
    if its.pack != pack.id:
        raise RefusedError(Failure.NOT_UNDERSTOOD)
    return its


def capabilities(service: Service, pack: ProviderPack) -> frozenset[str]:
    """What it can do beyond codes."""
    return frozenset(about(service, pack).capabilities)
