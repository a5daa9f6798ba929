"""Statements that are made into SQL once, for what people wait for.

SQLAlchemy builds a statement anew each time it is written down, finds its SQL again and wraps each row: that costs some
ten to forty times as much as SQLite's own work on a row that is found by its key. Here the way is gone once for each
database; then the driver gets the SQL. Whoever listens to an engine's statements hears these as well.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import Select

_Convert = Callable[[Any], Any]
_ONE = False
"""What SQLAlchemy tells its listeners of a statement that is executed once, not for many rows."""


class Prepared:
    """A statement with named parameters (``bindparam``). ``columns``: those that an INSERT or UPDATE sets by name.

    Rows come as named tuples, with the values that SQLAlchemy would give. Errors are SQLAlchemy's, without any value.
    """

    def __init__(self, statement: Select[Any] | UpdateBase, *columns: str) -> None:
        self._statement = statement
        self._columns = columns
        self._ready: dict[str, _Ready] = {}

    def rows(self, connection: Connection, **values: Any) -> list[Any]:
        """All rows that it finds."""
        return self.ask(connection, **values).rows()

    def ask(self, connection: Connection, **values: Any) -> "Asked":
        """The same, to be read later: statements that go to the database together are answered together."""
        ready = self._for(connection.dialect)
        return Asked(execute(connection, ready.sql, ready.parameters(values)), ready)

    def row(self, connection: Connection, **values: Any) -> Any | None:
        """The first row that it finds; None if there is none."""
        return next(iter(self.rows(connection, **values)), None)

    def run(self, connection: Connection, **values: Any) -> int:
        """Execute it; returns how many rows it met, unless it goes to the database together with others."""
        ready = self._for(connection.dialect)
        return int(execute(connection, ready.sql, ready.parameters(values)).rowcount)

    def _for(self, dialect: Dialect) -> "_Ready":
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _made_ready(self._statement, self._columns, dialect)
        return ready


@dataclass(frozen=True, eq=False)
class Asked:
    """The answer to a statement, which has come when those that it went to the database with are done."""

    _cursor: Any
    _ready: "_Ready"

    def rows(self) -> list[Any]:
        """All rows that it has found; to be read once, and before the transaction writes anything more."""
        return self._ready.read(self._cursor.fetchall())


@dataclass(frozen=True)
class _Ready:
    """A statement as one database's driver takes it; ``order`` is what it takes."""

    sql: str
    wanted: frozenset[str]
    fixed: Mapping[str, Any]
    by_place: bool
    order: tuple[tuple[str, _Convert | None], ...]
    found: tuple[tuple[int, _Convert], ...]
    row: Callable[[Sequence[Any]], Any]

    def parameters(self, values: Mapping[str, Any]) -> Any:
        if values.keys() != self.wanted:  # the driver would take NULL for what is missing
            raise TypeError(f"not given, or not known: {sorted(values.keys() ^ self.wanted)}")
        its = {**self.fixed, **values}
        if self.by_place:
            return [its[name] if convert is None else convert(its[name]) for name, convert in self.order]
        return {name: its[name] if convert is None else convert(its[name]) for name, convert in self.order}

    def read(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        if not rows:
            return []
        return [self.row(self._converted(row)) for row in rows]

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, convert in self.found:
            values[place] = convert(values[place])
        return values


def _made_ready(statement: Select[Any] | UpdateBase, columns: Sequence[str], dialect: Dialect) -> _Ready:
    compiled: Any = statement.compile(
        dialect=dialect, column_keys=columns or None, compile_kwargs={"render_postcompile": True}
    )
    given = {name: its.type.dialect_impl(dialect).bind_processor(dialect) for its, name in compiled.bind_names.items()}
    returned = statement.exported_columns
    found = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in returned]
    row: Any = _named(*map(str, returned.keys()))
    return _Ready(
        sql=str(compiled),
        wanted=frozenset(name for name, its in compiled.binds.items() if its.required),
        fixed=compiled.params,
        by_place=compiled.positional,
        order=tuple(
            (name, given.get(name)) for name in (compiled.positiontup if compiled.positional else compiled.params)
        ),
        found=tuple((place, convert) for place, convert in enumerate(found) if convert is not None),
        row=row._make,
    )


def _named(*columns: str) -> Any:
    """The rows of one statement; mypy wants names that it can read."""
    make: Any = namedtuple
    return make("Row", columns)


def execute(connection: Connection, sql: str, parameters: Any = ()) -> Any:
    """The cursor that has executed what the driver of a database takes, in whatever transaction that is in.

    Raises:
        DBAPIError: SQLAlchemy's name for what the driver raises; it holds none of the parameters.
    """
    driver: Any = connection.connection.driver_connection
    cursor, errors = driver.cursor(), connection.dialect.loaded_dbapi.Error
    if connection.dispatch.before_cursor_execute:
        connection.dispatch.before_cursor_execute(connection, cursor, sql, parameters, None, _ONE)
    try:
        cursor.execute(sql, parameters)
    except errors as error:
        its = DBAPIError.instance(sql, None, error, errors, hide_parameters=True, dialect=connection.dialect)
        raise its from error
    return cursor
