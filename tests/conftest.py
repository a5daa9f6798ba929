"""What holds for every test: a computer of its own, no stray log record, no skipped part in CI, fresh texts."""

import os
import signal

import pytest
from hypothesis import settings

from hatch_build import RESOURCES, ROOT, compile_catalogues

pytest_plugins = [
    "tests.helpers.expected_log",
    "tests.helpers.own_computer",
    "tests.helpers.postgres_server",
    "tests.helpers.real_parts",
    "tests.helpers.reused_database",
]

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    """Compile the texts that have changed, so that no test sees old ones.

    Programs that the tests start heed every signal, also where these tests run in the background and ignore some.
    """
    compile_catalogues(ROOT / RESOURCES / "i18n")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
