"""Where a key of a TOML text stands."""

from secinfo_desktop.domain.toml_lines import lines_of_keys


def test_a_key_is_found_by_its_table() -> None:
    text = 'id = "a"\n\n[junk]\nsteps = 3\n"checked" = "x"\n\n[rules]\nsteps = 4\n[[rows]]\nmost = 1\n'
    assert lines_of_keys(text) == {
        "id": 1,
        "junk": 3,
        "junk.steps": 4,
        "junk.checked": 5,
        "rules": 7,
        "rules.steps": 8,
        "rows": 9,
        "rows.most": 10,
    }


def test_the_first_of_two_counts() -> None:
    assert lines_of_keys("a = 1\na = 2\n") == {"a": 1}
