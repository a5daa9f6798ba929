"""The practice world in SQL."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from secinfo_desktop.backend.services.records import NewAccount
from secinfo_desktop.backend.services.staff_identity import NO_PASSWORD
from secinfo_desktop.backend.store.accounts import IS_SOMEBODY, add_accounts
from secinfo_desktop.backend.store.database import Database
from secinfo_desktop.backend.store.helpdesk_tables import HELP_CASE, STAFF
from secinfo_desktop.backend.store.tables import ACCOUNT, ANSWER, ATTEMPT, CONTACT, PRACTICE_WORLD, SEND

_THE_ONE = 1


class SqlWorlds:
    """Keeps the practice world in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> str | None:
        """The world as it was last kept."""
        with self._database.read() as connection:
            return connection.execute(select(PRACTICE_WORLD.c.world)).scalar()

    def would_replace_real_accounts(self) -> bool:
        """True if the database has accounts of people, or staff, and never had a world: to practise would harm them."""
        people = select(ACCOUNT.c.id).where(IS_SOMEBODY).limit(1)
        staff = select(STAFF.c.id).where(STAFF.c.password_hash != NO_PASSWORD).limit(1)
        with self._database.read() as connection:
            has_world = connection.execute(select(PRACTICE_WORLD.c.id)).first() is not None
            return not has_world and any(connection.execute(who).first() is not None for who in (people, staff))

    def keep(self, world: str) -> None:
        """Keep the world."""
        with self._database.write() as connection:
            _keep(connection, world)

    def start_afresh(self, accounts: Sequence[NewAccount], world: str) -> None:
        """Forget every account and all that hangs on it, and every case; begin with these accounts and this world."""
        with self._database.write() as connection:
            connection.execute(delete(ACCOUNT))
            for kept in (SEND, ATTEMPT, ANSWER, HELP_CASE):
                connection.execute(delete(kept))
            add_accounts(connection, accounts)
            _keep(connection, world)

    def correct_contact(self, wrong: str, right: str) -> None:
        """Put a contact of the made-up people right."""
        with self._database.write() as connection:
            connection.execute(update(CONTACT).where(CONTACT.c.value == wrong).values(value=right))


def _keep(connection: Connection, world: str) -> None:
    connection.execute(delete(PRACTICE_WORLD))
    connection.execute(insert(PRACTICE_WORLD), {"id": _THE_ONE, "world": world})
