"""Whether the mail relay of a hosted service can be used as it is configured; nothing is sent."""

from collections.abc import Mapping

from secinfo_desktop.backend import settings
from secinfo_desktop.backend.delivery.smtp import SmtpTransport
from secinfo_desktop.backend.delivery.transport import NotNow
from secinfo_desktop.backend.service import relay_of
from secinfo_desktop.backend.settings import SettingsError


def problem(environment: Mapping[str, str]) -> str | None:
    """What is wrong, in a setting's name or in the relay's own code; None if it lets us in. Holds no password."""
    try:
        read = settings.read({"data": "."}, settings.from_environment(environment))
        relay = relay_of(read)
    except SettingsError as error:
        return "; ".join(error.problems)
    if relay is None:
        return "smtp"
    try:
        SmtpTransport(relay).knock()
    except NotNow as error:
        return str(error)
    return None
