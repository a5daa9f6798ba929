"""Where a key of a TOML text stands."""

from secinfo_desktop.domain.toml_lines import KeyLines, lines_of_keys


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


def test_rows_of_a_list_have_lines_of_their_own() -> None:
    text = 'rows = [\n  "a",  # one\n  "b", "c",\n]\nnext = ["x"]\n'
    assert lines_of_keys(text) == {"rows": 1, "rows[1]": 2, "rows[2]": 3, "rows[3]": 3, "next": 5}


def test_nothing_in_a_text_of_several_lines_is_a_key() -> None:
    assert lines_of_keys('told = """\nbrand = 1\n[junk]\n"""\nbrand = 2\n') == {"told": 1, "brand": 5}


def test_a_key_is_found_however_it_is_written() -> None:
    text = 'a.b = 1\n"c" = { d = 1 }\n[ e . f ]  # a table\ng = 1\n'
    assert lines_of_keys(text) == {"a": 1, "a.b": 1, "c": 2, "c.d": 2, "e": 3, "e.f": 3, "e.f.g": 4}


def test_what_is_missing_has_the_line_of_what_it_is_missing_in() -> None:
    lines = KeyLines('id = "a"\n[pages]\nhome = "x"\nrows = ["y"]\n')
    assert [lines.line(key) for key in ("pages.form", "pages.home.x", "pages.rows[1]", "name")] == [2, 3, 4, 1]
