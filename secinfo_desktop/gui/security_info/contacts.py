"""E-mails and phones: every one with all that can be done, and the way for who has lost them all (B6-B10, B25)."""

from secinfo_desktop.domain.security_info import SecurityInfo
from secinfo_desktop.gui.parts import START, Button, Columns, Item, Link, Notice, Text, Tone, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.banners import notice_banner, replacement_banner
from secinfo_desktop.gui.security_info.base import SectionView
from secinfo_desktop.gui.security_info.contact_card import ContactCard, listen
from secinfo_desktop.gui.security_info.overview import contacts_head, no_contacts
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.pages import Frame, ReplacePage, Section
from secinfo_desktop.security_info.said import Opens, Said
from secinfo_desktop.texts.words import Words


class ContactsView(SectionView):
    """What each is for, whether it works, and the advice to add before one removes."""

    def __init__(self, frame: Frame, info: SecurityInfo, words: Words) -> None:
        pressed: list[tuple[Button, Said]] = []
        items: list[Item] = []
        for banner in (replacement_banner(frame, words), notice_banner(frame, words)):
            if banner is not None:
                items += [banner.card, 20]
                pressed += banner.says
        items += [contacts_head(info, words, pressed, Type.TITLE), 6]
        items += [Text(words.say("security_info.contacts.lead"), Type.BODY, Color.INK2, max_chars=80), 18]
        cards = [ContactCard(its, pressed, frame, words, whole=True) for its in info.contacts]
        items += [Columns(*cards, most=2) if cards else no_contacts(words), 18]
        held = info.removal_held_until
        if held is not None and words.clock() < held:
            sentence = words.say("security_info.removal_held", time=words.moment(held))
            items += [Text(sentence, Type.SMALL, Color.INK2, max_chars=80), 18]
        if info.replacement is None:
            items += [
                Notice(words.say("security_info.add_first"), words.say("security_info.add_first.body"), Tone.NEUTRAL)
            ]
            lost = Link(words.say("security_info.lost_all"), height=44)
            lost.setObjectName("lost-all")
            pressed.append((lost, Opens(ReplacePage())))
            items += [12, (lost, START)]
        heading = words.say("security_info.section.contacts")
        super().__init__(heading, Section.CONTACTS, column(*items, None), words)
        listen(self, pressed)
