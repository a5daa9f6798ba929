"""A mail relay on loopback that takes what it is given, or refuses as it is told to. Speaks just enough SMTP."""

import socketserver
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
    answer_to_recipient: str = "250 fine"
    answer_to_data: str = "250 taken"
    came: threading.Event = field(default_factory=threading.Event)

    def wait_for_mail(self, seconds: float) -> bytes:
        """The first mail, for which so long is waited."""
        assert self.came.wait(seconds)
        return self.mails[0]


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Server"

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
        else:
            self._say("221 bye" if verb == "QUIT" else "250 fine")
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


@contextmanager
def smtp_sink() -> Iterator[SmtpSink]:
    """A sink that listens while the block runs."""
    sink = SmtpSink()
    with _Server(sink) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield sink
        server.shutdown()
        thread.join()
