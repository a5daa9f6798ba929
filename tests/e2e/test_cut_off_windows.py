"""Both real windows share one case while the network of each is cut at random: one log, nothing lost or doubled."""

from pathlib import Path

import pytest

from tests.e2e.cut_calls import ENDS, a_cut_call
from tests.helpers.cutting_proxy import Cut

pytestmark = pytest.mark.timeout(300)
QUICK, LONG = 1, 20


def wrong(folder: Path, seed: int, mistake: str = "") -> list[str]:
    """What is wrong in one seeded run; each of the ends in its turn."""
    with a_cut_call(folder, seed, mistake) as call:
        call.fails_from_now_on()
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


@pytest.mark.long
@pytest.mark.parametrize("cut", [Cut(request=20), Cut(answer=20)], ids=["request", "answer"])
def test_an_answer_that_is_cut_off_stands_once_in_the_log(tmp_path: Path, cut: Cut) -> None:
    with a_cut_call(tmp_path, 0) as call:
        call.agent_answers_cut_off(cut)
        assert call.wrong() == []


@pytest.mark.parametrize(
    ("mistake", "cut", "what"),
    [
        pytest.param("forgets", Cut(request=20), "lost of the agent", id="forgets"),
        pytest.param("renames", Cut(answer=20), "doubled by the agent", id="renames", marks=pytest.mark.long),
    ],
)
def test_a_console_that_makes_a_mistake_is_found_out(tmp_path: Path, mistake: str, cut: Cut, what: str) -> None:
    with a_cut_call(tmp_path, 0, mistake) as call:
        call.agent_answers_cut_off(cut)
        assert [found for found in call.wrong() if found.startswith(what)]
