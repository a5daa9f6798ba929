"""What is new since the person was last told: messages in plain sight, and that the time of waiting is over."""

from collections.abc import Iterator

from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import CodeSent, Mail, Mailbox, World
from secinfo_desktop.texts.words import Words

INBOX = "inbox"


class News:
    """Remembers what was told. What lies in the junk folder is no news: nobody is told of that."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._seen: set[tuple[str, str]] = set()
        self._waiting: CodeSent | None = None

    def since_last_time(self, frame: Frame, world: World | None) -> list[str]:
        """The sentences to say now; ``world`` is None outside practice."""
        return [*(self._messages(world) if world else ()), *self._countdown(frame)]

    def _messages(self, world: World) -> Iterator[str]:
        texts = {("phone", text.id) for phone in world.phones for text in phone.messages}
        calls = {("call", call.id) for phone in world.phones for call in phone.calls}
        mails = {("mail", mail.id) for mailbox in world.mailboxes for mail in _in_plain_sight(mailbox)}
        if texts - self._seen:
            yield self._words.say("terminal.news.phone")
        if calls - self._seen:
            yield self._words.say("terminal.news.call")
        if mails - self._seen:
            yield self._words.say("terminal.news.mail")
        self._seen |= texts | calls | mails

    def _countdown(self, frame: Frame) -> Iterator[str]:
        """Said once, when the moment has come for which the person had to wait."""
        now = self._words.clock()
        if self._waiting is not None and now >= self._waiting.next_at:
            self._waiting = None
            if frame.code is not None:
                yield self._words.say("page.code.again.now")
        if frame.code is not None and now < frame.code.next_at:
            self._waiting = frame.code


def _in_plain_sight(mailbox: Mailbox) -> tuple[Mail, ...]:
    inboxes = (folder.mails for folder in mailbox.folders if folder.id == INBOX)
    return next(inboxes, ()) if mailbox.is_open else ()
