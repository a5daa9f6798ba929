"""The guide's learnt tables for whoever runs a service: put there, taken back, each with a note in the audit log.

What a table says is checked before it comes here, and once more by every app that uses it.
"""

from secrets import SystemRandom

from secinfo_desktop.backend.clock import Clock, system_time
from secinfo_desktop.backend.service import keys_for, load_pack, open_for
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.services.records import GuideTable
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.backend.store.sql_store import SqlStore


def put_table(settings: Settings, table: GuideTable, clock: Clock = system_time) -> int:
    """Put a table there; returns the revision from which on apps get it.

    Raises:
        SettingsError: the data can't be used.
    """
    store = _open(settings)
    try:
        now = clock()
        return store.guide_tables.put(table, now, AuditEvent(AuditKind.TABLE_PUT, now, detail=table.checklist))
    finally:
        store.close()


def take_table_back(settings: Settings, checklist: str, clock: Clock = system_time) -> int | None:
    """Take a table back; returns the revision from which on apps get the earlier one, None if there was no table.

    Raises:
        SettingsError: the data can't be used.
    """
    store = _open(settings)
    try:
        now = clock()
        event = AuditEvent(AuditKind.TABLE_TAKEN_BACK, now, detail=checklist)
        return store.guide_tables.take_back(checklist, now, event)
    finally:
        store.close()


def tables_there(settings: Settings) -> tuple[int, tuple[GuideTable, ...]]:
    """The revision, and every table that apps get now.

    Raises:
        SettingsError: the data can't be used.
    """
    store = open_for(settings)
    try:
        revision, tables = store.guide_tables.current()
        return revision, tuple(tables)
    finally:
        store.close()


def _open(settings: Settings) -> SqlStore:
    store = open_for(settings)
    try:
        return store.sealed_by(keys_for(settings, store, SystemRandom(), load_pack(settings.provider)).seal)
    except BaseException:
        store.close()
        raise
