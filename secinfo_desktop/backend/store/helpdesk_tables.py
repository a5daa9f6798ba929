"""The tables of the helpdesk: staff, cases with their logs, shared cases, verifications and approvals.

Nothing of it holds a code, a contact or a number in clear: what somebody has to know is kept as a keyed digest.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false

from secinfo_desktop.backend.store.tables import METADATA as METADATA
from secinfo_desktop.backend.store.tables import Instant

_ID = String(64)


def _of(table: str, name: str, *, required: bool = True) -> Column[str]:
    """A foreign key, with an index."""
    return Column(name, _ID, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=not required, index=True)


STAFF = Table(
    "staff",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("shown_name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("ended_at", Instant),
)
"""Who works at the helpdesk; ``ended_at``: not any more."""

STAFF_SESSION = Table(
    "staff_session",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("token_digest", _ID, nullable=False, unique=True),
    _of("staff", "staff_id"),
    Column("began_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False, index=True),
    Column("ended_at", Instant),
    Column("peer", _ID, index=True),
)
"""``peer`` stands for the name and the network address that it signed in from: there it is spared waits."""

HELP_PLACE = Table(
    "help_place",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("next", Integer, nullable=False),
)
"""One row: the place of the next case. A case that is erased leaves its number to nobody."""

HELP_CASE = Table(
    "help_case",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("place", Integer, nullable=False, unique=True),
    Column("caller", String(60), nullable=False),
    Column("found_by", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("checklist", String(64), nullable=False),
    Column("context", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    _of("staff", "owner_id", required=False),
    Column("account_id", _ID, index=True),
    Column("step", String(64)),
    Column("last_seq", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False, index=True),
    Column("waiting_since", Instant),
    Column("verified_until", Instant),
    Column("verified_how", String(16)),
    Column("verified_for", String(32)),
    Column("outcome", String(32)),
    Column("call_back_on", Date),
    Column("ticket", String(40)),
    Column("closed_at", Instant, index=True),
    Index(None, "state", "waiting_since"),
    Index(None, "waiting_since", "place"),
    Index(None, "found_by", "place"),
    Index(None, "owner_id", "state"),
)
"""A case. ``place`` makes its number; ``found_by``: caller, number and ticket in lower case, for the search;
``verified_for``: the action that the caller allowed. No foreign key to the account: a case outlives it.
"""

HELP_EVENT = Table(
    "help_event",
    METADATA,
    Column("case_id", _ID, ForeignKey("help_case.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", _ID, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("event", Text),
    Column("live", String(32)),
    UniqueConstraint("case_id", "id"),
)
"""Only ever added to. ``seq`` counts from 1 without gaps; an id comes once in a case."""

HELP_NOTE = Table(
    "help_note",
    METADATA,
    Column("case_id", _ID, ForeignKey("help_case.id", ondelete="CASCADE"), primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("text", Text, nullable=False),
)

SHARED_CASE = Table(
    "shared_case",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("handle_digest", _ID, nullable=False, unique=True),
    _of("flow", "flow_id"),
    _of("help_case", "case_id"),
    Column("join_digest", _ID, unique=True),
    Column("join_ends_at", Instant, nullable=False),
    _of("staff", "asked_by", required=False),
    Column("allowed_at", Instant),
    Column("ended_at", Instant),
    Column("opened_at", Instant, nullable=False, index=True),
)
"""A case that the caller's app shares. ``join_digest`` stands for the number that the caller says; gone once used."""

VERIFICATION = Table(
    "verification",
    METADATA,
    Column("id", _ID, primary_key=True),
    _of("help_case", "case_id"),
    _of("staff", "staff_id"),
    Column("how", String(16), nullable=False),
    Column("action", String(32)),
    Column("number_digest", _ID),
    Column("tries", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("done_at", Instant),
)

APPROVAL = Table(
    "approval",
    METADATA,
    Column("id", _ID, primary_key=True),
    _of("help_case", "case_id"),
    _of("staff", "asked_by"),
    Column("action", String(32)),
    Column("reason", Text, nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("ends_at", Instant, nullable=False),
    _of("staff", "decided_by", required=False),
    Column("decided_at", Instant),
    Column("is_approved", Boolean, nullable=False, server_default=false()),
    Column("used_at", Instant),
)

STAFF_ACT = Table(
    "staff_act",
    METADATA,
    Column("id", _ID, primary_key=True),
    _of("help_case", "case_id"),
    _of("staff", "staff_id"),
    Column("action", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("approval_id", _ID),
    Column("at", Instant, nullable=False),
)
"""What staff did to an account, by the id that the console gave it: done once."""
