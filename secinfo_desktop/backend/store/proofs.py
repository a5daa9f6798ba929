"""Proofs of a recovery flow in SQL: the second of two proves it, where its account asks for two (R13)."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from secinfo_desktop.backend.store.tables import ACCOUNT, FLOW
from secinfo_desktop.domain.proofs import Method, is_enough


def give_proof(connection: Connection, flow_id: str, method: Method, now: datetime) -> None:
    """Count a proof for a flow that is open, in the caller's transaction.

    Any first one is kept; what is not enough leaves the flow unproven. The flow of a signed-in person needs one.
    """
    its = select(FLOW.c.first_proof, FLOW.c.session_id, ACCOUNT.c.second_step).join_from(FLOW, ACCOUNT)
    row = connection.execute(its.where(FLOW.c.id == flow_id)).one()
    needs_two = row.second_step and row.session_id is None
    first = Method(row.first_proof) if row.first_proof else None
    if is_enough(method, first, needs_two=needs_two):
        proven = {"proven_at": now}
    else:
        proven = {"first_proof": first or method}
    connection.execute(update(FLOW).where(FLOW.c.id == flow_id).values(proven))
