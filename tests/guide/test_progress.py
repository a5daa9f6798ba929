"""What of a log still counts, above all once another contact is used."""

from secinfo_desktop.guide.checklist import Checklist
from secinfo_desktop.guide.events import ContextChanged
from secinfo_desktop.guide.progress import progress
from tests.guide.cases import answered, begin, record, skipped
from tests.helpers.clock import START

EMAIL = ContextChanged(START, "email")


def test_everything_counts_for_the_first_contact(checklist: Checklist) -> None:
    case = record(begin(), answered("mask_matches", "yes"), answered("restore_signal", "failed"))
    done = progress(checklist, case)
    assert done.answers == {"mask_matches": "yes", "restore_signal": "failed"}
    assert [entry.step for entry in done.believed] == ["mask_matches", "restore_signal"]


def test_only_what_is_about_the_account_outlives_a_contact(checklist: Checklist) -> None:
    case = record(
        begin(),
        answered("asked_for_code", "yes"),
        answered("mask_matches", "yes"),
        answered("use_other_contact", "failed"),
        EMAIL,
    )
    done = progress(checklist, case)
    assert done.context == "email"
    assert done.answers == {"asked_for_code": "yes", "use_other_contact": "failed"}
    assert [entry.step for entry in done.believed] == ["asked_for_code"]


def test_a_correction_after_the_change_counts(checklist: Checklist) -> None:
    case = record(begin(), answered("asked_for_code", "yes"), EMAIL, answered("asked_for_code", "no"))
    done = progress(checklist, case)
    assert done.answers == {"asked_for_code": "no"}
    assert [entry.outcome for entry in done.believed] == ["no"]


def test_skips_are_counted_until_something_comes_of_the_step(checklist: Checklist) -> None:
    case = record(begin(), skipped("filter_is_on"), skipped("filter_is_on"))
    assert progress(checklist, case).skipped == {"filter_is_on": 2}
    assert progress(checklist, case.record(answered("filter_is_on", "no"))).skipped == {}


def test_an_answer_of_another_revision_counts_as_skipped(checklist: Checklist) -> None:
    done = progress(checklist, record(begin(), answered("mask_matches", "perhaps"), answered("old_step", "yes")))
    assert done.believed == ()
    assert done.skipped == {"mask_matches": 1, "old_step": 1}
