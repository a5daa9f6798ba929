"""The log is private, bounded and without secrets, whatever was logged and whatever nobody caught."""

import logging
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from secinfo_desktop.desktop.log import LARGEST, LONGEST, PrivateLogFile, RedactingFormatter, older

CODE, TOKEN, ADDRESS, PHONE = "904417", "Zk39-canary_token_Qp71xYz", "canary@post.example", "+49 1512 3456742"
CANARIES = (CODE, TOKEN, ADDRESS, PHONE, "1512", "herons")


def record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("secinfo_desktop.test", logging.INFO, __file__, 1, message, arguments, exc_info)


def inner() -> None:
    raise ValueError(f"no code in {CODE}")


def caught() -> BaseException:
    def outer() -> None:
        try:
            inner()
        except ValueError as error:
            raise LookupError(f"{ADDRESS} with herons") from error

    with pytest.raises(LookupError) as info:
        outer()
    return info.value


def test_a_line_tells_when_how_bad_who_and_what() -> None:
    line = RedactingFormatter().format(record("ready after %.1f s", 0.4))
    when, _, rest = line.partition(" ")
    assert when.endswith("Z")
    assert rest == "INFO secinfo_desktop.test: ready after 0.4 s"


def test_messages_lose_their_secrets() -> None:
    line = RedactingFormatter().format(record("%s %s %s %s", CODE, TOKEN, ADDRESS, PHONE))
    assert line.endswith(": <number> <token> <address> <number>")


def test_a_very_long_message_is_cut() -> None:
    assert len(RedactingFormatter().format(record("x " * LARGEST))) < LONGEST + 100


def test_nobody_can_forge_a_line() -> None:
    assert "\n" not in RedactingFormatter().format(record("a\r\n2026-11-22 ERROR: forged"))


def test_an_exception_is_its_kind_and_its_way_without_words() -> None:
    lines = RedactingFormatter().format(record("it failed", error=caught())).split("\n")
    assert [line.strip() for line in lines if ":" not in line] == ["LookupError", "ValueError"]
    assert any("desktop/test_log.py:" in line and line.endswith(" inner") for line in lines)
    assert not any(canary in "\n".join(lines) for canary in CANARIES)


def test_an_exception_that_came_from_itself_ends() -> None:
    error = ValueError()
    error.__cause__ = LookupError()
    error.__cause__.__cause__ = error
    assert RedactingFormatter().format(record("x", error=error)).count("ValueError") == 1


@pytest.fixture
def file(tmp_path: Path) -> Iterator[PrivateLogFile]:
    handler = PrivateLogFile(tmp_path / "log.txt")
    yield handler
    handler.close()


def test_the_file_is_private_and_bounded(file: PrivateLogFile, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    for number in range(3 * LARGEST // LONGEST):
        file.handle(record(f"{number} " + "x" * LONGEST))
    assert set(tmp_path.iterdir()) == {path, older(path)}
    assert all(stat.S_IMODE(kept.stat().st_mode) == 0o600 for kept in (path, older(path)))
    assert all(kept.stat().st_size <= LARGEST + LONGEST + 100 for kept in (path, older(path)))
    assert f": {number} x" in path.read_text(encoding="utf-8").splitlines()[-1]


def test_a_log_is_continued(tmp_path: Path) -> None:
    for words in ("first", "second"):
        handler = PrivateLogFile(tmp_path / "log.txt")
        handler.handle(record(words))
        handler.close()
    lines = (tmp_path / "log.txt").read_text(encoding="utf-8").splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["first", "second"]


def test_a_record_that_can_not_be_written_is_lost_in_silence(
    file: PrivateLogFile, capsys: pytest.CaptureFixture[str]
) -> None:
    file.handle(record("%d", ADDRESS))
    assert capsys.readouterr().err == ""


# --- in a process of its own: hooks and handlers belong to the whole process ---

SCRIPT = """
import logging, sys, threading
from pathlib import Path
from secinfo_desktop.desktop import log

print("started", log.start_log(Path(sys.argv[1])))
log.log_crashes()

def fail():
    raise ValueError("904417 canary@post.example herons")

class Unraisable:
    def __del__(self):
        fail()

logging.getLogger("secinfo_desktop.x").info("to %s", "canary@post.example")
logging.getLogger("another").info("not ours and no warning")
thread = threading.Thread(target=fail, name="helper")
thread.start()
thread.join()
held = Unraisable()
del held
fail()
"""


def run(log_file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(log_file)], capture_output=True, text=True, timeout=60, check=False
    )


def test_what_nobody_caught_is_in_the_log_without_secrets(tmp_path: Path) -> None:
    done = run(tmp_path / "log" / "log.txt")
    written = (tmp_path / "log" / "log.txt").read_text(encoding="utf-8")
    assert done.returncode == 1
    assert written.count("nobody caught this") == 3
    assert "to <address>" in written
    assert "not ours" not in written
    assert done.stderr.count("ValueError") == 3
    assert not any(canary in written + done.stderr for canary in CANARIES)


def test_without_a_place_for_it_the_app_goes_on(tmp_path: Path) -> None:
    (tmp_path / "log").touch()
    done = run(tmp_path / "log" / "log.txt")
    assert "started False" in done.stdout
    assert done.stderr.count("ValueError") == 3
    assert not any(canary in done.stderr for canary in CANARIES)


def test_whoever_reports_something_never_hears_that_the_disk_is_full() -> None:
    handler = PrivateLogFile(Path("/dev/full"))
    for number in range(3):
        handler.emit(record("report %d", number))
    handler.close()


def test_whoever_reports_something_never_hears_that_the_folder_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    handler = PrivateLogFile(folder / "log.txt")
    handler.close()
    folder.rename(tmp_path / "elsewhere")
    handler.emit(record("lost"))
    (tmp_path / "elsewhere").rename(folder)
    handler.emit(record("there again"))
    handler.close()
    assert "there again" in (folder / "log.txt").read_text("utf-8")
