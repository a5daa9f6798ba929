"""Copies of a service's database for whoever runs it: taken, put back, and noted in the audit log."""

from pathlib import Path
from secrets import SystemRandom

from secinfo_desktop.backend.clock import Clock, system_time
from secinfo_desktop.backend.service import keys_for, load_pack, open_for
from secinfo_desktop.backend.services.audit import AuditEvent, AuditKind
from secinfo_desktop.backend.settings import Settings
from secinfo_desktop.backend.store.audit import Seal, SqlAudit
from secinfo_desktop.backend.store.backup import Restoring, back_up, put_back
from secinfo_desktop.backend.store.key_file import FILE, KeyFile
from secinfo_desktop.backend.store.revival import Counted, revive_nothing


def take_copy(settings: Settings, file: Path, clock: Clock = system_time) -> None:
    """Copy the database into a file.

    Raises:
        BackupError, OSError: it can't be done.
        SettingsError: the data can't be used.
    """
    back_up(settings.data, file)
    if seal := _seal(settings):
        store = open_for(settings)
        SqlAudit(store.database, seal).record(AuditEvent(AuditKind.BACKED_UP, clock()))
        store.close()


def put_copy_back(settings: Settings, file: Path, clock: Clock = system_time) -> None:
    """Put a copy back; nothing that was open when it was made is open again.

    Raises:
        BackupError, SchemaUnknown, OSError: it can't be done.
        SettingsError: the provider's pack can't be used.
    """
    put_back(settings.data, file, Restoring(clock(), AuditEvent(AuditKind.RESTORED, clock()), _seal(settings)))


def close_what_a_copy_opened(settings: Settings, clock: Clock = system_time, *, new_keys: bool = False) -> None:
    """The same for a database that its own programs have put back: end all that was open when the copy was made.

    ``new_keys``: make new ones, since the old ones are lost for good.

    Raises:
        SettingsError: the data can't be used, or the keys are missing.
    """
    store = open_for(settings)
    try:
        keys = keys_for(settings, store, SystemRandom(), load_pack(settings.provider), anew=new_keys)
        event = AuditEvent(AuditKind.RESTORED, clock(), detail="new_keys" if new_keys else "")
        revive_nothing(store.database, clock(), Counted(), event, SqlAudit(store.database, keys.seal))
    finally:
        store.close()


def _seal(settings: Settings) -> Seal | None:
    """The audit log's seal. Where the key is missing nothing can be noted, and it is not made anew."""
    if not (settings.data / FILE).is_file():
        return None
    return KeyFile(settings.data, SystemRandom(), max(load_pack(settings.provider).code_life.values())).seal
