"""The pages of whoever helps: which there are, and where."""

from secinfo_desktop.domain.providers import ProviderPack
from secinfo_desktop.recovery.pages import Frame
from secinfo_desktop.recovery.said import HelpPage


def address(pack: ProviderPack, page: HelpPage) -> str | None:
    """Where a page stands, if the provider has it."""
    return {HelpPage.PAGE: pack.help_url, HelpPage.FORM: pack.help_form_url}[page]


def known(frame: Frame) -> tuple[tuple[HelpPage, str], ...]:
    """The pages that there are, with their addresses."""
    found = ((page, address(frame.pack, page)) for page in HelpPage) if frame.pack is not None else ()
    return tuple((page, url) for page, url in found if url is not None)


def offered(frame: Frame) -> tuple[HelpPage, ...]:
    """The pages that can be opened: in practice none, for nobody in there is real."""
    return tuple(page for page, _ in known(frame)) if frame.persona is None else ()
