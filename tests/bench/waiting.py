"""Puts accounts of a filled database into a waiting period whose first notice is due, and sweeps them.

`python -m tests.bench.waiting --data FOLDER` sweeps as the worker does, and says how long it took, how many were told,
and how much memory it took beyond what the program had before. With SECINFO_DATABASE it is that database.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from secinfo_desktop.backend.service import load_pack, open_for
from secinfo_desktop.backend.services.messages import Messages
from secinfo_desktop.backend.services.replacement_notices import DueNotices, ReplacementNotices
from secinfo_desktop.backend.settings import from_environment, read
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.tables import ACCOUNT, CONTACT, OUTBOX, REPLACEMENT
from secinfo_desktop.domain.contacts import Channel

BEGAN: Final = datetime(2026, 11, 26, 3, tzinfo=UTC)
NOW: Final = BEGAN + timedelta(days=1)
_KIB: Final = 1024.0


def put_in_waiting(database: Database, accounts: int) -> None:
    """Let so many accounts, from all over the database, wait for a day; every contact counts."""
    ids = select(ACCOUNT.c.id).order_by(func.substr(ACCOUNT.c.id, 20)).limit(accounts)
    with database.write() as connection:
        connection.execute(update(CONTACT).values(added_at=BEGAN, proven_at=BEGAN))
        rows = [_waiting(account_id) for account_id in connection.execute(ids).scalars()]
        connection.execute(insert(REPLACEMENT), rows)


def _waiting(account_id: str) -> dict[str, Any]:
    return {
        "id": f"r{account_id}",
        "account_id": account_id,
        "requested_at": BEGAN,
        "ends_at": BEGAN + timedelta(days=30),
        "notices_sent": 1,
        "due_at": NOW,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep and say what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.waiting", description=__doc__)
    parser.add_argument("--data", required=True)
    its = parser.parse_args(arguments)
    with closing(open_for(read(from_environment(os.environ), {"data": its.data}, sends=False))) as store:
        pack, memory = load_pack(None), _peak_mib()
        notices = ReplacementNotices(Messages(Random(7), pack), frozenset(Channel))
        due = DueNotices(store.replacements, notices, pack.security_info)
        began = time.perf_counter()
        while due.sweep(NOW):
            continue
        seconds = time.perf_counter() - began
        with store.database.read() as connection:
            told = connection.execute(select(func.count(OUTBOX.c.account_id.distinct()))).scalar_one()
    found = {"seconds": round(seconds, 3), "told": told, "mib": round(_peak_mib() - memory, 1)}
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB


if __name__ == "__main__":
    sys.exit(main())
