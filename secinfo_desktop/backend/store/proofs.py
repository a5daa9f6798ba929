"""Proofs of a recovery flow in SQL: the second of two proves it, where its account asks for two (R13)."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from secinfo_desktop.backend.services.ports import NeedsTwo
from secinfo_desktop.backend.store.tables import ACCOUNT, FLOW
from secinfo_desktop.domain.proofs import Method, is_enough


def give_proof(connection: Connection, flow_id: str, method: Method, now: datetime, needs_two: NeedsTwo) -> None:
    """Count a proof for a flow that is open, in the caller's transaction.

    Any first one is kept; what is not enough leaves the flow unproven. The flow of a signed-in person needs one.
    """
    its = select(FLOW.c.first_proof, FLOW.c.session_id, ACCOUNT.c.second_step).join_from(FLOW, ACCOUNT)
    row = connection.execute(its.where(FLOW.c.id == flow_id)).one()
    asks_for_two = row.session_id is None and needs_two(row.second_step)
    first = Method(row.first_proof) if row.first_proof else None
    if is_enough(method, first, needs_two=asks_for_two):
        proving = update(FLOW).values(proven_at=now)
    else:
        proving = update(FLOW).values(first_proof=first or method)
    connection.execute(proving.where(FLOW.c.id == flow_id))
