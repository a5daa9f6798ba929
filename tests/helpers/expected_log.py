"""A log record of WARNING or above that no test expects is a mistake, so it fails the test."""

import logging
from collections.abc import Iterator

import pytest


class ExpectedLog(logging.Handler):
    """Collects the warnings of one test and tells which were not expected, and which expected ones did not come."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []
        self._expected: list[tuple[str, str]] = []

    def expect(self, logger: str, part_of_message: str) -> None:
        """Say that this test makes this logger, or one below it, warn with these words, once or more."""
        self._expected.append((logger, part_of_message))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self._records.append(record)

    def problems(self) -> list[str]:
        """One line for each stray record and for each expected one that did not come."""
        stray = [
            f"stray log record: {record.levelname} {record.name}: {record.getMessage()}"
            for record in self._records
            if not any(_matches(record, expected) for expected in self._expected)
        ]
        absent = [
            f"expected log record did not come: {logger}: {words}"
            for logger, words in self._expected
            if not any(_matches(record, (logger, words)) for record in self._records)
        ]
        return stray + absent


def _matches(record: logging.LogRecord, expected: tuple[str, str]) -> bool:
    logger, words = expected
    return f"{record.name}.".startswith(f"{logger}.") and words in record.getMessage()


@pytest.fixture(autouse=True)
def expected_log() -> Iterator[ExpectedLog]:
    """Fails the test on a stray warning; `expected_log.expect(logger, words)` announces one."""
    watch = ExpectedLog()
    logging.getLogger().addHandler(watch)
    yield watch
    logging.getLogger().removeHandler(watch)
    if problems := watch.problems():
        pytest.fail("\n".join(problems), pytrace=False)
