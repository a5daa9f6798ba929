"""Kept cases on the first screen: go on with one, delete one or all, where they lie."""

from secinfo_desktop.recovery import pages, said
from secinfo_desktop.recovery.kept_sentences import kept_line, put_aside
from secinfo_desktop.terminal.screens import Option, Sure
from secinfo_desktop.texts.words import Words


def go_on(page: pages.StartPage, words: Words) -> tuple[Option, ...]:
    """The answers that lead back to a kept case, the newest first."""
    if page.kept is None:
        return ()
    lines = [(kept.case_id, kept_line(kept, words)) for kept in page.kept.cases]
    return tuple(
        Option(words.say("terminal.kept.go_on", title=line.text), said.GoesOn(case_id), line.detail)
        for case_id, line in lines
    )


def delete(page: pages.StartPage, words: Words) -> tuple[Option, ...]:
    """The answers that delete; each is asked once more."""
    if page.kept is None:
        return ()
    lines = [(kept.case_id, kept_line(kept, words)) for kept in page.kept.cases]
    each = tuple(
        Option(
            words.say("page.kept.delete", title=line.text, detail=line.detail or ""), Sure(said.ForgetsCase(case_id))
        )
        for case_id, line in lines
    )
    return (*each, Option(words.say("page.kept.forget_all"), Sure(said.ForgetsAll(), "page.forget.all")))


def notices(page: pages.StartPage, words: Words) -> tuple[str, ...]:
    """Where the answers lie, and what could not be read."""
    if page.kept is None:
        return ()
    where = words.say("page.kept.where", folder=page.kept.place)
    return (*put_aside(page.kept.put_aside, words), where)
