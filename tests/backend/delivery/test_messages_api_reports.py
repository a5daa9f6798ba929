"""How status callbacks are signed, by the example that the documentation gives."""

from secinfo_desktop.backend.delivery.messages_api_reports import signature
from tests.helpers.messages_api import sign

FIELDS = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+12349013030",
    "Digits": "1234",
    "From": "+12349013030",
    "To": "+18005551212",
}


def test_the_documented_example_has_the_documented_signature() -> None:
    url = "https://" + "mycompany" + ".com/myapp.php?foo=1&bar=2"
    documented = "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
    assert signature(url, list(FIELDS.items()), b"12345") == documented
    assert sign(url, FIELDS, "12345") == documented
