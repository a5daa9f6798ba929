"""What a service is put together from: its pack, its words, its stories."""

from pathlib import Path
from random import Random

import pytest

from secinfo_desktop.backend.copies import close_what_a_copy_opened
from secinfo_desktop.backend.delivery.writing import Style
from secinfo_desktop.backend.service import LOOK_AGAIN, build, load_common_passwords, load_pack, load_scenarios
from secinfo_desktop.backend.services.adding import NewPerson, new_account
from secinfo_desktop.backend.settings import Address, Settings, SettingsError, UnknownAccount
from secinfo_desktop.backend.store.key_file import FILE as KEYS
from secinfo_desktop.backend.text_settings import TextGatewayKind
from secinfo_desktop.domain import passwords
from secinfo_desktop.domain.contacts import ContactKind
from secinfo_desktop.domain.failures import Failure
from tests.helpers.clock import FrozenClock
from tests.helpers.service_bench import refusal


@pytest.mark.parametrize(
    "password",
    [
        "Password12345678",
        "iloveyouforever!",
        "correct horse battery staple",
        "Ich liebe dich 2026 so sehr",
        "welcome-welcome-1",
    ],
)
def test_what_people_choose_again_and_again_is_refused(password: str) -> None:
    assert passwords.problem(password, "mara@example.org", load_common_passwords()) is Failure.PASSWORD_COMMON


def test_an_uncommon_sentence_is_taken() -> None:
    sentence = "seven lanterns over the quiet harbour"
    assert passwords.problem(sentence, "mara@example.org", load_common_passwords()) is None


def test_common_words_are_in_the_form_in_which_they_are_compared() -> None:
    assert all(word == word.casefold() and word.isalpha() for word in load_common_passwords())


def test_without_a_file_the_pack_is_the_made_up_organisations() -> None:
    assert load_pack(None).id == "example-organisation"


@pytest.mark.parametrize("content", [b"colour = 1", b"\xff", b"="])
def test_a_pack_that_can_not_be_used_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pack.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as error:
        load_pack(file)
    assert all(problem.startswith("provider: ") for problem in error.value.problems)


def test_decoys_look_like_accounts_that_came_while_the_service_ran(tmp_path: Path) -> None:
    clock = FrozenClock()
    settings = Settings(tmp_path, smtp=Address("127.0.0.1", 9), unknown_account=UnknownAccount.DECOY)
    service = build(settings, clock, Random(11), Style())
    for number in range(10):
        person = NewPerson(f"p{number}", ((ContactKind.EMAIL, f"p{number}@accounts.example.org"),))
        service.store.accounts.add(new_account(person, "DE", clock(), Random(number)))
    opened = service.services.recovery.open_flow
    before = {contact.mask for number in range(9) for contact in opened(f"nobody{number}").contacts}
    clock.advance(minutes=1)
    service.worker.do_chores()
    after = {contact.mask for number in range(9) for contact in opened(f"nobody{number}").contacts}
    service.stop()
    assert not any(mask.endswith("@accounts.example.org") for mask in before)
    assert all(mask.endswith("@accounts.example.org") for mask in after)


def test_lost_keys_are_not_made_anew_behind_anybodys_back(tmp_path: Path) -> None:
    settings = Settings(tmp_path, smtp=Address("127.0.0.1", 9))

    def start() -> None:
        build(settings, FrozenClock(), Random(11), Style()).stop()

    service = build(settings, FrozenClock(), Random(11), Style())
    refusal(service.services.recovery.open_flow, "nobody")
    service.stop()
    kept = (tmp_path / KEYS).read_bytes()
    (tmp_path / KEYS).unlink()
    with pytest.raises(SettingsError, match="is gone"):
        start()
    assert not (tmp_path / KEYS).exists()
    (tmp_path / KEYS).write_bytes(kept)
    start()
    (tmp_path / KEYS).unlink()
    close_what_a_copy_opened(settings, new_keys=True)
    start()


def test_what_another_process_puts_back_is_looked_for_while_nothing_else_is_to_be_done(tmp_path: Path) -> None:
    service = build(Settings(tmp_path, smtp=Address("127.0.0.1", 9)), FrozenClock(), Random(11), Style())
    assert service.worker._round() == LOOK_AGAIN.total_seconds()
    service.stop()


def test_a_gateways_password_that_can_not_be_read_is_told_by_its_setting(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_bytes(b"\xff")
    settings = Settings(tmp_path, sms=TextGatewayKind.KANNEL, sms_user="us", sms_password_file=secret)
    with pytest.raises(SettingsError, match="sms_password_file: can't be read") as refused:
        build(settings, FrozenClock(), Random(11), Style())
    assert refused.value.__cause__ is None


def test_all_stories_can_be_told() -> None:
    assert len(load_scenarios()) >= 7
