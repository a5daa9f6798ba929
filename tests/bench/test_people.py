"""Made-up people: always the same for a seed, and nobody who could be real."""

from itertools import islice

from secinfo_desktop.domain import contacts
from secinfo_desktop.domain.contacts import ContactKind
from tests.bench.people import people

MANY = 5_000


def test_the_same_seed_gives_the_same_people_and_fewer_are_the_first_of_more() -> None:
    assert list(people(50, 7)) == list(islice(people(MANY, 7), 50))
    assert list(people(50, 7)) != list(people(50, 8))


def test_nobody_shares_a_name_an_id_or_a_mail_address() -> None:
    made = list(people(MANY, 7))
    mails = [its.value for person in made for its in person.contacts if its.kind is ContactKind.EMAIL]
    ids = [person.id for person in made] + [its.id for person in made for its in person.contacts]
    for values in ([person.name for person in made], mails, ids):
        assert len(set(values)) == len(values)
    assert all(person.mail in mails for person in made)


def test_mail_goes_to_examples_and_phones_have_numbers_that_are_kept_free() -> None:
    values = {its.value for person in people(MANY, 7) for its in person.contacts}
    domains = {contacts.domain_of(value) for value in values if "@" in value}
    assert all(domain.rpartition(".")[0].endswith("example") for domain in domains)
    phones = {value for value in values if "@" not in value}
    assert {phone[:-2] for phone in phones} == {"+4917139200", "+49176040690"}


def test_every_contact_is_in_the_spelling_in_which_a_typed_one_is_compared() -> None:
    for person in people(300, 7):
        for its in person.contacts:
            assert contacts.normalise(its.kind, its.value, "DE") == its.value
