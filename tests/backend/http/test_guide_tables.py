"""Apps hear of learnt tables with every flow, and get them by asking; the same for everybody."""

from pathlib import Path

from secinfo_desktop.backend.services.records import GuideTable
from tests.helpers.clock import START
from tests.helpers.practice_bench import PracticeBench


def test_a_service_without_tables_says_so(bench: PracticeBench) -> None:
    assert bench.get("/about")["tables"] == 0
    assert bench.get("/guide/tables")["tables"] == []


def test_the_newest_tables_are_handed_out_with_their_revision(tmp_path: Path) -> None:
    hosted = PracticeBench(tmp_path / "data", practice=False)
    for text in ("one", "two"):
        hosted.service.store.guide_tables.put(GuideTable("code_not_received", text), START)
    answer = hosted.get("/guide/tables")
    assert answer["revision"] == hosted.get("/about")["tables"] == 2
    assert answer["tables"] == [{"checklist": "code_not_received", "text": "two"}]
    hosted.close()
