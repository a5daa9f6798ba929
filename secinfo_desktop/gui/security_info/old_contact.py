"""Before a contact goes: a code to one that is old, or the way for who has none of them left (B9)."""

from secinfo_desktop.domain.security_info import ContactState, SessionPurpose
from secinfo_desktop.gui.parts import START, Item, Link, Notice, Text, Tone, column
from secinfo_desktop.gui.schemes import Color
from secinfo_desktop.gui.security_info.base import SecurityView
from secinfo_desktop.gui.security_info.sign_in import contact_answers
from secinfo_desktop.gui.theme import Type
from secinfo_desktop.security_info.acts import SendCode
from secinfo_desktop.security_info.pages import Frame, ReplacePage
from secinfo_desktop.security_info.said import Does, Opens
from secinfo_desktop.texts.words import Words


class OldContactView(SecurityView):
    """Where can a code go that shows the owner? The password is no answer here."""

    def __init__(self, frame: Frame, words: Words) -> None:
        base = "security_info.old_contact"
        info = frame.seen.info if frame.seen is not None else None
        offered = info.contacts if info is not None else ()
        contacts = [its.contact for its in offered if its.is_old and its.state is ContactState.PROVEN]
        days = info.policy.waiting_days if info is not None else 0
        title = words.say(f"{base}.title")
        answers = contact_answers(contacts, words)
        none = Notice(words.say(f"{base}.none", days=days), words.say(f"{base}.none.body"), Tone.NEUTRAL)
        ways: list[Item] = [column(*answers, gap=10)] if answers else [none]
        lost = Link(words.say("security_info.lost_all"), height=44)
        lost.setObjectName("lost-all")
        lead = Text(words.say(f"{base}.lead", days=days), Type.BODY, Color.INK2)
        why = Text(words.say(f"{base}.why"), Type.BODY, Color.INK2)
        last = Text(words.say(f"{base}.lost"), Type.STRONG)
        content = column(Text(title, Type.TITLE), 6, lead, 6, why, 22, *ways, 26, last, 4, (lost, START), None)
        super().__init__(title, content)
        for answer, contact in zip(answers, contacts, strict=True):
            self.says(answer, Does(SendCode(SessionPurpose.PROVE, contact)))
        self.says(lost, Opens(ReplacePage()))
