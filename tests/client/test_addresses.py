"""Only addresses that keep a secret on its way are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secinfo_desktop.client.addresses import AddressError, ServiceAddress


@pytest.mark.parametrize(
    "url",
    [
        "https://accounts.example.org",
        "https://accounts.example.org:8443/recovery/",
        "https://127.0.0.1:8443",
        "http://127.0.0.1:40123",
    ],
)
def test_https_is_taken_and_http_on_this_computer(url: str) -> None:
    assert ServiceAddress(url).at("/v1/about") == url.rstrip("/") + "/v1/about"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "accounts.example.org",
        "http://accounts.example.org",
        "http://localhost:80",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "http://example.org@127.0.0.1",
        "http://2130706433",
        "ftp://127.0.0.1",
        "https://",
        "https:///path",
        "https://user:pass@example.org",
        "https://example.org?next=1",
        "https://example.org#part",
        "https://example.org\\@evil.example",
        "https://exa mple.org",
        "https://example.org\r\nHost: evil",
        "https://example.org:0",
        "https://example.org:99999",
        "https://example.org:port",
        "https://[::1",
        "https://ex\u0430mple.org",
        "https://example\uff0eorg",
    ],
)
def test_other_addresses_are_refused_without_being_quoted(url: str) -> None:
    with pytest.raises(AddressError) as error:
        ServiceAddress(url)
    assert not url or url not in str(error.value)
    assert error.value.__cause__ is None


@given(st.text(max_size=40))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        ServiceAddress(text)
    except AddressError:
        return
    assert text.lower().startswith("https://") or text.lower().startswith("http://127.0.0.1")


def test_only_this_computers_own_address_is_loopback() -> None:
    assert ServiceAddress("http://127.0.0.1:1").is_loopback
    assert not ServiceAddress("https://127.0.0.1.example.org").is_loopback


def test_the_token_is_not_shown() -> None:
    assert "canary" not in repr(ServiceAddress("http://127.0.0.1:1", "canary"))
