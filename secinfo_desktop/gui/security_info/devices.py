"""Where the account is signed in, and which computers are known."""

from secinfo_desktop.domain.security_info import Area, DeviceSession, KnownComputer, SecurityInfo
from secinfo_desktop.gui.icons import Glyph
from secinfo_desktop.gui.parts import (
    SMALL_HEIGHT,
    START,
    TOP,
    Button,
    Card,
    Chip,
    Icon,
    Item,
    Kind,
    Rule,
    Spread,
    Text,
    Tone,
    column,
    holder,
    row,
)
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SectionView
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import Act, Devices, EndSession, Enrol, ForgetComputer, SignOut
from secinfo_desktop.security_info.overview import is_frozen
from secinfo_desktop.security_info.pages import Section
from secinfo_desktop.security_info.said import Does
from secinfo_desktop.texts.words import Words


class DevicesView(SectionView):
    """End one of them, or all others at once."""

    def __init__(self, seen: Devices, info: SecurityInfo, words: Words) -> None:
        self._words = words
        self._frozen = is_frozen(info, Area.KNOWN_DEVICES, words.clock())
        self._pressed: list[tuple[Button, Act]] = []
        title = words.say("security_info.section.devices")
        lead = Text(words.say("security_info.devices.lead"), Type.BODY, Color.INK2, max_chars=80)
        others = [session for session in seen.sessions if not session.is_this]
        items: list[Item] = [
            Text(title, Type.TITLE),
            6,
            lead,
            20,
            self._rows([self._session(its) for its in seen.sessions]),
        ]
        if others:
            items += [14, (self._button("security_info.devices.end_others", EndSession(None), Kind.DANGER), START)]
        else:
            items += [10, Text(words.say("security_info.devices.only_here"), Type.SMALL, Color.INK2)]
        items += [28, *self._known(seen), None]
        super().__init__(title, Section.DEVICES, column(*items), words)
        for button, act in self._pressed:
            self.says(button, Does(act))

    def _button(self, text_id: str, act: Act, kind: Kind = Kind.SECONDARY, device: str = "") -> Button:
        words = self._words.say(text_id)
        button = Button(words, kind, height=SMALL_HEIGHT, name=f"{words}, {device}" if device else "")
        self._pressed.append((button, act))
        return button

    @staticmethod
    def _rows(rows: list[Item]) -> Card:
        items: list[Item] = []
        for number, one in enumerate(rows):
            items += [10, Rule(), 10] if number else []
            items.append(one)
        return Card(column(*items))

    def _session(self, its: DeviceSession) -> Item:
        words = self._words
        when = words.say("security_info.session.seen", time=words.moment(its.seen_at))
        here = self._here() if its.is_this else []
        told = column(Text(its.device, Type.STRONG), Text(when, Type.SMALL, Color.INK2), *here)
        line = row((Icon(Glyph.LAPTOP, Color.INK2, 22), TOP), told, gap=12)
        line.setStretch(1, 1)
        if its.is_this:
            end = self._button("security_info.session.sign_out", SignOut())
        else:
            end = self._button("security_info.session.end", EndSession(its.id, its.device), device=self._told(its))
        return holder(Spread(holder(line), end, gap=16))

    def _here(self) -> list[Item]:
        chip = Chip(self._words.say("security_info.session.here"), Tone.GOOD, Glyph.CHECK_CIRCLE_FILL)
        return [4, (chip, START)]

    def _told(self, its: DeviceSession) -> str:
        return f"{its.device}, {self._words.moment(its.began_at)}"

    def _known(self, seen: Devices) -> list[Item]:
        words = self._words
        heading = Text(words.say("security_info.computers"), Type.HEADING)
        lead = Text(words.say("security_info.computers.lead"), Type.BODY, Color.INK2, max_chars=80)
        items: list[Item] = [heading, 6, lead, 14]
        if seen.computers:
            items += [self._rows([self._computer(its) for its in seen.computers]), 12]
        else:
            items += [Text(words.say("security_info.computers.none"), Type.SMALL, Color.INK2), 12]
        if seen.can_enrol and not seen.is_enrolled:
            enrol = self._button("security_info.computers.enrol", Enrol())
            enrol.setEnabled(not self._frozen)
            items += [(enrol, START)]
        elif not seen.can_enrol:
            items += [Text(words.say("security_info.computers.no_keyring"), Type.SMALL, Color.INK2, max_chars=80)]
        return items

    def _computer(self, its: KnownComputer) -> Item:
        words = self._words
        until = words.say("security_info.computer.until", used=words.day(its.used_at), day=words.day(its.ends_at))
        told = column(Text(its.device, Type.STRONG), Text(until, Type.SMALL, Color.INK2))
        line = row((Icon(Glyph.LAPTOP, Color.INK2, 22), TOP), told, gap=12)
        line.setStretch(1, 1)
        name = f"{its.device}, {words.day(its.added_at)}"
        forget = self._button("security_info.computer.forget", ForgetComputer(its.id, its.device), device=name)
        return holder(Spread(holder(line), forget, gap=16))
