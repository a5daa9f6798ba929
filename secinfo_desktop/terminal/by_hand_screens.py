"""The screens for a person who works on the provider's own pages, and for a forgotten account name."""

from secinfo_desktop.domain.provider_pages import ProviderPage
from secinfo_desktop.recovery import hand_words, pages, said
from secinfo_desktop.recovery.hand_words import Choices
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.provider_links import page_of_start, provider_link
from secinfo_desktop.recovery.requests import Requests
from secinfo_desktop.recovery.said import Start
from secinfo_desktop.terminal.screens import Option, Screen
from secinfo_desktop.terminal.sender_screen import sender_option
from secinfo_desktop.texts.words import Words


def by_hand(page: pages.FindNamePage | pages.ByHandPage, frame: Frame, words: Words) -> Screen:
    """The screen of a page by hand, or of the forgotten name."""
    match page:
        case pages.FindNamePage():
            return find_name(frame, words)
        case pages.SeePage():
            return _see(page, frame, words)
        case pages.AskedBeforePage():
            return _choices("page.asked_before", hand_words.times_asked(words), words)
        case pages.AskTherePage():
            return _ask(page, frame, words)
        case pages.CodeTherePage():
            return _code(page, frame, words)
        case pages.RefusedTherePage():
            return _choices("page.refused_there", hand_words.refusals(words), words)
        case pages.ErrorTherePage():
            return _choices("page.error_there", hand_words.errors(words), words)


def find_name(frame: Frame, words: Words) -> Screen:
    """How the account's name is found."""
    return Screen(
        title=words.say("page.find_name.title"),
        paragraphs=(words.say("page.find_name.lead"),),
        items=hand_words.names_found_by(frame, words),
        options=(
            Option(words.say("page.find_name.found"), said.FoundName()),
            *_open(frame, ProviderPage.FIND_NAME, words),
            Option(words.say("page.find_name.person"), said.WantsPerson()),
        ),
    )


def not_affiliated(frame: Frame, words: Words) -> tuple[str, ...]:
    """On every page by hand."""
    sentence = hand_words.not_affiliated(frame, words)
    return (sentence,) if sentence else ()


def _see(page: pages.SeePage, frame: Frame, words: Words) -> Screen:
    return Screen(
        title=hand_words.see_title(page, frame, words),
        paragraphs=(hand_words.see_lead(page, frame, words),),
        options=(
            *_options(hand_words.seen_contacts(frame, words)),
            _error(words),
            Option(words.say("page.account_name.forgot"), said.ForgotName()),
            *_open(frame, page_of_start(page.start), words),
        ),
    )


def _ask(page: pages.AskTherePage, frame: Frame, words: Words) -> Screen:
    return Screen(
        title=hand_words.ask_title(page, frame, words),
        paragraphs=(hand_words.ask_lead(page, words), *_price(page.requests, words)),
        items=hand_words.ask_steps(page, frame, words),
        options=(
            Option(words.say("page.ask_there.pressed"), said.AskedThere()),
            *_open(frame, page_of_start(page.start), words),
            *([] if page.start is Start.LOCKED else [Option(words.say("page.ask_there.elsewhere"), said.Elsewhere())]),
            _error(words),
        ),
    )


def _code(page: pages.CodeTherePage, frame: Frame, words: Words) -> Screen:
    return Screen(
        title=hand_words.code_title(page, frame, words),
        paragraphs=(
            hand_words.code_lead(page, frame, words),
            words.say("page.code_there.newest"),
            *_price(page.requests, words),
        ),
        options=(
            Option(words.say("page.shell.dock.worked"), said.CodeWorked()),
            Option(words.say("page.shell.dock.refused"), said.SeesRefusal()),
            Option(words.say("page.code_there.did_not_come"), said.DidNotCome()),
            Option(words.say("page.code_there.again"), said.AskedAgain()),
            Option(words.say("page.code_there.elsewhere"), said.Elsewhere()),
            _error(words),
            *sender_option(page, words),
        ),
    )


def _price(requests: Requests, words: Words) -> tuple[str, ...]:
    """When it can be asked again, and how many requests are left."""
    is_now = requests.next_at <= words.clock()
    when = "page.code.again.now" if is_now else "page.code.again.at"
    return (
        *([] if requests.last_at is None else [words.say(when, time=words.moment(requests.next_at))]),
        words.say("page.by_hand.left", n=requests.left, most=requests.most),
    )


def _choices(base: str, choices: Choices, words: Words) -> Screen:
    return Screen(title=words.say(f"{base}.title"), paragraphs=(words.say(f"{base}.lead"),), options=_options(choices))


def _options(choices: Choices) -> tuple[Option, ...]:
    return tuple(Option(line.text, what, line.detail) for what, line in choices)


def _open(frame: Frame, page: ProviderPage, words: Words) -> tuple[Option, ...]:
    """The address stands below: without a browser it can be typed."""
    link = provider_link(frame, page, words)
    return (Option(link.open, said.OpensPage(link.page), link.address),) if link else ()


def _error(words: Words) -> Option:
    return Option(words.say("page.by_hand.error"), said.SeesError())
