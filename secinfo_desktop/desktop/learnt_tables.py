"""Which numbers the guide uses on this computer: an organisation's table, one that was learnt here, or the experts'.

An organisation's tables are kept as its service handed them out. A table is checked against the experts' numbers each
time before it is used; one that does not pass is left aside, and the log says which rule it breaks.
"""

import json
import logging
import re
import threading
from collections.abc import Mapping
from pathlib import Path

from secinfo_desktop.desktop import checklists
from secinfo_desktop.desktop.files import write_private
from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.learnt_table import LONGEST, TableError, fitted, load
from secinfo_desktop.recovery.ports import AccountChoice, AccountKind

HERE = "here"
MOST_TABLES = 20
_ORGANISATION = re.compile(r"[A-Za-z0-9_-]{1,60}")
_NAME = re.compile(r"[a-z_]{1,60}")
_log = logging.getLogger(__name__)


class LearntTables:
    """Tables below one folder: ``here/CHECKLIST.json``, and ``organisations/ID.json`` as they were handed out.

    Safe to use from several threads: what is read is a whole file, what is written replaces one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def checklist(self, name: str, choice: AccountChoice | None) -> Checklist:
        """The checklist for a new case about an account, with the numbers that fit it best."""
        shipped = checklists.shipped(name)
        text = self._text_for(name, choice)
        if text is None:
            return shipped
        try:
            return fitted(shipped, load(text))
        except TableError as error:
            _log.warning("a learnt table is not used, the experts' numbers are: %s", error)
            return shipped

    def revision(self, organisation: str) -> int:
        """The revision of the tables that are kept of an organisation; 0 if none are."""
        return self._kept(organisation)[0]

    def keep(self, organisation: str, revision: int, tables: Mapping[str, str]) -> None:
        """Keeps an organisation's tables in place of its earlier ones, by checklist. What can't be kept is logged."""
        if not _ORGANISATION.fullmatch(organisation) or len(tables) > MOST_TABLES:
            return
        sound = {name: text for name, text in tables.items() if _NAME.fullmatch(name) and len(text) <= LONGEST}
        try:
            with self._lock:
                write_private(self._file(organisation), json.dumps({"revision": revision, "tables": sound}))
        except OSError as error:
            _log.warning("an organisation's tables could not be kept: %s", type(error).__name__)

    def _text_for(self, name: str, choice: AccountChoice | None) -> str | None:
        if choice is not None and choice.kind is AccountKind.ORGANISATION:
            return self._kept(choice.id)[1].get(name)
        try:
            return (self._folder / HERE / f"{name}.json").read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def _kept(self, organisation: str) -> tuple[int, Mapping[str, str]]:
        try:
            raw = json.loads(self._file(organisation).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):  # a text that is no UTF-8 is a ValueError
            return 0, {}
        revision, tables = (raw.get("revision"), raw.get("tables")) if isinstance(raw, dict) else (None, None)
        if type(revision) is not int or not isinstance(tables, dict):
            return 0, {}
        return revision, {name: text for name, text in tables.items() if isinstance(text, str)}

    def _file(self, organisation: str) -> Path:
        return self._folder / "organisations" / f"{organisation}.json"


class TablesOf:
    """The tables of one organisation, as the way to its accounts keeps them (``client.tables.TableKeeper``)."""

    def __init__(self, tables: LearntTables, organisation: str) -> None:
        self._tables, self._organisation = tables, organisation

    def revision(self) -> int:
        """The revision that is kept; 0 if none is."""
        return self._tables.revision(self._organisation)

    def keep(self, revision: int, tables: Mapping[str, str]) -> None:
        """Keeps a revision."""
        self._tables.keep(self._organisation, revision, tables)
