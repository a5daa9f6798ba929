"""B20 to B22 with a real identity provider: one window keeps the first account, two windows keep both apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browser_bench import BrowserBench
from tests.e2e.identity_provider import SignInSite

pytestmark = pytest.mark.real_part("chromium", "oidc-provider")
SECOND_OPEN = {"session": "second", "state": "open"}


@pytest.fixture
def site() -> Iterator[SignInSite]:
    running = SignInSite()
    yield running
    running.close()


def test_b21_control_in_one_window_who_asks_for_bob_gets_alice(tmp_path: Path, site: SignInSite) -> None:
    bench = BrowserBench(tmp_path, "chromium")
    with bench.open(site.sign_in("alice", then="bob")):
        assert (site.who_is("alice"), site.who_is("bob")) == ("alice", "alice")


def test_b22_in_two_separate_windows_each_account_is_itself(tmp_path: Path, site: SignInSite) -> None:
    bench = BrowserBench(tmp_path, "chromium")
    with bench.open(site.sign_in("alice"), site.sign_in("bob")) as opened:
        assert (site.who_is("alice"), site.who_is("bob")) == ("alice", "bob")
        opened.until(SECOND_OPEN)
    assert bench.left == []
