"""Crash and return: killed at every page, the app is back at the same step within three seconds.

The real window (drawn off the screen), the embedded backend, real files. Whatever is the newest when the kill comes has
been said to be kept; ``tests/proof/test_unfinished.py`` kills in the middle of keeping.
"""

import stat
from pathlib import Path

import pytest

from secinfo_desktop.player.stories import all_stories
from tests.e2e.crashes import BACK_WITHIN, BY_HAND, EVERY_PAGE, PASSWORD, crash, crash_in_time, slowness, started
from tests.proof.canaries import hits_in_files

QUICK = ("waiting", "new password", "by hand, code")
TIMES = 2
"""Each page, with both ways to be killed: 38 x 2 x 2 = 152 returns."""


@pytest.mark.parametrize("page", QUICK)
def test_killed_at_a_page_it_is_back_at_the_same_step(tmp_path: Path, page: str) -> None:
    came = crash_in_time(tmp_path, {**EVERY_PAGE, **BY_HAND}[page])
    assert came.is_back, came


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", [*EVERY_PAGE, *BY_HAND])
def test_every_page_comes_back_every_time(tmp_path: Path, page: str) -> None:
    crashes = [
        crash(tmp_path / f"{number}-{with_backend}", {**EVERY_PAGE, **BY_HAND}[page], with_backend=with_backend)
        for number in range(TIMES)
        for with_backend in (False, True)
    ]
    assert [came for came in crashes if not came.is_back] == []


@pytest.mark.long
@pytest.mark.parametrize("page", [page for page in EVERY_PAGE if page not in {"whose account", "stories"}])
def test_a_killed_backend_leaves_the_page_and_is_back_in_time(tmp_path: Path, page: str) -> None:
    with started(tmp_path) as app:
        before = app.does(*EVERY_PAGE[page])
        killed = app.kill_backend()
        within = BACK_WITHIN * slowness()
        assert app.has_another_backend(killed, within)  # the practice world beside the page asks for it
        assert app.does(("Finished",) if before.page != "HandOverPage" else ("Skipped",)).place == before.place


def test_the_code_that_was_on_its_way_works_after_a_crash(tmp_path: Path) -> None:
    with started(tmp_path) as app:
        app.does(*EVERY_PAGE["question"])
    with started(tmp_path) as app:
        assert app.does(("goes on",), ("gives code",)).page == "NewPasswordPage"


def test_nothing_typed_lies_in_a_file_and_a_handle_only_where_it_belongs(tmp_path: Path) -> None:
    person = next(story.person for story in all_stories() if story.id == "first-visit")
    with started(tmp_path) as app:
        app.does(*EVERY_PAGE["instruction"], ("gives code",), ("GavePassword", PASSWORD[:9]))
    (handle,) = (file.read_text() for file in (tmp_path / "data" / "handles").iterdir())
    typed = (person.account_name, *(contact.value for contact in person.contacts), PASSWORD[:9])
    found = hits_in_files(tmp_path, (*typed, handle))
    assert {hit.where.split("/")[1] for hit in found} == {"practice", "handles"}  # the service's own database
    assert {hit.canary for hit in found if "handles" in hit.where} == {handle}
    assert {hit.canary for hit in found if "practice" in hit.where}.isdisjoint({handle, PASSWORD[:9]})
    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file() and file.name != "window.lock"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_practice_whose_world_is_gone_says_so(tmp_path: Path) -> None:
    with started(tmp_path) as app:
        app.does(*EVERY_PAGE["question"])
    with started(tmp_path) as app:
        app.does(("Began", "no_code"), ("WentBack",), *EVERY_PAGE["enter code"], ("ForgetsIt",))
        seen = app.does(("goes on",))
        assert (seen.page, seen.problem) == ("StoriesPage", "story_gone")
