"""The console of a process, on streams of its own."""

import io

from secinfo_desktop.terminal.console import WIDTH_ELSEWHERE, StandardConsole


def test_lines_come_without_their_ends_and_end_with_the_input() -> None:
    console = StandardConsole(io.StringIO("one\r\n\nthree"), io.StringIO())
    assert [console.read("> ") for _ in range(4)] == ["one", "", "three", None]


def test_a_prompt_stands_in_the_output() -> None:
    sink = io.StringIO()
    StandardConsole(io.StringIO("x\n"), sink).read("Account name: ")
    assert sink.getvalue() == "Account name: "


def test_a_secret_is_read_from_a_pipe_as_well() -> None:
    assert StandardConsole(io.StringIO("many words\n"), io.StringIO()).read_secret("Password: ") == "many words"


def test_what_the_encoding_lacks_does_not_break_the_line() -> None:
    raw = io.BytesIO()
    sink = io.TextIOWrapper(raw, encoding="ascii")
    StandardConsole(io.StringIO(), sink).write("•• 42 • don’t")
    assert raw.getvalue() == b"?? 42 ? don?t\n"


def test_the_width_of_a_pipe_is_fixed() -> None:
    assert StandardConsole(io.StringIO(), io.StringIO()).width == WIDTH_ELSEWHERE
