"""The guide's learnt tables that a service hands out: asked for only where it has others than are kept here.

A service without tables, or one that can't give them now, changes nothing: nobody who is locked out waits for numbers.
"""

import logging
from collections.abc import Mapping
from typing import Protocol

from secinfo_desktop.client.service import Service
from secinfo_desktop.contract import endpoints, structs
from secinfo_desktop.recovery.ports import RefusedError

_log = logging.getLogger(__name__)


class TableKeeper(Protocol):
    """Where an organisation's tables are kept between starts."""

    def revision(self) -> int:
        """The revision that is kept; 0 if none is."""

    def keep(self, revision: int, tables: Mapping[str, str]) -> None:
        """Keeps a revision in place of the one before: the text of a table by checklist."""


def fetch_news(service: Service, offered: int, keeper: TableKeeper | None) -> None:
    """Keeps the tables of a service if its revision ``offered`` is another than the one that is kept."""
    if keeper is None or offered == keeper.revision():
        return
    try:
        found = service.ask(endpoints.GUIDE_TABLES, structs.GuideTables, lambda tables: tables)
    except RefusedError as refused:
        _log.warning("the guide's tables could not be fetched: %s", refused.failure)
        return
    keeper.keep(found.revision, {table.checklist: table.text for table in found.tables})
