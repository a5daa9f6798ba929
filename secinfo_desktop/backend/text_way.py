"""The way out for text messages that the settings name, and what takes the reports on them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secinfo_desktop.backend.clock import Clock
from secinfo_desktop.backend.delivery.reports import ReadReport, ReportPaths
from secinfo_desktop.backend.delivery.text_gateway import TextGateway
from secinfo_desktop.backend.http.reports import Desk, Reports, Result
from secinfo_desktop.backend.networks import Network
from secinfo_desktop.backend.services.ports import Outbox
from secinfo_desktop.backend.settings import Settings, secret_in
from secinfo_desktop.backend.text_settings import KANNEL_URL, TextGatewayKind

if TYPE_CHECKING:
    from secinfo_desktop.backend.delivery.kannel import KannelTransport
    from secinfo_desktop.backend.delivery.messages_api import MessagesApiTransport


@dataclass(frozen=True)
class Texts:
    """A gateway, and where it reports: ``reports_url`` is None if nobody listens."""

    kind: TextGatewayKind
    gateway: TextGateway
    paths: ReportPaths
    reports_url: str | None
    peers: tuple[Network, ...]

    def transport(self, clock: Clock) -> "KannelTransport | MessagesApiTransport":
        """Hands letters to the gateway. Loads requests."""
        from secinfo_desktop.backend.delivery.kannel import KannelTransport
        from secinfo_desktop.backend.delivery.messages_api import MessagesApiTransport

        report_to = self._report_to if self.reports_url else None
        if self.kind is TextGatewayKind.KANNEL:
            return KannelTransport(self.gateway, report_to, clock)
        return MessagesApiTransport(self.gateway, report_to, clock)

    def reports(self, outbox: Outbox, count: Callable[[Result], None]) -> Reports | None:
        """What takes the gateway's reports."""
        if self.reports_url is None:
            return None
        return Reports(Desk(self.peers, self.paths, self._reader(self.reports_url), outbox.reported, count))

    def _report_to(self, message_id: str) -> str:
        return f"{self.reports_url}{self.paths.of(message_id)}"

    def _reader(self, base: str) -> ReadReport:
        from secinfo_desktop.backend.delivery import kannel_reports
        from secinfo_desktop.backend.delivery.messages_api_reports import StatusCallbacks

        if self.kind is TextGatewayKind.KANNEL:
            return kannel_reports.read
        return StatusCallbacks(base, self.gateway.password)


def texts_of(settings: Settings, digest: Callable[[str], str]) -> Texts | None:
    """The way out for texts, with the password from its file; None if the settings name none.

    Raises:
        SettingsError: the file can't be read.
    """
    if settings.sms is None or settings.sms_user is None or settings.sms_password_file is None:
        return None
    password = secret_in("sms_password_file", settings.sms_password_file)
    url = settings.sms_url or KANNEL_URL
    gateway = TextGateway(url, settings.sms_user, password, settings.sms_sender)
    return Texts(settings.sms, gateway, ReportPaths(digest), _reports_url(settings), settings.reports_peers)


def _reports_url(settings: Settings) -> str | None:
    if settings.reports_port is None:
        return None
    host = f"[{settings.reports_host}]" if ":" in settings.reports_host else settings.reports_host
    return settings.reports_url or f"http://{host}:{settings.reports_port}"
