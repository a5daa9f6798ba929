"""Banners: the waiting period with its line of days (B11, B13), and "can you still receive a code?" (B23)."""

from dataclasses import dataclass, field

from secinfo_desktop.domain.security_info import Area, ContactState, Replacement, SecurityInfo, SessionPurpose
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    Button,
    Card,
    DayBar,
    Item,
    Kind,
    Notice,
    Spread,
    Text,
    Tone,
    column,
    isolated,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.calendar_button import CalendarButton
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import FinishReplacement, SendCode, SkipNotice
from secinfo_desktop.security_info.overview import is_frozen
from secinfo_desktop.security_info.pages import CancelPage, Frame, NewInfoPage, Section, SectionPage
from secinfo_desktop.security_info.said import Does, Opens, Said
from secinfo_desktop.security_info.waiting import (
    AtTheEnd,
    DayLine,
    EndStep,
    NoticeState,
    at_the_end,
    day_line,
    notice_now,
)
from secinfo_desktop.texts.words import Words

_WIDE = 92


@dataclass(frozen=True)
class Banner:
    """The card, and what its buttons say."""

    card: Card
    says: list[tuple[Button, Said]] = field(default_factory=list)


def replacement_banner(frame: Frame, words: Words) -> Banner | None:
    """From when the new info counts, day N of 30, and the way out."""
    info = frame.seen.info if frame.seen is not None else None
    if info is None or info.replacement is None:
        return None
    line = day_line(info.replacement, words.clock())
    end = at_the_end(info, words.clock())
    return _ready(end, words) if end is not None else _waiting(info, info.replacement, line, words)


def _ready(end: AtTheEnd, words: Words) -> Banner:
    base, mask = f"security_info.ready.{end.step}", isolated(end.contact.contact.mask) if end.contact else ""
    do = Button(words.say(f"{base}.do"), Kind.PRIMARY)
    do.setObjectName("at-the-end")
    notice = Notice(words.say(base), words.say(f"{base}.body", mask=mask), Tone.GOOD, do, max_chars=_WIDE)
    return Banner(notice, [(do, _next(end))])


def _next(end: AtTheEnd) -> Said:
    if end.contact is not None:
        return Does(SendCode(SessionPurpose.VERIFY, end.contact.contact))
    return Does(FinishReplacement(())) if end.step is EndStep.FINISH else Opens(NewInfoPage(at_the_end=True))


def _waiting(info: SecurityInfo, its: Replacement, line: DayLine, words: Words) -> Banner:
    cancel = Button(words.say("security_info.cancel"), Kind.DANGER)
    cancel.setObjectName("cancel-replacement")
    has_new = any(contact.state is ContactState.NEW for contact in info.contacts)
    base = "security_info.waiting" if has_new else "security_info.waiting.later"
    title = words.say(base, day=words.day(its.ends_at))
    body = words.say(f"{base}.body", day=words.day(its.requested_at), days=line.days)
    if is_frozen(info, Area.BILLING, words.clock()):
        body = f"{body} {words.say('security_info.waiting.billing')}"
    staff = [Text(words.say("security_info.waiting.staff"), Type.SMALL)] if its.needs_staff else []
    below = column(*_days(line, words), 12, *staff, CalendarButton(info, words, cancel))
    notice = Notice(title, body, Tone.WARN, below, icon=Glyph.CLOCK_FILL, max_chars=_WIDE)
    return Banner(notice, [(cancel, Opens(CancelPage(signed_in=True)))])


def _days(line: DayLine, words: Words) -> list[Item]:
    told = words.say("security_info.days", day=line.day, days=line.days)
    left = words.say("security_info.days.left", n=line.left) if line.left else words.say("security_info.days.last")
    dots = Text(words.say("security_info.days.dots"), Type.CAPTION, Color.INK)
    bar = DayBar(line.day, line.days, line.notices, spoken=f"{told}, {left}")
    return [Spread(Text(f"{told} · {left}", Type.SMALL_STRONG), dots, gap=16), 8, bar]


def notice_banner(frame: Frame, words: Words) -> Banner | None:
    """Make sure that a code reaches you: now, or a day later, until it must be (B23)."""
    info = frame.seen.info if frame.seen is not None else None
    if info is None or info.notice is None:
        return None
    now = notice_now(info.notice, words.clock())
    check = Button(words.say("security_info.notice.check"), Kind.PRIMARY)
    says: list[tuple[Button, Said]] = [(check, Opens(SectionPage(Section.CONTACTS)))]
    buttons = [check]
    if now.state in (NoticeState.ASKED, NoticeState.LAST):
        skip = Button(words.say("security_info.notice.skip"))
        skip.setObjectName("skip-notice")
        says.append((skip, Does(SkipNotice())))
        buttons.append(skip)
    day = words.moment(info.notice.due_at)
    counted = {"n": max(now.days_left, 1)} if now.state in (NoticeState.ASKED, NoticeState.PUT_OFF) else {}
    body = words.say(f"security_info.notice.{now.state}", time=day, **counted)
    title = words.say("security_info.notice")
    tone = Tone.NEUTRAL if now.state is NoticeState.PUT_OFF else Tone.WARN
    below = column(CalendarButton(info, words, *buttons))
    return Banner(Notice(title, body, tone, below, max_chars=_WIDE), says)
