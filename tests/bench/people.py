"""Made-up people, any number of them: the same seed gives the same people, and fewer of them are the first of more.

Their mail goes to domains that are kept for examples, their phones have numbers that Germany keeps free for made-up
people. Those are two hundred, so that many share one; every mail address is one person's alone.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from secinfo_desktop.domain.contacts import ContactKind

_FIRST: Final = "ada ben cleo dara emil finn guel hana ivo jona kai lena mara nils ole pia rosa sven tara uwe vera yara"
_LAST: Final = "adler berg dorn ernst falk gruber hahn iske jansen kern lang moor noll ott pohl roth sommer thal winter"
_DOMAINS: Final = ("example.com", "example.net", "example.org", "mail.example.com", "post.example.org")
_HOME: Final = "example.org"
_NUMBERS: Final = ("+4917139200", "+49176040690")
_KINDS: Final = (("e",), ("e", "e"), ("e", "p"), ("p", "e"), ("e", "p", "e"))
_SHARES: Final = tuple(accumulate((30, 12, 35, 15, 8)))
_SINCE: Final = datetime(2016, 1, 1, tzinfo=UTC)
_DAYS: Final = 3900
_MICROSECONDS_A_DAY: Final = 86_400_000_000
_EPOCH_US: Final = (_SINCE - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


class MadeContact(NamedTuple):
    """A contact in its one spelling."""

    id: str
    kind: ContactKind
    value: str


class MadePerson(NamedTuple):
    """Somebody with an account; ``added_us`` is its time in microseconds since 1970, as the database keeps it."""

    id: str
    name: str
    added_us: int
    contacts: tuple[MadeContact, ...]

    @property
    def mail(self) -> str:
        """Their first mail address; everybody has one."""
        return next(contact.value for contact in self.contacts if contact.kind is ContactKind.EMAIL)


def people(count: int, seed: int) -> Iterator[MadePerson]:
    """So many people, each with an account and one to three contacts."""
    random, firsts, lasts = Random(seed), _FIRST.split(), _LAST.split()
    for number in range(count):
        person = f"{random.choice(firsts)}.{random.choice(lasts)}.{number}"
        kinds = random.choices(_KINDS, cum_weights=_SHARES)[0]
        contacts = tuple(_contact(random, kind, person, place) for place, kind in enumerate(kinds))
        added = _EPOCH_US + random.randrange(_DAYS) * _MICROSECONDS_A_DAY
        yield MadePerson(_id(random), f"{person}@{_HOME}", added, contacts)


def _contact(random: Random, kind: str, person: str, place: int) -> MadeContact:
    if kind == "p":
        ending = random.randrange(100)
        return MadeContact(_id(random), ContactKind.PHONE, f"{random.choice(_NUMBERS)}{ending:02}")
    box = f"{person}.{place}" if place else person
    return MadeContact(_id(random), ContactKind.EMAIL, f"{box}@{random.choice(_DOMAINS)}")


def _id(random: Random) -> str:
    return f"{random.getrandbits(128):032x}"
