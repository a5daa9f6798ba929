"""Both real windows share one case while the network of each is cut at random: one log, nothing lost or doubled."""

from pathlib import Path

import pytest

from tests.e2e.cut_calls import ENDS, a_cut_call

pytestmark = pytest.mark.timeout(300)
QUICK, LONG = 1, 20


def wrong(folder: Path, seed: int, mistake: str = "") -> list[str]:
    """What is wrong in one seeded run; each of the ends in its turn."""
    with a_cut_call(folder, seed, mistake) as call:
        call.goes_on()
        call.ends(ENDS[seed % len(ENDS)])
        found = call.wrong()
        assert all(proxy.cuts for proxy in call.proxies), "the network never failed"
        return found


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.long] if seed >= QUICK else []) for seed in range(LONG)]
)
def test_both_logs_end_equal_wherever_the_network_is_cut(tmp_path: Path, seed: int) -> None:
    assert wrong(tmp_path, seed) == [], f"seed {seed}"
