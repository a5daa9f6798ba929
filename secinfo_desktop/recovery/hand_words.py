"""What the pages by hand say, in sentences: the choices and instructions that window and terminal have in common."""

from secinfo_desktop.domain.provider_pages import ProviderButton, ProviderPage
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import AccountKind
from secinfo_desktop.recovery.provider_links import provider_link
from secinfo_desktop.recovery.said import Refusal, Said, SeenContact, SeenError, Start, TimesAsked
from secinfo_desktop.recovery.sentences import Line
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.texts.words import Words

Choices = tuple[tuple[Said, Line], ...]
"""What can be said on a page, each with its words."""


def brand(frame: Frame) -> str:
    """The brand whose pages are used."""
    return frame.pack.brand if frame.pack is not None else ""


def not_affiliated(frame: Frame, words: Words) -> str | None:
    """Stands wherever a brand is named by hand (design, security rule 8)."""
    if isinstance(frame.page, pages.WhoseAccountPage):
        names_brand = any(choice.kind is AccountKind.BY_HAND for choice in frame.page.choices)
        return words.say("page.shell.not_affiliated.any") if names_brand else None
    if not frame.by_hand or frame.pack is None or isinstance(frame.page, pages.StartPage):
        return None
    return words.say("page.shell.not_affiliated", brand=frame.pack.brand)


def see_title(page: pages.SeePage, frame: Frame, words: Words) -> str:
    """Where does the page send the code?"""
    if page.again:
        return words.say("page.see.title.again")
    return words.say("page.see.title", brand=brand(frame))


def see_lead(page: pages.SeePage, frame: Frame, words: Words) -> str:
    """What to look at."""
    if page.again:
        return words.say("page.see.lead.again", brand=brand(frame))
    return words.say("page.see.lead.no_code" if page.start is Start.NO_CODE else "page.see.lead")


def seen_contacts(frame: Frame, words: Words) -> Choices:
    """The kinds of contact that a provider's page may show; a call only where the provider makes calls."""
    by_hand = frame.pack.by_hand if frame.pack is not None else None
    calls = by_hand is not None and "voice_call" in by_hand.capabilities
    kinds = [kind for kind in SeenContact if calls or kind is not SeenContact.PHONE_CALL]
    if frame.pack is not None and not frame.pack.same_provider_domains:
        kinds.remove(SeenContact.OWN_MAIL)
    found = tuple((said.SawContact(kind), _seen_contact(kind, frame, words)) for kind in kinds)
    return (*found, (said.NoneOfThese(), Line(words.say("page.see.none"))))


def _seen_contact(kind: SeenContact, frame: Frame, words: Words) -> Line:
    if kind is not SeenContact.OWN_MAIL:
        return Line(words.say(f"page.see.{kind}"))
    domains = sorted(frame.pack.same_provider_domains) if frame.pack is not None else []
    listed = ", ".join(domains)
    return Line(
        words.say("page.see.own_mail", brand=brand(frame)), words.say("page.see.own_mail.detail", domains=listed)
    )


def times_asked(words: Words) -> Choices:
    """How often a code was asked for today; the commonest answer first."""
    order = (TimesAsked.ONE, TimesAsked.FEW, TimesAsked.MANY, TimesAsked.NOT_YET)
    return tuple((said.AskedBefore(times), Line(words.say(f"page.asked_before.{times}"))) for times in order)


def refusals(words: Words) -> Choices:
    """What a page may say about a code."""
    base = "page.refused_there"
    return tuple((said.CodeRefused(reason), _line(f"{base}.{reason}", words)) for reason in Refusal)


def errors(words: Words) -> Choices:
    """What a page may say instead of sending a code."""
    return tuple((said.SawError(error), _line(f"page.error_there.{error}", words)) for error in SeenError)


def _line(text_id: str, words: Words) -> Line:
    return Line(words.say(text_id), words.say_if_any(f"{text_id}.detail") or "")


def ask_title(page: pages.AskTherePage, frame: Frame, words: Words) -> str:
    """Ask there, ask again there, or wait first."""
    if page.requests.next_at > words.clock():
        return words.say("page.ask_there.title.wait")
    if page.again:
        return words.say("page.ask_there.title.again", brand=brand(frame))
    end = ".locked" if page.start is Start.LOCKED else ""
    return words.say(f"page.ask_there.title{end}", brand=brand(frame))


def ask_lead(page: pages.AskTherePage, words: Words) -> str:
    """What to keep in mind while doing it."""
    is_locked = page.start is Start.LOCKED and not page.again
    return words.say("page.ask_there.lead.locked" if is_locked else "page.ask_there.lead")


def ask_steps(page: pages.AskTherePage, frame: Frame, words: Words) -> tuple[Line, ...]:
    """What to press there, in its order (B15, B27)."""
    buttons, base = step_words(frame, words).buttons, "page.ask_there.step"
    press = Line(words.say(f"{base}.press", button=buttons[ProviderButton.SEND_CODE]))
    if page.again:
        again = words.say(f"{base}.press.again", button=buttons[ProviderButton.NO_CODE])
        return (Line(again, words.say(f"{base}.press.again.detail")), _choose(page.kind, words), press)
    if page.start is Start.LOCKED:
        number = Line(words.say(f"{base}.number"), words.say(f"{base}.number.detail"))
        return (Line(words.say(f"{base}.sign_in")), number, press)
    return (_choose(page.kind, words), press)


def _choose(kind: SeenContact, words: Words) -> Line:
    base = "page.ask_there.step.choose"
    return Line(words.say(f"{base}.{kind}"), words.say(f"{base}.detail"))


def code_title(page: pages.CodeTherePage, frame: Frame, words: Words) -> str:
    """Where to look, or what to do with what was found."""
    return words.say(f"page.code_there.title.{'found' if page.found else page.kind}", brand=brand(frame))


def code_lead(page: pages.CodeTherePage, frame: Frame, words: Words) -> str:
    """From where it comes and where it goes."""
    address = frame.pack.sender_address if frame.pack is not None else ""
    which = "found" if page.found else page.kind
    return words.say(f"page.code_there.lead.{which}", brand=brand(frame), address=address)


def names_found_by(frame: Frame, words: Words) -> tuple[Line, ...]:
    """The ways to an account's name: old mails, a signed-in device, the provider's page, the helpdesk."""
    base, pack = "page.find_name.step", frame.pack
    sender = pack.sender_name if pack is not None else ""
    found = [Line(words.say(f"{base}.mail", name=sender), words.say(f"{base}.mail.detail"))]
    found += [Line(words.say(f"{base}.device"), words.say(f"{base}.device.detail"))]
    if provider_link(frame, ProviderPage.FIND_NAME, words) is not None:
        found += [Line(words.say(f"{base}.page", brand=brand(frame)), words.say(f"{base}.page.detail"))]
    elif pack is not None:
        there = pack.help_in(words.language)
        helpdesk = words.say(f"{base}.helpdesk", name=there.name)
        found += [Line(helpdesk, words.say(f"{base}.helpdesk.detail", hours=there.hours))]
    return tuple(found)
