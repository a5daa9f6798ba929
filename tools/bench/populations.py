"""Services with few and with very many made-up accounts, over both databases, all of them running at the same time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from secinfo_desktop.backend.store.opening import open_store
from tests.bench.accounts import add_people
from tests.bench.people import MadePerson, people
from tests.helpers.postgres_server import PostgresServer
from tools.bench.send_code import Person, opened, send_codes
from tools.bench.service import running_service
from tools.bench.signed_in import sign_in

SEED: Final = 20261127
ASKING: Final = 500
"""How many people ask for a code in one round; as many others, who are signed in, have one sent."""
WARM_UP: Final = 24
"""Of them, those who are not timed: after them each thread of a service has its connection."""


@dataclass
class Population:
    """A service, and those of its accounts that ask for codes, and those that are signed in.

    They are not the same: nobody may have another code within a minute, however they ask.
    """

    port: int
    asking: Sequence[MadePerson]
    inside: Sequence[MadePerson]
    rounds: int = 0

    def ready(self) -> list[bytes]:
        """The requests of the next ones, who ask once each, from a place where nobody has asked from before.

        Raises:
            NotMeasured: somebody is refused.
        """
        first = self.rounds * ASKING
        self.rounds += 1
        some = _from(self.asking, first)
        everybody = [Person(its.name, its.mail, first + place) for place, its in enumerate(some)]
        send_codes(self.port, everybody[:WARM_UP])
        return opened(self.port, everybody[WARM_UP:])

    def signed_in(self) -> Sequence[MadePerson]:
        """As many who are signed in, others in each round where there are enough."""
        return _from(self.inside, (self.rounds - 1) * ASKING)


def _from(everybody: Sequence[MadePerson], first: int) -> list[MadePerson]:
    """The people of a round, from a place on; behind the last one comes the first."""
    return [everybody[place % len(everybody)] for place in range(first, first + ASKING)]


@contextmanager
def running_populations(
    folder: Path, accounts: Sequence[int], server: PostgresServer | None
) -> Iterator[dict[int, Population]]:
    """For each number of accounts a service that has so many: over SQLite in the folder, or over that server."""
    with ExitStack() as services:
        found = {}
        for count in accounts:
            data = folder / f"{'sqlite' if server is None else 'postgresql'}-{count}"
            data.mkdir(mode=0o700)
            database = None if server is None else server.fresh_database()
            address = None if server is None or database is None else server.url(database)
            noted = _filled(data, address, count)
            if server is not None and database is not None:
                server.tell("VACUUM ANALYZE", database)  # else the server would do it by itself, in the midst of it
            port = services.enter_context(running_service(data, address))
            found[count] = Population(port, asking=noted[::2], inside=noted[1::2])
        if server is not None:
            server.tell("CHECKPOINT")
        yield found


def _filled(data: Path, address: str | None, count: int) -> list[MadePerson]:
    """Fill a database; returns those who will do something, from all over it."""
    noted: list[MadePerson] = []
    with closing(open_store(data, address)) as store:
        add_people(store.database, _noted(people(count, SEED), max(1, count // (6 * ASKING)), noted))
        sign_in(store.database, noted[1::2])
    return noted


def _noted(made: Iterable[MadePerson], every: int, noted: list[MadePerson]) -> Iterator[MadePerson]:
    for number, person in enumerate(made):
        if number % every == 0:
            noted.append(person)
        yield person
