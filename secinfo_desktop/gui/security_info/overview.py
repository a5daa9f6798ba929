"""The overview: could you get back in today, what would make it better, and what there is."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from secinfo_desktop.domain.security_info import Area, SecurityInfo, SessionPurpose
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    TOP,
    Button,
    Card,
    Columns,
    Icon,
    Item,
    Kind,
    Rule,
    Spread,
    Text,
    column,
    holder,
    isolated,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.banners import notice_banner, replacement_banner
from secinfo_desktop.gui.security_info.base import SectionView
from secinfo_desktop.gui.security_info.contact_card import ContactCard, listen
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import SendCode
from secinfo_desktop.security_info.overview import Advice, Judgement, is_frozen, judge
from secinfo_desktop.security_info.pages import AddPage, Frame, Section, SectionPage
from secinfo_desktop.security_info.said import Does, Opens, Said
from secinfo_desktop.texts.words import Words

_IN_BANNER = (Advice.WAIT, Advice.WAIT_AND_ENTER, Advice.ENTER_NEW)
"""What the banner of the waiting period says already."""


class OverviewView(SectionView):
    """The first thing that one sees: a verdict in one sentence."""

    def __init__(self, frame: Frame, info: SecurityInfo, words: Words) -> None:
        now = words.clock()
        found = judge(info, now)
        self._pressed: list[tuple[Button, Said]] = []
        title = words.say(f"security_info.verdict.{found.verdict}")
        items: list[Item] = [self._head(title, found, info, words), 22]
        for banner in (replacement_banner(frame, words), notice_banner(frame, words)):
            if banner is not None:
                items += [banner.card, 20]
                self._pressed += banner.says
        items += self._advice(found, words)
        items += [contacts_head(info, words, self._pressed), 12]
        cards = [ContactCard(its, self._pressed, frame, words, whole=False) for its in info.contacts]
        items += [Columns(*cards) if cards else no_contacts(words), None]
        super().__init__(title, Section.OVERVIEW, column(*items), words)
        listen(self, self._pressed)

    def _head(self, title: str, found: Judgement, info: SecurityInfo, words: Words) -> QWidget:
        day = words.day(info.replacement.ends_at) if info.replacement is not None else ""
        lead_id = f"security_info.verdict.{found.verdict}.lead"
        lead = words.say(f"{lead_id}.waiting", day=day) if Advice.WAIT in found.advice else words.say(lead_id)
        sign = (Glyph.CHECK_CIRCLE_FILL, Color.ACCENT) if found.is_good else (Glyph.WARNING_FILL, Color.WARN_FILL)
        texts = column(
            Text(words.say("security_info.question"), Type.SMALL, Color.INK2),
            2,
            Text(title, Type.TITLE),
            6,
            Text(lead, Type.LEAD, Color.INK2),
        )
        head = row((Icon(*sign, 32), TOP), texts, gap=16)
        head.setStretch(1, 1)
        return holder(head)

    def _advice(self, found: Judgement, words: Words) -> list[Item]:
        shown = [one for one in found.advice if one not in _IN_BANNER]
        if not shown:
            return []
        rows: list[Item] = [Text(words.say("security_info.better"), Type.SMALL_STRONG, Color.INK2), 6]
        for number, one in enumerate(shown):
            rows += [8, Rule(), 8] if number else []
            rows.append(self._advice_row(one, found, words))
        return [Card(column(*rows)), 24]

    def _advice_row(self, one: Advice, found: Judgement, words: Words) -> QWidget:
        mask = isolated(found.contact.contact.mask) if found.contact is not None else ""
        base = f"security_info.advice.{one}"
        button = Button(words.say(f"{base}.do"), height=SMALL_HEIGHT)
        button.setObjectName(f"advice-{one}")
        self._pressed.append((button, _way(one, found)()))
        words_part = Text(words.say(base, mask=mask), Type.BODY, max_chars=80)
        return holder(Spread(words_part, button, gap=16))


def _way(one: Advice, found: Judgement) -> Callable[[], Said]:
    match one:
        case Advice.MAKE_CODE:
            return lambda: Opens(SectionPage(Section.RECOVERY_CODE))
        case Advice.PROVE | Advice.TRY if found.contact is not None:
            contact = found.contact.contact
            return lambda: Does(SendCode(SessionPurpose.VERIFY, contact))
    return lambda: Opens(AddPage())


def contacts_head(
    info: SecurityInfo, words: Words, pressed: list[tuple[Button, Said]], role: Type = Type.HEADING
) -> QWidget:
    """The heading of the cards, and the button that adds one; where it can't, it says when it can."""
    until = info.frozen.get(Area.SECURITY_INFO)
    frozen = is_frozen(info, Area.SECURITY_INFO, words.clock())
    full = len(info.contacts) >= info.policy.most_contacts
    add = Button(words.say("security_info.add"), Kind.SECONDARY, icon=Glyph.PLUS, height=SMALL_HEIGHT)
    add.setObjectName("add-contact")
    add.setEnabled(not frozen and not full)
    pressed.append((add, Opens(AddPage())))
    why = ""
    if frozen and until is not None:
        why = words.say("security_info.not_before", day=words.day(until))
    elif full:
        why = words.say("security_info.most", n=info.policy.most_contacts)
    reason = [Text(why, Type.SMALL, Color.INK2)] if why else []
    heading = Text(words.say("security_info.section.contacts"), role)
    line = Spread(heading, holder(row(*reason, add, gap=14)), gap=16)
    return holder(line)


def no_contacts(words: Words) -> QWidget:
    """An empty place that helps."""
    texts = column(
        Text(words.say("security_info.empty.contacts"), Type.STRONG),
        4,
        Text(words.say("security_info.empty.contacts.body"), Type.BODY, Color.INK2),
    )
    return Card(row((Icon(Glyph.DEVICE_MOBILE, Color.INK2, 26), TOP), texts, None, gap=14))
