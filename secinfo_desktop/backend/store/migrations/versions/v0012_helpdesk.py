"""The helpdesk: staff, cases with their logs, shared cases, verifications, approvals, acts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Everything new but a column of the audit log and one of flows, which old rows leave empty."""
    _staff()
    _cases()
    _logs()
    _shared()
    _proofs()
    _approvals()
    op.add_column("audit_event", sa.Column("staff_id", sa.String(64)))
    op.add_column("flow", _time("known_since", required=False))


def _id(name: str = "id", *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=not required)


def _time(name: str, *, required: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=not required)


def _word(name: str, length: int, *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=not required)


def _text(name: str, *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=not required)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _staff() -> None:
    op.create_table(
        "staff",
        _id(),
        _text("name"),
        _text("shown_name"),
        _word("role", 16),
        _text("password_hash"),
        _time("added_at"),
        _time("ended_at", required=False),
        _key("staff", "id"),
        _once("staff", "name"),
    )
    op.create_table(
        "staff_session",
        _id(),
        _id("token_digest"),
        _id("staff_id"),
        _time("began_at"),
        _time("ends_at"),
        _time("ended_at", required=False),
        _id("peer", required=False),
        _key("staff_session", "id"),
        _refers("staff_session", "staff_id", "staff"),
        _once("staff_session", "token_digest"),
    )
    _index("staff_session", "staff_id")
    _index("staff_session", "ends_at")
    _index("staff_session", "peer")


def _cases() -> None:
    places = op.create_table(
        "help_place", sa.Column("id", sa.Integer, autoincrement=False, nullable=False), _number("next"),
        _key("help_place", "id"),
    )  # fmt: skip
    op.bulk_insert(places, [{"id": 1, "next": 0}])
    op.create_table(
        "help_case",
        _id(),
        _number("place"),
        _word("caller", 60),
        _text("found_by"),
        _word("language", 16),
        _word("checklist", 64),
        _word("context", 64),
        _word("state", 16),
        _id("owner_id", required=False),
        _id("account_id", required=False),
        _word("step", 64, required=False),
        _number("last_seq"),
        _time("opened_at"),
        _time("changed_at"),
        _time("waiting_since", required=False),
        _time("verified_until", required=False),
        _word("verified_how", 16, required=False),
        _word("verified_for", 32, required=False),
        _word("outcome", 32, required=False),
        sa.Column("call_back_on", sa.Date),
        _word("ticket", 40, required=False),
        _time("closed_at", required=False),
        _key("help_case", "id"),
        _refers("help_case", "owner_id", "staff"),
        _once("help_case", "place"),
    )
    for columns in (("owner_id",), ("account_id",), ("changed_at",), ("closed_at",)):
        _index("help_case", *columns)
    _index("help_case", "state", "waiting_since")
    _index("help_case", "waiting_since", "place")
    _index("help_case", "found_by", "place")
    _index("help_case", "owner_id", "state")


def _logs() -> None:
    op.create_table(
        "help_event",
        _id("case_id"),
        _number("seq"),
        _id(),
        _time("at"),
        _word("by", 16),
        _text("who"),
        _text("event", required=False),
        _word("live", 32, required=False),
        _key("help_event", "case_id", "seq"),
        _refers("help_event", "case_id", "help_case"),
        _once("help_event", "case_id", "id"),
    )
    op.create_table(
        "help_note",
        _id("case_id"),
        _id(),
        _time("at"),
        _text("who"),
        _text("text"),
        _key("help_note", "case_id", "id"),
        _refers("help_note", "case_id", "help_case"),
    )


def _shared() -> None:
    op.create_table(
        "shared_case",
        _id(),
        _id("handle_digest"),
        _id("flow_id"),
        _id("case_id"),
        _id("join_digest", required=False),
        _time("join_ends_at"),
        _id("asked_by", required=False),
        _time("allowed_at", required=False),
        _time("ended_at", required=False),
        _time("opened_at"),
        _key("shared_case", "id"),
        _refers("shared_case", "flow_id", "flow"),
        _refers("shared_case", "case_id", "help_case"),
        _refers("shared_case", "asked_by", "staff"),
        _once("shared_case", "handle_digest"),
        _once("shared_case", "join_digest"),
    )
    for name in ("flow_id", "case_id", "asked_by", "opened_at"):
        _index("shared_case", name)


def _proofs() -> None:
    op.create_table(
        "verification",
        _id(),
        _id("case_id"),
        _id("staff_id"),
        _word("how", 16),
        _word("action", 32, required=False),
        _id("number_digest", required=False),
        _number("tries"),
        _time("asked_at"),
        _time("ends_at"),
        _time("done_at", required=False),
        _key("verification", "id"),
        _refers("verification", "case_id", "help_case"),
        _refers("verification", "staff_id", "staff"),
    )
    for name in ("case_id", "staff_id"):
        _index("verification", name)


def _approvals() -> None:
    op.create_table(
        "approval",
        _id(),
        _id("case_id"),
        _id("asked_by"),
        _word("action", 32, required=False),
        _text("reason"),
        _time("asked_at"),
        _time("ends_at"),
        _id("decided_by", required=False),
        _time("decided_at", required=False),
        sa.Column("is_approved", sa.Boolean, nullable=False, server_default=sa.false()),
        _time("used_at", required=False),
        _key("approval", "id"),
        _refers("approval", "case_id", "help_case"),
        _refers("approval", "asked_by", "staff"),
        _refers("approval", "decided_by", "staff"),
    )
    op.create_table(
        "staff_act",
        _id(),
        _id("case_id"),
        _id("staff_id"),
        _word("action", 32),
        _text("reason"),
        _id("approval_id", required=False),
        _time("at"),
        _key("staff_act", "id"),
        _refers("staff_act", "case_id", "help_case"),
        _refers("staff_act", "staff_id", "staff"),
    )
    for table, names in (
        ("approval", ("case_id", "asked_by", "decided_by", "asked_at")),
        ("staff_act", ("case_id", "staff_id")),
    ):
        for name in names:
            _index(table, name)
