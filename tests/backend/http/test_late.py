"""What is made when it is first needed is made once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from secinfo_desktop.backend.http.late import Late


def test_those_who_come_together_get_the_same() -> None:
    made: list[object] = []
    together = threading.Barrier(8)

    def make() -> object:
        made.append(object())
        return made[-1]

    late = Late(make)

    def need() -> object:
        together.wait(10)
        return late()

    with ThreadPoolExecutor(8) as threads:
        got = {threads.submit(need) for _ in range(8)}
    assert {id(each.result()) for each in got} == {id(made[0])}
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    tries = iter((False, True))

    def make() -> str:
        if not next(tries):
            raise LookupError
        return "made"

    late = Late(make)
    with pytest.raises(LookupError):
        late()
    assert late() == "made"
