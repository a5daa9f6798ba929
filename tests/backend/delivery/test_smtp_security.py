"""The way to the relay: as safe as was asked for or not at all, and no letter is lost by a wrong password."""

import pytest

from secinfo_desktop.backend.delivery.smtp import Login, Relay, SmtpTransport
from secinfo_desktop.backend.delivery.transport import NotNow
from secinfo_desktop.backend.delivery.trust import system_trust
from secinfo_desktop.backend.security import Security
from secinfo_desktop.domain.delivery import DeliveryState
from tests.backend.delivery.test_smtp import LETTER
from tests.helpers.expected_log import ExpectedLog
from tests.helpers.loopback_tls import client_context, server_context
from tests.helpers.smtp_sink import SmtpSink, smtp_sink

LOGIN = Login("service", "pass-of-the-relay")


def transport(sink: SmtpSink, security: Security, login: Login | None = None) -> SmtpTransport:
    return SmtpTransport(Relay("127.0.0.1", sink.port, security, login), trust=client_context)


@pytest.mark.parametrize(("security", "has_starttls"), [(Security.TLS, False), (Security.STARTTLS, True)])
def test_a_letter_goes_over_tls_with_a_login(security: Security, has_starttls: bool) -> None:
    with smtp_sink(tls=server_context(), has_starttls=has_starttls) as sink:
        assert transport(sink, security, LOGIN).send(LETTER) is DeliveryState.ACCEPTED
        assert sink.was_secured
        assert sink.logins == [b"\0service\0pass-of-the-relay"]
        assert len(sink.mails) == 1


def test_a_relay_without_tls_gets_neither_password_nor_letter() -> None:
    with smtp_sink() as sink:
        for security in (Security.STARTTLS, Security.TLS):
            with pytest.raises(NotNow):
                transport(sink, security, LOGIN).send(LETTER)
        assert (sink.logins, sink.mails) == ([], [])


def test_a_relay_that_nobody_vouches_for_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with smtp_sink(tls=server_context(), has_starttls=True) as sink:
        relay = Relay("127.0.0.1", sink.port, Security.STARTTLS, LOGIN)
        with pytest.raises(NotNow):
            SmtpTransport(relay, trust=system_trust).send(LETTER)
        assert (sink.logins, sink.mails) == ([], [])


def test_a_wrong_password_is_no_bounce(expected_log: ExpectedLog) -> None:
    expected_log.expect("secinfo_desktop.backend.delivery.smtp", "does not let us in")
    with smtp_sink() as sink:
        sink.answer_to_login = "535 wrong"
        with pytest.raises(NotNow):
            transport(sink, Security.NONE, LOGIN).send(LETTER)


def test_a_login_does_not_show_its_password() -> None:
    assert LOGIN.password not in repr(Relay("mail", 25, Security.TLS, LOGIN))
