"""The log tells what happened and where, and nothing that could be a secret."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest

from secinfo_desktop.backend.log import LONGEST, RedactingFormatter, details
from tests.helpers.expected_log import ExpectedLog

SECRETS = ["481 906", "481906", "+49 171 3920041", "mara.post@example.com", "f-qB08_qZbyixuio-jsLCjk59-Wgxcmh4mbN"]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter())
    logging.getLogger("tests.log").addHandler(handler)
    yield stream
    logging.getLogger("tests.log").removeHandler(handler)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_a_message_is_not_written(written: io.StringIO, expected_log: ExpectedLog, secret: str) -> None:
    expected_log.expect("tests.log", "came")
    logging.getLogger("tests.log").warning("%s came", secret)
    assert secret not in written.getvalue()
    assert json.loads(written.getvalue())["event"].endswith("came")


def test_of_an_exception_its_kind_and_place_are_written_and_not_its_words(
    written: io.StringIO, expected_log: ExpectedLog
) -> None:
    expected_log.expect("tests.log", "broke")
    try:
        try:
            raise KeyError("my secret words")
        except KeyError as cause:
            raise ValueError("my other secret words") from cause
    except ValueError:
        logging.getLogger("tests.log").exception("it broke")
    line = json.loads(written.getvalue())
    assert "secret" not in written.getvalue()
    assert line["error"].startswith("ValueError (test_log.py:")
    assert "KeyError" in line["error"]


def test_a_line_break_from_outside_makes_no_new_line(written: io.StringIO, expected_log: ExpectedLog) -> None:
    expected_log.expect("tests.log", "forged")
    logging.getLogger("tests.log").warning("a\nforged line")
    assert written.getvalue().count("\n") == 1


def test_details_are_fields_and_redacted(written: io.StringIO, expected_log: ExpectedLog) -> None:
    expected_log.expect("tests.log", "served")
    logging.getLogger("tests.log").warning(
        "served", extra=details(endpoint="about", status=200, who="mara@example.org")
    )
    line = json.loads(written.getvalue())
    assert (line["event"], line["endpoint"], line["status"], line["who"]) == ("served", "about", 200, "<address>")


def test_a_very_long_line_takes_no_time_and_no_room(written: io.StringIO, expected_log: ExpectedLog) -> None:
    expected_log.expect("tests.log", "aaa")
    logging.getLogger("tests.log").warning("a" * 5_000_000)
    assert len(written.getvalue()) < 2 * LONGEST


CRASHES = """
import gc, logging, sys, threading
from secinfo_desktop.backend.log import log_crashes, log_to
{log_crashes}
log_to(sys.stderr)
def crash():
    raise ValueError("secret words")
class Forgotten:
    def __del__(self):
        crash()
thread = threading.Thread(target=crash)
thread.start()
thread.join()
Forgotten()
gc.collect()
logging.getLogger("secinfo_desktop.backend").error("%d", "secret words")
crash()
"""


def crashed(*, log_crashes: bool) -> str:
    """What a process says whose code breaks in every place where nobody catches it."""
    code = CRASHES.format(log_crashes="log_crashes()" if log_crashes else "")
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr


def test_what_nobody_catches_is_told_without_its_words() -> None:
    said = crashed(log_crashes=True)
    lines = [json.loads(line) for line in said.splitlines()]
    assert [line["error"].partition(" ")[0] for line in lines] == ["ValueError"] * 3
    assert "secret" not in said


def test_control_python_itself_tells_them() -> None:
    assert crashed(log_crashes=False).count("secret words") >= 4
