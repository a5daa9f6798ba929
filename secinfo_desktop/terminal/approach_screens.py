"""The screens of the straight way: the trouble, the account, where the code goes, the code, the new password."""

from secinfo_desktop.domain.contacts import MaskedContact
from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.ports import AccountChoice, CodeSent, Story
from secinfo_desktop.recovery.sentences import (
    CodePage,
    code_words,
    second_proof_lead,
    second_proofs,
    story_way,
    waiting_way,
    whose_limit,
)
from secinfo_desktop.recovery.step_words import step_words
from secinfo_desktop.terminal import kept_screens
from secinfo_desktop.terminal.screens import Field, Option, Screen
from secinfo_desktop.terminal.sender_screen import sender_option
from secinfo_desktop.texts.words import Words

Page = (
    pages.StartPage
    | pages.WhoseAccountPage
    | pages.StoriesPage
    | pages.AccountNamePage
    | pages.ContactPage
    | pages.WaitingPage
    | pages.EnterCodePage
    | pages.SecondProofPage
    | pages.NewPasswordPage
)


def start(page: pages.StartPage, words: Words) -> Screen:
    """What is the trouble?"""
    troubles = [
        Option(words.say(f"page.start.{trouble}"), said.Began(trouble), words.say(f"page.start.{trouble}.detail"))
        for trouble in page.starts
    ]
    practice = Option(words.say("page.start.practice"), said.WantsPractice())
    return Screen(
        title=words.say("page.start.title"),
        paragraphs=(words.say("page.start.lead"),),
        options=(*kept_screens.go_on(page, words), *troubles, practice, *kept_screens.delete(page, words)),
        notices=(words.say("page.start.never_ask"), *kept_screens.notices(page, words)),
    )


def whose_account(page: pages.WhoseAccountPage, words: Words) -> Screen:
    """Whose account is it?"""
    return Screen(
        title=words.say("page.whose_account.title"),
        paragraphs=(words.say("page.whose_account.lead"),),
        options=tuple(_choice(choice, words) for choice in page.choices),
    )


def _choice(choice: AccountChoice, words: Words) -> Option:
    base = f"page.whose_account.{choice.kind}"
    return Option(words.say(base, name=choice.name), said.ChoseAccount(choice.id), words.say(f"{base}.detail"))


def stories(page: pages.StoriesPage, words: Words) -> Screen:
    """Which made-up person?"""
    return Screen(
        title=words.say("page.stories.title"),
        paragraphs=(words.say("page.stories.lead"),),
        options=tuple(_story(story, words) for story in page.stories),
    )


def _story(story: Story, words: Words) -> Option:
    """A story that came with a newer service has no title here yet: its id stands for it."""
    title = words.say_if_any(f"practice.scenario.{story.id}.title") or story.id
    return Option(title, said.ChoseStory(story.id), story_way(story, words))


def account_name(page: pages.AccountNamePage, frame: Frame, words: Words) -> Screen:
    """What is the name of the account? In practice it is given."""
    title = words.say("page.account_name.title")
    if page.fixed is not None:
        name = frame.persona.name if frame.persona else page.fixed
        return Screen(
            title=title,
            paragraphs=(words.say("page.account_name.lead.practice", name=name), page.fixed),
            options=(Option(words.say("page.account_name.go"), said.GaveName(page.fixed)),),
        )
    hint = words.say("page.account_name.hint")
    return Screen(
        title=title,
        paragraphs=(words.say("page.account_name.lead"),),
        options=(Option(words.say("page.account_name.forgot"), said.ForgotName()),),
        field=Field(words.say("page.account_name.label"), said.GaveName, hint),
    )


def contact(page: pages.ContactPage, words: Words) -> Screen:
    """Where shall the code go? Choosing leads to typing it in full."""
    none = Option(words.say("page.contact.none"), said.NoneOfThese())
    check = Option(words.say("page.contact.check_name"), said.ChecksName())
    return Screen(
        title=words.say("page.contact.title"),
        paragraphs=(words.say("page.contact.lead"),),
        options=(*(_contact(shown, words) for shown in page.contacts), none, check),
        why=(words.say("page.contact.why.body"),),
    )


def _contact(shown: MaskedContact, words: Words) -> Option:
    base = f"page.contact.{shown.kind}"
    field = Field(
        label=words.say(f"{base}.label"),
        make=lambda typed: said.ChoseContact(shown.id, typed),
        hint=words.say(f"{base}.hint", mask=shown.mask),
    )
    return Option(shown.mask, field, words.say(base))


def waiting(page: pages.WaitingPage, frame: Frame, words: Words) -> Screen:
    """Look at your phone or mailbox now. Whether the contact is right is not said (security rule 4)."""
    address = frame.pack.sender_address if frame.pack else ""
    done = step_words(frame, words).title(page.step) if page.step else None
    way = waiting_way(page)
    return Screen(
        title=words.say(f"page.waiting.title.{way}"),
        overline=words.say("page.waiting.after_step", step=done) if done else None,
        paragraphs=(
            words.say(f"page.waiting.lead.{way}", mask=page.contact.mask, address=address),
            *_about_code(page, words),
        ),
        options=_code_options(words.say("page.code.did_not_come"), page, words),
    )


def enter_code(page: pages.EnterCodePage, words: Words) -> Screen:
    """Type the code that a step has brought to light."""
    sent = page.sent
    lead = words.say(f"page.enter_code.lead.{sent.channel}", mask=page.contact.mask, tag=sent.tag)
    return Screen(
        title=words.say("page.enter_code.title"),
        paragraphs=(lead, *_about_code(page, words)),
        options=_code_options(words.say("page.enter_code.did_not_come"), page, words),
    )


def _about_code(page: CodePage, words: Words) -> tuple[str, ...]:
    """Which message is the right one, how long its code works, and what asking again costs."""
    now, sent = words.clock(), page.sent
    life = "page.code.until" if now < sent.ends_at else "page.code.ended"
    return (
        code_words("page.code.tag.sentence", page, words),
        words.say("page.code.other_messages"),
        words.say(life, time=words.time(sent.ends_at)),
        words.say("page.code.again.now") if now >= sent.next_at else _when_again(sent, words),
        *([limit] if (limit := whose_limit(sent, words)) else []),
        words.say("page.code.left", n=sent.left, most=sent.most),
    )


def _when_again(sent: CodeSent, words: Words) -> str:
    return words.say("page.code.again.at", time=words.moment(sent.next_at))


def _code_options(did_not_come: str, page: CodePage, words: Words) -> tuple[Option, ...]:
    return (
        Option(did_not_come, said.DidNotCome()),
        Option(code_words("page.code.again", page, words), said.AskedAgain()),
        Option(words.say("page.code.elsewhere"), said.Elsewhere()),
        *sender_option(page, words),
    )


def second_proof(page: pages.SecondProofPage, words: Words) -> Screen:
    """Which other proof?"""
    return Screen(
        title=words.say("page.second_proof.title"),
        paragraphs=second_proof_lead(page, words),
        options=tuple(Option(line.text, what, line.detail) for what, line in second_proofs(page, words)),
    )


def new_password(page: pages.NewPasswordPage, words: Words) -> Screen:
    """Choose a new password; nothing of it is shown."""
    return Screen(
        title=words.say("page.new_password.title"),
        paragraphs=(
            words.say("page.new_password.lead", shortest=page.shortest),
            words.say("page.new_password.consequence"),
        ),
        field=Field(
            words.say("page.new_password.label"),
            said.GavePassword,
            words.say("page.new_password.hint"),
            is_secret=True,
        ),
    )
