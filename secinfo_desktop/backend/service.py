"""Puts a service together: the one place that knows every part of the backend."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from secinfo_desktop import resources
from secinfo_desktop.backend import open_files
from secinfo_desktop.backend.clock import Clock, PracticeClock
from secinfo_desktop.backend.delivery.message_words import longest_name, too_long
from secinfo_desktop.backend.delivery.practice import PracticeTransport
from secinfo_desktop.backend.delivery.transport import Transport
from secinfo_desktop.backend.delivery.worker import Beside, Chore, Worker
from secinfo_desktop.backend.delivery.writing import Style, Writer
from secinfo_desktop.backend.http.evidence_handlers import EvidenceServices, evidence_services
from secinfo_desktop.backend.http.handlers import Services
from secinfo_desktop.backend.http.late import Late
from secinfo_desktop.backend.http.operations import Operations
from secinfo_desktop.backend.http.reports import Reports
from secinfo_desktop.backend.http.streams import MOST_OF_ALL, Streams
from secinfo_desktop.backend.metrics import Metrics
from secinfo_desktop.backend.services.audit import Auditor
from secinfo_desktop.backend.services.decoys import Decoys
from secinfo_desktop.backend.services.door import GateDoor
from secinfo_desktop.backend.services.gate import Gate
from secinfo_desktop.backend.services.hashing import Argon2Hasher
from secinfo_desktop.backend.services.kept_world import KeptWorld
from secinfo_desktop.backend.services.ports import StoreFull
from secinfo_desktop.backend.services.practice import Practice
from secinfo_desktop.backend.services.practice_past import Past
from secinfo_desktop.backend.services.proof_surroundings import proof_surroundings
from secinfo_desktop.backend.services.recovery import Recovery, Surroundings
from secinfo_desktop.backend.services.repeats import Repeats
from secinfo_desktop.backend.services.replacement_cancel import CancelAct
from secinfo_desktop.backend.services.replacement_notices import DueNotices
from secinfo_desktop.backend.services.replacement_services import replacement_notices, replacement_services
from secinfo_desktop.backend.services.signed_in import signed_in_services
from secinfo_desktop.backend.services.staff_gate import StaffGate
from secinfo_desktop.backend.settings import (
    NoRoomError,
    Settings,
    SettingsError,
    UnknownAccount,
    areas_token_in,
    secret_in,
)
from secinfo_desktop.backend.store.audit import SqlAudit, has_events
from secinfo_desktop.backend.store.database import DatabaseUnusable
from secinfo_desktop.backend.store.key_file import FILE as KEYS
from secinfo_desktop.backend.store.key_file import KeyFile
from secinfo_desktop.backend.store.opening import open_store
from secinfo_desktop.backend.store.schema import SchemaUnknown
from secinfo_desktop.backend.store.sql_store import SqlStore
from secinfo_desktop.backend.store.upkeep import SqlUpkeep
from secinfo_desktop.backend.text_way import texts_of
from secinfo_desktop.domain import providers
from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.providers import PackError, ProviderPack
from secinfo_desktop.domain.security_info import SessionPurpose
from secinfo_desktop.domain.toml_lines import KeyLines
from secinfo_desktop.practice import good_days, scenarios
from secinfo_desktop.practice.good_days import GoodDay
from secinfo_desktop.practice.scenarios import Scenario

if TYPE_CHECKING:
    from secinfo_desktop.backend.delivery.smtp import Relay
    from secinfo_desktop.backend.http.helpdesk_handlers import HelpdeskServices
    from secinfo_desktop.backend.services.live_services import LiveServices
    from secinfo_desktop.backend.services.sign_in import SignIn
    from secinfo_desktop.backend.services.telephony import Telephony

IN_PRACTICE = ("practice", "change_info", "helpdesk", "recovery_code", "replace_info")
"""What can be done in practice beyond codes, in the guide's words: as instructions with an effect in its world."""
HOSTED = ("helpdesk", "recovery_code")
"""What a hosted service does beyond codes."""
STOP_WITHIN = timedelta(seconds=1)
LOOK_AGAIN = timedelta(seconds=30)
"""How soon a process takes up what another one left behind, once its claim is over."""
OWNER_BYTES = 16
FORGET_EVERY = timedelta(hours=1)
TELL_EVERY = timedelta(minutes=5)
"""How soon after its time a notice of a waiting period leaves."""
LOOK_EVERY = timedelta(minutes=1)
"""How soon decoys look like the accounts that were added while the service runs."""


@dataclass(frozen=True)
class Service:
    """A service that is put together: what answers, and what runs beside it."""

    services: Services
    worker: Worker
    store: SqlStore
    operations: Operations
    reports: Reports | None = None
    """What takes reports on messages, for a listener of its own."""

    def start(self) -> None:
        """Begin to send messages."""
        self.worker.start()

    def stop(self) -> None:
        """Send nothing more and close the database."""
        self.worker.stop(STOP_WITHIN)
        self.store.close()


def build(
    settings: Settings, clock: Clock, random: Random, style: Style, telephony: "Telephony | None" = None
) -> Service:
    """Put a service together over its folder; with a telephone system of the organisation's own, if it has one.

    Raises:
        SettingsError: the provider's pack or the data folder can't be used.
    """
    return _Builder(settings, clock, random, style, telephony).service()


def load_pack(file: Path | None) -> ProviderPack:
    """The provider's pack from a file, or the made-up organisation's.

    Raises:
        SettingsError: it can't be read.
    """
    try:
        text = file.read_text("utf-8") if file else resources.text(f"providers/{providers.PRACTICE_PACK}.toml")
        pack = providers.parse(text)
    except PackError as error:
        raise SettingsError(tuple(f"provider: {problem}" for problem in error.problems)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError((f"provider: can't be read ({type(error).__name__})",)) from error
    if long := too_long(pack):
        key = longest_name(pack)
        where = f"provider: line {KeyLines(text).line(key)}: {key}: makes a text message too long"
        raise SettingsError(tuple(f"{where}: {kind}" for kind in long))
    return pack


def load_scenarios() -> dict[str, Scenario]:
    """All scenarios that come with the program, by id, the gentle ones first."""
    names = [name.removesuffix(".toml") for name in resources.names("scenarios", ".toml")]
    read = (scenarios.parse(name, resources.text(f"scenarios/{name}.toml")) for name in names)
    return {scenario.id: scenario for scenario in scenarios.gentle_first(read)}


def load_good_days() -> dict[str, GoodDay]:
    """All stories of good days that come with the program, by id."""
    names = [name.removesuffix(".toml") for name in resources.names("good_days", ".toml")]
    return {name: good_days.parse(name, resources.text(f"good_days/{name}.toml")) for name in names}


def load_common_passwords() -> frozenset[str]:
    """Words and phrases that no new password may be, in lower case."""
    lines = resources.text("passwords/common.txt").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def open_for(settings: Settings) -> SqlStore:
    """The store in the settings' folder or database.

    Raises:
        SettingsError: it can't be used, or is an organisation's and practice would empty it.
    """
    store = _opened(settings)
    if settings.practice and store.worlds.would_replace_real_accounts():
        store.close()
        raise SettingsError(("practice: this database has accounts of real people, which practice would remove",))
    return store


def _opened(settings: Settings) -> SqlStore:
    try:
        return open_store(settings.data, settings.database)
    except OSError as error:
        raise NoRoomError((f"data: can't be used ({error.strerror})",)) from error
    except StoreFull as error:
        raise NoRoomError(("data: nothing can be written there; the disk may be full",)) from error
    except SchemaUnknown as error:
        raise SettingsError((f"data: was written by a newer version of this program ({error})",)) from error
    except DatabaseUnusable as error:
        raise SettingsError((f"database: {error}",)) from error


def keys_for(settings: Settings, store: SqlStore, random: Random, pack: ProviderPack, *, anew: bool = False) -> KeyFile:
    """The keys in the settings' folder; made at the very first start alone, or if that is wanted (``anew``).

    Raises:
        SettingsError: they are gone, and with them all that was sealed and counted. Practice has nothing to lose.
    """
    if not ((settings.data / KEYS).is_file() or anew or settings.practice) and has_events(store.database):
        store.close()
        raise SettingsError((f"data: {KEYS} is gone, and this database was written with it (docs/hosting.md)",))
    try:
        return KeyFile(settings.data, random, max(pack.code_life.values()))
    except (OSError, StoreFull) as error:
        store.close()
        raise NoRoomError((f"data: {KEYS} can't be used or made there; the disk may be full",)) from error


def relay_of(settings: Settings) -> "Relay | None":
    """Where mail is handed in, with the password from its file. Loads what mail needs, where there is a relay.

    Raises:
        SettingsError: the file can't be read.
    """
    if settings.smtp is None:
        return None
    from secinfo_desktop.backend.delivery.smtp import Login, Relay

    login = None
    if settings.smtp_user is not None and settings.smtp_password_file is not None:
        login = Login(settings.smtp_user, secret_in("smtp_password_file", settings.smtp_password_file))
    return Relay(settings.smtp.host, settings.smtp.port, settings.smtp_security, login)


def _capabilities(ways: Iterable[Channel]) -> list[str]:
    """What ways out are called where somebody chooses between them."""
    return sorted("voice_call" if way is Channel.CALL else way.value for way in ways)


class _Builder:
    def __init__(
        self, settings: Settings, clock: Clock, random: Random, style: Style, telephony: "Telephony | None"
    ) -> None:
        self._settings, self._telephony = settings, telephony
        self._random = random
        self._hasher = Argon2Hasher()
        self._pack = load_pack(settings.provider)
        self._practice_clock = PracticeClock(clock) if settings.practice else None
        self._clock = self._practice_clock or clock
        store = open_for(settings)
        self._keys = keys_for(settings, store, random, self._pack)
        self._store = store.sealed_by(self._keys.seal)
        self._audit = Auditor(SqlAudit(store.database, self._keys.seal), self._keys, self._clock)
        self._texts = texts_of(settings, self._keys.digest)
        self._writer = Writer(
            self._store.accounts, self._store.flows, self._store.replacements, self._keys, self._pack, style
        )

    def service(self) -> Service:
        kept = self._kept_world()
        transports = self._transports(kept)
        upkeep, metrics = SqlUpkeep(self._store.database), Metrics()
        decoys = self._decoys()
        surroundings = self._surroundings(frozenset(transports), decoys)
        notices = replacement_notices(surroundings)
        due = DueNotices(self._store.replacements, notices, self._pack.security_info)
        chores = () if kept else (Chore(TELL_EVERY, due.sweep), *self._chores(upkeep, decoys))
        beside = Beside(metrics.handed_over, chores, self._look_again())
        owner = self._random.randbytes(OWNER_BYTES).hex()
        worker = Worker(self._store.outbox, self._writer.write, transports, self._clock, owner, beside)
        recovery = Recovery(surroundings, worker.wake)
        acts = {SessionPurpose.CANCEL: CancelAct(notices, self._audit)}
        signed_in = signed_in_services(surroundings, self._store.signed_in, worker.wake, acts)
        token = areas_token_in(self._settings.areas_token_file)
        replacing = replacement_services(surroundings, self._store.replacements, signed_in.gate, worker.wake, token)
        streams = Streams(self._store.live_cases.marks, most=min(MOST_OF_ALL, open_files.allowed() // 2))
        past, do_all = Past(signed_in.sign_in, replacing.replacing), partial(self._do_all, due, worker)
        services = Services(
            clock=self._clock,
            pack=self._pack,
            capabilities=("recovery", *_capabilities(transports), *(IN_PRACTICE if kept else HOSTED)),
            recovery=recovery,
            sign_in=signed_in.sign_in,
            sessions=signed_in.sessions,
            session_flows=signed_in.flows,
            contacts=signed_in.contacts,
            overview=signed_in.overview,
            replacements=replacing,
            repeats=Repeats(self._store.answers, self._keys, self._clock),
            audit=self._audit,
            tables=self._store.guide_tables,
            evidence=self._evidence(surroundings, signed_in.gate, worker.wake),
            staff_gate=StaffGate(self._store.staff, self._clock, self._audit),
            helpdesk=Late(partial(self._helpdesk, surroundings, signed_in.sign_in)),
            live=Late(partial(self._live, surroundings, recovery, worker.wake, streams.notify)),
            streams=streams,
            practice=self._practice(kept, recovery, past, do_all) if kept else None,
        )
        reports = self._texts.reports(self._store.outbox, metrics.reported) if self._texts else None
        return Service(services, worker, self._store, Operations(metrics, upkeep.waiting), reports)

    def _look_again(self) -> timedelta | None:
        """Other processes may leave messages behind, or put back what was set aside; but not in practice."""
        return None if self._settings.practice else LOOK_AGAIN

    def _kept_world(self) -> KeptWorld | None:
        if self._practice_clock is None:
            return None
        return KeptWorld(self._store.worlds, self._store.outbox, self._practice_clock)

    def _transports(self, kept: KeptWorld | None) -> Mapping[Channel, Transport]:
        if kept is not None:
            walking = PracticeTransport(kept, self._store.outbox, self._clock)
            return dict.fromkeys(Channel, walking)
        ways: dict[Channel, Transport] = {}
        if relay := relay_of(self._settings):
            from secinfo_desktop.backend.delivery.smtp import SmtpTransport

            ways[Channel.EMAIL] = SmtpTransport(relay, clock=self._clock)
        if self._texts:
            ways[Channel.SMS] = self._texts.transport(self._clock)
        return ways

    def _surroundings(self, channels: frozenset[Channel], decoys: Decoys | None) -> Surroundings:
        return Surroundings(
            accounts=self._store.accounts,
            sessions=self._store.sessions,
            flows=self._store.flows,
            outbox=self._store.outbox,
            keys=self._keys,
            hasher=self._hasher,
            clock=self._clock,
            random=self._random,
            pack=self._pack,
            channels=channels,
            common_passwords=load_common_passwords(),
            audit=self._audit,
            computers=self._store.computers,
            decoys=decoys,
        )

    def _evidence(self, its: Surroundings, gate: Gate, on_queued: Callable[[], None]) -> EvidenceServices:
        codes, past = self._store.recovery_codes, self._store.activity
        return evidence_services(proof_surroundings(its, codes, past, GateDoor(gate), on_queued))

    def _helpdesk(self, its: Surroundings, tries: "SignIn") -> "HelpdeskServices":
        from secinfo_desktop.backend.helpdesk_parts import helpdesk_services

        practice, telephony = self._settings.practice, self._telephony
        return helpdesk_services(its, self._store, tries, practice=practice, telephony=telephony)

    def _live(
        self, its: Surroundings, recovery: Recovery, on_queued: Callable[[], None], on_event: Callable[[str], None]
    ) -> "LiveServices":
        from secinfo_desktop.backend.delivery.aside import aside
        from secinfo_desktop.backend.services.live_services import live_services

        return live_services(its, self._store.live_cases, recovery, on_queued, on_event, self._telephony, aside)

    def _decoys(self) -> Decoys | None:
        if self._settings.unknown_account is not UnknownAccount.DECOY:
            return None
        return Decoys(self._keys, self._store.decoys.prepare(self._clock()))

    def _chores(self, upkeep: SqlUpkeep, decoys: Decoys | None) -> tuple[Chore, ...]:
        forget = Chore(FORGET_EVERY, upkeep.forget)
        return (forget,) if decoys is None else (forget, Chore(LOOK_EVERY, partial(self._renew, decoys)))

    def _renew(self, decoys: Decoys, now: datetime) -> bool:
        decoys.renew(self._store.decoys.shares(now), now)
        return False

    def _do_all(self, due: DueNotices, worker: Worker) -> None:
        while due.sweep(self._clock()):
            continue
        worker.deliver_due()

    def _practice(self, kept: KeptWorld, recovery: Recovery, past: Past, deliver_due: Callable[[], None]) -> Practice:
        return Practice(
            load=load_scenarios,
            load_good_days=load_good_days,
            hasher=self._hasher,
            past=past,
            kept=kept,
            worlds=self._store.worlds,
            accounts=self._store.accounts,
            recovery=recovery,
            outbox=self._store.outbox,
            computers=self._store.computers,
            write=self._writer.write,
            deliver_due=deliver_due,
            next_due=self._store.replacements.next_due,
            clock=self._clock,
            random=self._random,
            region=self._pack.region,
        )
