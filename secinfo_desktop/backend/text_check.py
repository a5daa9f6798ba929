"""Whether the text gateway of a hosted service can be used as it is configured; nothing is sent."""

from collections.abc import Mapping

from secinfo_desktop.backend import settings
from secinfo_desktop.backend.clock import system_time
from secinfo_desktop.backend.delivery.transport import NotNow
from secinfo_desktop.backend.settings import SettingsError
from secinfo_desktop.backend.text_way import texts_of


def problem(environment: Mapping[str, str]) -> str | None:
    """What is wrong, in a setting's name or the gateway's own number; None if it lets us in. Holds no password."""
    try:
        read = settings.read({"data": "."}, settings.from_environment(environment), sends=False)
        texts = texts_of(read, str)
    except SettingsError as error:
        return "; ".join(error.problems)
    if texts is None:
        return "sms"
    try:
        texts.transport(system_time).knock()
    except NotNow as error:
        return str(error)
    return None
