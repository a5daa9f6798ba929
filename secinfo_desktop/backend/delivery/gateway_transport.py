"""What every text gateway that is asked over HTTP stands on."""

from secinfo_desktop.backend.clock import Clock, system_time
from secinfo_desktop.backend.delivery.exchange import Exchange, HttpExchange
from secinfo_desktop.backend.delivery.text_gateway import ReportAddress, TextGateway


class GatewayTransport:
    """One gateway, and where it reports to: ``report_to`` None if nobody listens to reports."""

    def __init__(
        self,
        gateway: TextGateway,
        report_to: ReportAddress | None,
        clock: Clock = system_time,
        exchange: Exchange | None = None,
    ) -> None:
        self._gateway, self._report_to, self._clock = gateway, report_to, clock
        self._exchange = exchange or HttpExchange()
