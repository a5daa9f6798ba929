"""The stories that can be practised, as the command line lists them."""

import pytest

from secinfo_desktop.__main__ import main


def test_stories_of_good_days_are_named_with_where_they_are_played(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "list"]) == 0
    listed, good_days = capsys.readouterr().out.split("\n\n")
    assert "first-visit" in listed
    assert "“Be prepared: my security info”" in good_days
    assert [line.split()[0] for line in good_days.splitlines()[1:]] == [
        "notice-since-six-days",
        "one-outdated-phone",
        "somebody-else-is-in",
        "waiting-since-twelve-days",
    ]
