"""Paths are looked up as a whole."""

from starlette.requests import Request
from starlette.responses import Response

from secinfo_desktop.backend.http.table import Table
from tests.helpers.asgi import call


async def yes(_request: Request) -> Response:
    return Response("yes")


APP = Table({("GET", "/a"): yes, ("POST", "/a"): yes, ("GET", "/b"): yes})


def test_a_path_is_answered_as_it_is_written() -> None:
    assert call(APP, "GET", "/a", ()).body == b"yes"
    assert [call(APP, "GET", path, ()).status for path in ("/a/", "/A", "//a", "/c")] == [404] * 4


def test_another_method_hears_which_ones_there_are() -> None:
    refused = call(APP, "DELETE", "/a", ())
    assert (refused.status, refused.headers["allow"]) == (405, "GET, POST")
