"""Counts for whoever runs a service, in Prometheus' text form. No label can tell a person, a contact or an address."""

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.delivery import DeliveryState

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_HELP = {
    "secinfo_requests_total": ("counter", "Requests answered, by endpoint and HTTP status."),
    "secinfo_request_seconds_total": ("counter", "Time spent on answering, by endpoint."),
    "secinfo_messages_total": ("counter", "Attempts to hand a message over, by channel and result."),
    "secinfo_reports_total": ("counter", "Reports that networks sent on messages, by what came of them."),
    "secinfo_messages_waiting": ("gauge", "Messages that wait to be handed over."),
}


class Metrics:
    """What one process has done since its start. Safe under threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._messages: Counter[tuple[Channel, DeliveryState]] = Counter()
        self._reports: Counter[str] = Counter()

    def answered(self, endpoint: str, status: int, took: timedelta) -> None:
        """Count a request."""
        with self._lock:
            self._counts[endpoint, str(status)] += 1
            self._seconds[endpoint] += took // timedelta(microseconds=1)

    def handed_over(self, channel: Channel, state: DeliveryState) -> None:
        """Count an attempt to send a message."""
        with self._lock:
            self._messages[channel, state] += 1

    def reported(self, result: str) -> None:
        """Count a report; ``result`` is one of a fixed list of words."""
        with self._lock:
            self._reports[result] += 1

    def text(self, waiting: int) -> str:
        """Everything counted, and how many messages wait now."""
        with self._lock:
            samples: dict[str, Mapping[str, str]] = {
                "secinfo_requests_total": {
                    f'{{endpoint="{endpoint}",status="{status}"}}': str(count)
                    for (endpoint, status), count in sorted(self._counts.items())
                },
                "secinfo_request_seconds_total": {
                    f'{{endpoint="{endpoint}"}}': f"{micros / 1e6:.6f}"
                    for endpoint, micros in sorted(self._seconds.items())
                },
                "secinfo_messages_total": {
                    f'{{channel="{channel}",state="{state}"}}': str(count)
                    for (channel, state), count in sorted(self._messages.items())
                },
                "secinfo_reports_total": {
                    f'{{result="{result}"}}': str(count) for result, count in sorted(self._reports.items())
                },
                "secinfo_messages_waiting": {"": str(waiting)},
            }
        return "".join(_family(name, values) for name, values in samples.items())


def _family(name: str, values: Mapping[str, str]) -> str:
    kind, what = _HELP[name]
    lines = [f"# HELP {name} {what}", f"# TYPE {name} {kind}", *(f"{name}{of} {value}" for of, value in values.items())]
    return "\n".join(lines) + "\n"
