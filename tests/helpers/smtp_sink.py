"""A mail relay on loopback that takes what it is given, or refuses as it is told to. Speaks just enough SMTP."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class SmtpSink:
    """What came, and what is to be answered to RCPT and DATA."""

    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answer_to_sender: str = "250 fine"
    answer_to_recipient: str = "250 fine"
    answer_to_data: str = "250 taken"
    answer_to_login: str = "235 welcome"
    answer_to_goodbye: str = "221 bye"
    tls: ssl.SSLContext | None = None
    has_starttls: bool = False
    offers: tuple[str, ...] = ()
    logins: list[bytes] = field(default_factory=list)
    was_secured: bool = False
    came: threading.Event = field(default_factory=threading.Event)

    def wait_for_mail(self, seconds: float) -> bytes:
        """The first mail, for which so long is waited."""
        assert self.came.wait(seconds)
        return self.mails[0]


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Server"

    def setup(self) -> None:
        if self.server.sink.tls is not None and not self.server.sink.has_starttls:
            self.request = self._secured()
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the one that TLS was put around is not the one that the server closes

    def _secured(self) -> ssl.SSLSocket:
        assert self.server.sink.tls is not None
        secured = self.server.sink.tls.wrap_socket(self.request, server_side=True)
        self.server.sink.was_secured = True
        return secured

    def _start_tls(self) -> None:
        self._say("220 go on")
        self.request = self._secured()
        super().setup()

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            if not self._answer(line.strip().decode("latin-1")):
                return

    def _answer(self, line: str) -> bool:
        verb = line[:4].upper()
        if verb == "RCPT":
            self.server.sink.recipients.append(line.partition(":")[2].strip("<> "))
            self._say(self.server.sink.answer_to_recipient)
        elif verb == "DATA":
            self._take()
        elif verb == "EHLO":
            offers_tls = self.server.sink.has_starttls and not self.server.sink.was_secured
            for line in (
                "250-sink",
                *self.server.sink.offers,
                *(("250-STARTTLS",) if offers_tls else ()),
                "250 AUTH PLAIN",
            ):
                self._say(line)
        elif verb == "STAR":
            self._start_tls()
        elif verb == "AUTH":
            self.server.sink.logins.append(base64.b64decode(line.split()[-1]))
            self._say(self.server.sink.answer_to_login)
        else:
            sink = self.server.sink
            self._say({"QUIT": sink.answer_to_goodbye, "MAIL": sink.answer_to_sender}.get(verb, "250 fine"))
        return verb != "QUIT"

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if self.server.sink.answer_to_data.startswith("2"):
            self.server.sink.mails.append(b"".join(lines))
            self.server.sink.came.set()
        self._say(self.server.sink.answer_to_data)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, sink: SmtpSink) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.sink = sink
        sink.port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks the conversation off is nothing to report."""


@contextmanager
def smtp_sink(*, tls: ssl.SSLContext | None = None, has_starttls: bool = False) -> Iterator[SmtpSink]:
    """A sink that listens while the block runs; with ``tls`` from the first byte on, or after STARTTLS."""
    sink = SmtpSink(tls=tls, has_starttls=has_starttls)
    with _Server(sink) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield sink
        server.shutdown()
        thread.join()
