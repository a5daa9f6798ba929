"""Is this the sender that codes come from (B17)? Only the one address of the pack is exact; all else is explained.

No verdict says that a message is genuine: whoever sends a mail writes its sender. Pure; keeps nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import idna

from secinfo_desktop.domain.contacts import Channel
from secinfo_desktop.domain.letters import blurred, hidden_signs, in_latin, is_hidden, named
from secinfo_desktop.domain.lookalikes import is_one_slip
from secinfo_desktop.domain.providers import ProviderPack

LONGEST = 1000
"""Characters; more was never a sender's line."""
_AT = re.compile("[@＠﹫]")
_OPENING, _CLOSING = "\"'([{<“‘«", "\"')]}>”’»,;."
_IN_BRACKETS = re.compile(rf"([^<>]*)<([^<>]*)>[{re.escape(_CLOSING)}]*")
_SCHEME = re.compile(r"(?i:mailto:|from:)")
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})


class Match(StrEnum):
    """How a sender compares with the one that codes come from."""

    EXACT = "exact"
    LOOK_ALIKE = "look_alike"
    NOT_OURS = "not_ours"
    NO_ADDRESS = "no_address"


class Sign(StrEnum):
    """What gives a look-alike away."""

    HIDDEN = "hidden"
    FOREIGN_LETTERS = "foreign_letters"
    SIMILAR_LETTERS = "similar_letters"
    SPACE = "space"
    ONLY_SHOWN = "only_shown"
    SLIP = "slip"
    OTHER_ENDING = "other_ending"
    LONGER_NAME = "longer_name"
    SHORTER_NAME = "shorter_name"
    BRAND_IN_NAME = "brand_in_name"
    OTHER_DOMAIN = "other_domain"
    OTHER_MAILBOX = "other_mailbox"
    ANYBODYS_MAILBOX = "anybodys_mailbox"


@dataclass(frozen=True)
class SenderCheck:
    """What came of a comparison. ``shown`` is the sender with its unseen signs made visible.

    ``plain`` is the same in the letters that computers use for it, where these differ.
    """

    channel: Channel
    match: Match
    signs: tuple[Sign, ...] = ()
    shown: str = field(default="", repr=False)
    plain: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class _Right:
    """The one sender of a pack, and the ``words`` that make people trust a name: the brand, and what was bought."""

    local: str
    domain: str
    words: frozenset[str]
    own: frozenset[str]

    @classmethod
    def of(cls, pack: ProviderPack) -> "_Right":
        local, domain = pack.sender_address.lower().split("@")
        bought = _before_ending(domain).rpartition(".")[2]
        words = (bought, "".join(filter(str.isalnum, pack.brand.lower())))
        return cls(local, domain, frozenset(word for word in words if len(word) > 2), pack.same_provider_domains)

    @property
    def address(self) -> str:
        return f"{self.local}@{self.domain}"

    def is_named_in(self, name: str) -> bool:
        return any(blurred(word) in blurred(name) for word in self.words)


def check_sender(seen: str, pack: ProviderPack) -> SenderCheck:
    """Compares what a person saw, typed or pasted: an address, or what stands before one in a mail."""
    text, right = seen.strip(), _Right.of(pack)
    found = tuple(_parts(text)) if len(text) <= LONGEST else ()
    others = [one for one in found if not _is_exactly(_seen(one), right.address)]
    if not any(map(_is_whole, found)):
        return _with_spaces(text, right)
    if not others and not hidden_signs(seen):
        return SenderCheck(Channel.EMAIL, Match.EXACT, shown=found[0])
    other = others[-1] if others else text
    only_shown = (Sign.ONLY_SHOWN,) if 0 < len(others) < len(found) else ()
    hidden = (Sign.HIDDEN,) if hidden_signs(seen) else ()
    signs = (*only_shown, *hidden, *(_signs(other, right) if others else ()))
    return SenderCheck(Channel.EMAIL, _match(signs), signs, _visible(other), _plain(other) if others else None)


def check_text_sender(seen: str, pack: ProviderPack) -> SenderCheck:
    """Compares the name or number over a text message. Anybody can write any name there: a match proves even less."""
    text, right = seen.strip(), pack.text_sender
    if not text or len(text) > LONGEST:
        return SenderCheck(Channel.SMS, Match.NO_ADDRESS)
    if text.isascii() and text.lower() == right.lower():
        return SenderCheck(Channel.SMS, Match.EXACT, shown=text)
    signs = tuple(_signs_of_letters(text, right))
    return SenderCheck(Channel.SMS, _match(signs), signs, _visible(text))


def _parts(text: str) -> Iterator[str]:
    """What has an at sign or stands in angle brackets, in its order: addresses, and what might be the rest of one."""
    for piece in text.split():
        in_brackets = _IN_BRACKETS.fullmatch(piece)
        for part in in_brackets.groups() if in_brackets else (piece,):
            for one in _without_scheme(part.lstrip(_OPENING).rstrip(_CLOSING)):
                if _AT.search(one) or (one and in_brackets is not None and part == in_brackets[2]):
                    yield one


def _without_scheme(part: str) -> Iterator[str]:
    """What follows "mailto:", which may name more addresses after a question mark, or "From:"."""
    scheme = _SCHEME.match(part)
    if scheme is None:
        yield part
    elif scheme[0].lower() == "mailto:":
        address, _, more = part[scheme.end() :].partition("?")
        yield from (address, *re.split("[=&,]", more))
    else:
        yield part[scheme.end() :]


def _is_whole(part: str) -> bool:
    """True if something stands on both sides of an at sign."""
    return re.search(rf"[^@]{_AT.pattern}[^@]", part) is not None


def _is_exactly(address: str, right: str) -> bool:
    """Compared letter by letter; small and large are the same only among the plain ones (K is not the Kelvin sign)."""
    return address.isascii() and address.lower() == right


def _with_spaces(text: str, right: _Right) -> SenderCheck:
    """An at sign that stands alone: spaces were put into the address."""
    joined = "".join(text.split())
    if len(text) > LONGEST or not any(map(_is_whole, _parts(joined))):
        return SenderCheck(Channel.EMAIL, Match.NO_ADDRESS)
    signs = (Sign.SPACE,) if blurred(right.address) in blurred(joined) else ()
    return SenderCheck(Channel.EMAIL, _match(signs), signs, _visible(text))


def _match(signs: tuple[Sign, ...]) -> Match:
    return Match.LOOK_ALIKE if signs else Match.NOT_OURS


def _signs(address: str, right: _Right) -> Iterator[Sign]:
    """What gives an address away that is not the right one."""
    local, domain = _halves(address)
    spoken = _decoded(domain)
    is_foreign = spoken != domain or any(not sign.isascii() and not is_hidden(sign) for sign in address)
    looks_right = blurred(local) == blurred(right.local) or right.is_named_in(f"{local}@{_before_ending(spoken)}")
    if is_foreign and looks_right:
        yield Sign.FOREIGN_LETTERS
    if (in_latin(local), in_latin(spoken)) != (right.local, right.domain):
        yield from _signs_of_parts(in_latin(local), in_latin(spoken), right)


def _halves(address: str) -> tuple[str, str]:
    """What stands before and after the last at sign, without what can't be seen."""
    *local, domain = _AT.split(_seen(address))
    return "@".join(local), domain


def _seen(text: str) -> str:
    return "".join(sign for sign in text if not is_hidden(sign))


def _signs_of_parts(local: str, domain: str, right: _Right) -> Iterator[Sign]:
    if blurred(domain) == blurred(right.domain):
        yield from _signs_at_right_domain(local, domain, right)
        return
    sign = _sign_of_domain(domain, right)
    if sign not in (None, Sign.SLIP) and not any(word in domain for word in right.words | right.own):
        yield Sign.SIMILAR_LETTERS  # the likeness shows only to tired eyes
    yield from [sign] if sign is not None else _signs_of_local(local, right)


def _signs_at_right_domain(local: str, domain: str, right: _Right) -> Iterator[Sign]:
    same_local = blurred(local) == blurred(right.local)
    if domain != right.domain or (same_local and local != right.local):
        yield Sign.SIMILAR_LETTERS
    if not same_local:
        yield Sign.SLIP if is_one_slip(local, right.local) else Sign.OTHER_MAILBOX


def _sign_of_domain(domain: str, right: _Right) -> Sign | None:
    """How a domain pretends to be the right one; None if it does not."""
    seen, wanted = blurred(domain), blurred(right.domain)
    if seen in {blurred(one) for one in right.own}:
        return Sign.ANYBODYS_MAILBOX
    if wanted in seen:
        return Sign.LONGER_NAME
    if wanted.endswith(f".{seen}") and "." in seen:
        return Sign.SHORTER_NAME
    if is_one_slip(domain, right.domain):
        return Sign.SLIP
    if _before_ending(seen) == _before_ending(wanted):
        return Sign.OTHER_ENDING
    return Sign.BRAND_IN_NAME if right.is_named_in(_before_ending(domain)) else None


def _signs_of_local(local: str, right: _Right) -> Iterator[Sign]:
    """What only the part before the at sign pretends."""
    if blurred(local) == blurred(right.local):
        yield Sign.OTHER_DOMAIN
    elif blurred(right.domain) in blurred(local):
        yield Sign.LONGER_NAME
    elif right.is_named_in(local):
        yield Sign.BRAND_IN_NAME


def _before_ending(domain: str) -> str:
    """A domain without its ending: "co.uk" and the like are one."""
    rest, _, _ = domain.rpartition(".")
    head, _, last = rest.rpartition(".")
    return head if head and last in _SECOND_LEVEL else rest


def _signs_of_letters(text: str, right: str) -> Iterator[Sign]:
    """For a name without parts."""
    if blurred(text) != blurred(right):
        return
    if hidden_signs(text):
        yield Sign.HIDDEN
    if not _seen(text).isascii():
        yield Sign.FOREIGN_LETTERS
    elif in_latin(text) != in_latin(right):
        yield Sign.SIMILAR_LETTERS


def _decoded(domain: str) -> str:
    """The domain as it is shown where nobody is on guard: labels that begin with xn-- in their own letters."""
    return ".".join(_label_decoded(label) for label in domain.split("."))


def _label_decoded(label: str) -> str:
    try:
        return idna.ulabel(label.lower()) if label.lower().startswith("xn--") else label
    except (idna.IDNAError, UnicodeError):
        return label


def _visible(text: str) -> str:
    """The text with every unseen sign as its number in brackets."""
    return "".join(named(sign) if is_hidden(sign) else sign for sign in text)


def _plain(address: str) -> str | None:
    """The address in plain letters: the domain as the network knows it, other foreign letters by their number."""
    if address.isascii():
        return None
    local, domain = _halves(address)
    try:
        host = idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        host = _by_number(domain)
    return f"{_by_number(local)}@{host}" if _AT.search(address) else host


def _by_number(text: str) -> str:
    return "".join(sign if sign.isascii() else named(sign) for sign in text)
