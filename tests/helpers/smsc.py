"""A network's message centre on loopback that speaks just enough SMPP 3.4: it takes texts and reports on them."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue

BINDS = (0x01, 0x02, 0x09)
SUBMIT, DELIVER, UNBIND, ENQUIRE = 0x04, 0x05, 0x06, 0x15
RESPONSE = 0x80000000
NO_SUCH_ADDRESS = 0x0B
A_RECEIPT = 0x04
UCS2 = 8
_HEAD = struct.Struct(">IIII")
_GSM = {0x00: "@", 0x11: "_", 0x5B: "Ä", 0x5C: "Ö", 0x5E: "Ü", 0x7B: "ä", 0x7C: "ö", 0x7E: "ü", 0x1E: "ß"}
"""Where the alphabet of phones differs from ASCII, as far as our texts go."""


@dataclass(frozen=True)
class Text:
    """A text message that came in."""

    sender: str
    number: str
    text: str
    valid_until: str
    wants_receipt: bool


@dataclass(frozen=True)
class Fate:
    """What becomes of texts to a number, in the words of a receipt; ``refused``: not even taken."""

    stat: str = "DELIVRD"
    err: str = "000"
    refused: bool = False


@dataclass
class Smsc:
    """What came, and what is to become of it, by number; everything else arrives."""

    port: int = 0
    fates: dict[str, Fate] = field(default_factory=dict)
    texts: "SimpleQueue[Text]" = field(default_factory=SimpleQueue)
    bound: threading.Event = field(default_factory=threading.Event)


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        count = 0
        while head := self.rfile.read(_HEAD.size):
            length, command, _, sequence = _HEAD.unpack(head)
            body = self.rfile.read(length - _HEAD.size)
            if command in BINDS:
                self._say(command | RESPONSE, sequence, b"smsc\0")
                self.server.smsc.bound.set()
            elif command in (ENQUIRE, UNBIND):
                self._say(command | RESPONSE, sequence)
            elif command == SUBMIT:
                count += 1
                self._take(sequence, body, f"m{count}")

    def _take(self, sequence: int, body: bytes, its_id: str) -> None:
        """Answer a text, then report on it at once: faster than any network does."""
        text = _read(body)
        fate = self.server.smsc.fates.get(text.number, Fate())
        if fate.refused:
            self._say(SUBMIT | RESPONSE, sequence, status=NO_SUCH_ADDRESS)
        else:
            self._say(SUBMIT | RESPONSE, sequence, its_id.encode() + b"\0")
            if text.wants_receipt:
                self._say(DELIVER, sequence + 1000, _receipt(text, its_id, fate))
        self.server.smsc.texts.put(text)

    def _say(self, command: int, sequence: int, body: bytes = b"", status: int = 0) -> None:
        self.wfile.write(_HEAD.pack(_HEAD.size + len(body), command, status, sequence) + body)


def _read(body: bytes) -> Text:
    """SMPP 3.4, 4.4.1: texts end with a zero, numbers are single bytes."""
    _service, rest = _word(body)
    sender, rest = _word(rest[2:])
    number, rest = _word(rest[2:])
    _schedule, rest = _word(rest[3:])
    valid_until, rest = _word(rest)
    registered, _replace, coding, _canned, length = rest[:5]
    return Text(sender, number, _decoded(rest[5 : 5 + length], coding), valid_until, bool(registered & 3))


def _word(body: bytes) -> tuple[str, bytes]:
    word, _, rest = body.partition(b"\0")
    return word.decode("latin-1"), rest


def _decoded(text: bytes, coding: int) -> str:
    if coding == UCS2:
        return text.decode("utf-16-be")
    return "".join(_GSM.get(sign, chr(sign)) for sign in text)


def _receipt(text: Text, its_id: str, fate: Fate) -> bytes:
    """SMPP 3.4, appendix B."""
    told = (
        f"id:{its_id} sub:001 dlvrd:001 submit date:2611271200 done date:2611271201 stat:{fate.stat} "
        f"err:{fate.err} text:{text.text[:4]}"
    ).encode("ascii", "replace")
    addresses = b"\x01\x01" + text.number.encode() + b"\0\x05\x00" + text.sender.encode() + b"\0"
    return b"\0" + addresses + bytes((A_RECEIPT, 0, 0)) + b"\0\0" + bytes((0, 0, 0, 0, len(told))) + told


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, smsc: Smsc) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.smsc = smsc
        smsc.port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that breaks the conversation off is nothing to report."""


@contextmanager
def smsc() -> Iterator[Smsc]:
    """A message centre that listens while the block runs."""
    its = Smsc()
    with _Server(its) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield its
        server.shutdown()
        thread.join()
