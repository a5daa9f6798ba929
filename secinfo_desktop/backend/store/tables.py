"""The tables. Times are whole microseconds since 1970 (UTC) in every database; ids are text; nothing holds a code."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    true,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware time, kept as an integer so that no database and no zone can bend it."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, _dialect: Dialect) -> Callable[[datetime | None], int | None]:
        """Microseconds for the database."""
        return _in_ticks

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[int | None], datetime | None]:
        """The time in UTC."""
        return _in_time


def _in_ticks(value: datetime | None) -> int | None:
    return None if value is None else (value - _EPOCH) // _TICK


def _in_time(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + value * _TICK


def _id(name: str = "id") -> Column[str]:
    return Column(name, String(64), primary_key=True)


def _belongs_to(table: str, *, required: bool = True) -> Column[str]:
    """A foreign key, with an index: without one every row that is deleted there reads the whole table here."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(f"{table}_id", String(64), key, nullable=not required, index=True)


def _time(name: str, *, required: bool = True, index: bool = False) -> Column[datetime]:
    return Column(name, Instant, nullable=not required, index=index)


def _token_digest() -> Column[str]:
    """Stands for a token, which only its holder has."""
    return Column("token_digest", String(64), index=True, unique=True)


ACCOUNT = Table(
    "account",
    METADATA,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("password_hash", Text),
    _time("added_at"),
    _time("removal_held_until", required=False),
    _time("password_changed_at", required=False),
    Column("new_password_needed", Boolean, nullable=False, server_default=false()),
    Column("second_step", Boolean, nullable=False, server_default=false()),
    _time("verified_at", required=False),
    _time("notice_at", required=False),
    _time("notice_skipped_until", required=False),
    Column("recovery_code_digest", String(64)),
    _time("recovery_code_made_at", required=False),
)
"""``verified_at``: when the person last gave a code back; ``notice_at``: first notice since (B23)."""

CONTACT = Table(
    "contact",
    METADATA,
    _id(),
    _belongs_to("account"),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", Text, nullable=False),
    Column("failed_in_a_row", Integer, nullable=False),
    Column("guesses", Integer, nullable=False),
    _time("added_at", required=False),
    _time("proven_at", required=False),
    _time("counts_since", required=False),
    Column("replaces_id", String(64)),
    Column("replacement_id", String(64)),
    Column("for_recovery", Boolean, nullable=False, server_default=true()),
    Column("for_sign_in", Boolean, nullable=False, server_default=true()),
    _time("removed_at", required=False),
)
_IS_GONE = CONTACT.c.removed_at.is_not(None)
Index("ix_contact_removed_at", CONTACT.c.removed_at, sqlite_where=_IS_GONE)
"""Counts once it is proven (B7). One of a replacement that waits belongs to that and counts for nothing yet (B11).

One that was removed stays until the notice of that has been sent to it. On PostgreSQL the index is as narrow (its
migration says so); to name that here would load its dialect with every start.
"""

SIGN_IN_NAME = Table(
    "sign_in_name",
    METADATA,
    _id(),
    _belongs_to("account"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False, unique=True),
    Column("is_on", Boolean, nullable=False),
)
"""What one signs in with beside the account's own name, and that name too once it can be turned off (B8)."""

REPLACEMENT = Table(
    "replacement",
    METADATA,
    _id(),
    _belongs_to("account"),
    _time("requested_at"),
    _time("ends_at"),
    Column("claim_digest", String(64)),
    Column("notices_sent", Integer, nullable=False),
    _time("due_at", required=False, index=True),
    _time("finished_at", required=False),
    _time("cancelled_at", required=False),
    Column("cancelled_by", String(16)),
)
"""Waiting periods, also those that are over: cancellations of the last 60 days count.

``due_at``: when the next notice is due, or the lapse; none for what is over. The cancel code is nowhere (``services``).
"""

SESSION = Table(
    "session",
    METADATA,
    _id(),
    _belongs_to("account"),
    Column("device", Text, nullable=False),
    _time("began_at", index=True),
    _time("ended_at", required=False),
    _token_digest(),
    Column("peer", String(64), index=True),
    Column("stage", String(16), nullable=False, server_default="open"),
    _time("proven_at", required=False),
    _time("password_at", required=False),
    _time("old_contact_at", required=False),
    _time("seen_at", required=False),
)
"""``proven_at``: the last fresh proof, which counts for five minutes (R16); ``password_at``: the last by password;
``old_contact_at``: the last by a code to a contact that was old then.
"""

KNOWN_DEVICE = Table(
    "known_device",
    METADATA,
    _id(),
    _belongs_to("account"),
    Column("device", Text, nullable=False),
    _time("added_at"),
    _time("revoked_at", required=False),
    Column("public_key", String(64)),
    _time("used_at", required=False, index=True),
)
"""``public_key``: Ed25519, base64; its private half lies in a computer's keyring. A row without one proves nothing."""

FLOW = Table(
    "flow",
    METADATA,
    _id(),
    Column("handle_digest", String(64), nullable=False, unique=True),
    _belongs_to("account"),
    Column("purpose", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    _time("known_since", required=False),
    _time("opened_at"),
    _time("ends_at"),
    Column("asked", Integer, nullable=False),
    Column("guesses", Integer, nullable=False),
    _belongs_to("contact", required=False),
    _time("proven_at", required=False),
    _time("closed_at", required=False),
    Column("decoy", String(64)),
    Column("session_id", String(64)),
    Column("aim", String(64)),
    Column("first_proof", String(16)),
)
"""``session_id``: of a signed-in person's flow, ``aim`` its contact; ``first_proof``: how a first of two was given."""

CODE = Table(
    "code",
    METADATA,
    _id(),
    _belongs_to("flow"),
    _belongs_to("contact"),
    Column("purpose", String(16), nullable=False),
    Column("kid", String(64), nullable=False),
    Column("tag", String(2), nullable=False),
    _time("asked_at"),
    _time("last_asked_at"),
    _time("ends_at"),
    _time("used_at", required=False),
    Column("typed_right", Boolean, nullable=False),
    Column("was_sent", Boolean, nullable=False),
    Column("channel", String(16)),
)

SEND = Table(
    "send",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("destination", String(64), nullable=False),
    _time("at"),
    Column("audience", String(16), nullable=False),
    Index(None, "destination", "at"),
)
"""What the ceilings of destinations count: keyed digests of contacts, whatever became of the request."""

ATTEMPT = Table(
    "attempt",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject", String(64), nullable=False),
    _time("at", index=True),
    Index(None, "subject", "at"),
)
"""What all other ceilings count: keyed digests of accounts and network addresses, each for one purpose."""

ANSWER = Table(
    "answer",
    METADATA,
    _id(),
    Column("body_check", String(8), nullable=False),
    _time("answered_at", index=True),
    Column("answer", Text, nullable=False),
    _time("reserved_until", required=False),
)
"""Answers to requests that may come again, for a day; none of them holds a secret. Reserved: not answered yet."""

DECOY_SHARES = Table(
    "decoy_shares",
    METADATA,
    Column("taken_at", Instant, primary_key=True, autoincrement=False),
    Column("accounts", Integer, nullable=False),
    Column("shares", Text, nullable=False),
)
"""What decoys are drawn from: how often contacts of each kind, domain and ending are there, and nobody's in full."""

OUTBOX = Table(
    "outbox",
    METADATA,
    _id(),
    Column("kind", String(32), nullable=False),
    _belongs_to("account"),
    _belongs_to("contact"),
    _belongs_to("code", required=False),
    Column("message_id", Text, nullable=False),
    _time("queued_at"),
    _time("due_at"),
    _time("ends_at", required=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(32)),
    Column("claimed_by", String(64)),
    _time("claimed_until", required=False),
    Column("channel", String(16)),
    Column("unfinished", Integer, nullable=False, server_default="0"),
    Index(None, "state", "due_at"),
)
"""A message is sent by whoever has claimed it, until the claim is over."""

AUDIT_EVENT = Table(
    "audit_event",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    _time("at"),
    Column("kind", String(32), nullable=False),
    Column("account_id", String(64)),
    Column("peer", String(64)),
    Column("detail", String(64), nullable=False),
    Column("session_id", String(64)),
    Column("staff_id", String(64)),
    Column("mac", String(64), nullable=False),
    Index(None, "account_id", "seq"),
)
"""No foreign keys: an event outlives what it speaks of. ``session_id``: in which session somebody did it;
``staff_id``: who of the helpdesk did.
"""

AUDIT_HEAD = Table(
    "audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("mac", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
)
"""One row: the last event's number and mac, and a seal over both."""

GUIDE_TABLE = Table(
    "guide_table",
    METADATA,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("checklist", String(64), nullable=False, index=True),
    Column("body", Text),
    Column("replaces", Integer),
    _time("put_at"),
)
"""A change of the guide's learnt tables; the newest of a checklist counts, and one without a table is none."""

PRACTICE_WORLD = Table(
    "practice_world", METADATA, Column("id", Integer, primary_key=True), Column("world", Text, nullable=False)
)
