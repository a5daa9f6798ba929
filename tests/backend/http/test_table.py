"""Paths are looked up as a whole."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from secinfo_desktop.backend.http.table import Table


async def yes(_request: Request) -> Response:
    return Response("yes")


CLIENT = TestClient(Table({("GET", "/a"): yes, ("POST", "/a"): yes, ("GET", "/b"): yes}))


def test_a_path_is_answered_as_it_is_written() -> None:
    assert CLIENT.get("/a").text == "yes"
    assert [CLIENT.get(path).status_code for path in ("/a/", "/A", "//a", "/c")] == [404] * 4


def test_another_method_hears_which_ones_there_are() -> None:
    refused = CLIENT.delete("/a")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, POST")
