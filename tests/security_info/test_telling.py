"""Everything that is asked and told has its sentences, in both languages."""

import pytest

from secinfo_desktop.domain.security_info import ActivityKind, ContactState, ContactUse, SessionPurpose
from secinfo_desktop.security_info import acts
from secinfo_desktop.security_info.acts import Act
from secinfo_desktop.security_info.overview import Advice, Verdict
from secinfo_desktop.security_info.pages import Section
from secinfo_desktop.security_info.telling import question_before, told_of
from secinfo_desktop.texts import has
from tests.helpers.fake_signed_in import PHONE

ACTS: tuple[Act, ...] = (
    acts.RemoveContact(PHONE.contact),
    acts.UseContact(PHONE.contact, frozenset(), frozenset(ContactUse)),
    acts.SwitchOption("o1", "x", on=True),
    acts.SwitchOption("o1", "x", on=False),
    acts.ChooseSecondStep(on=True),
    acts.ChooseSecondStep(on=False),
    acts.EndSession("s2", "Firefox"),
    acts.MakeRecoveryCode(replaces_one=True),
    acts.StartReplacement(()),
    acts.FinishReplacement(()),
    acts.CancelReplacement("x", "y"),
    acts.Enrol(),
    acts.ForgetComputer("k1", "Desktop"),
    *(acts.GiveCode(purpose, "1") for purpose in SessionPurpose),
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: type(act).__name__)
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_was_done_and_what_is_asked_has_its_sentences(act: Act, language: str) -> None:
    told, question = told_of(act, None), question_before(act)
    assert told is None or has(told.text_id, language, alone=True)
    for part in ("", ".body", ".yes", ".no") if question is not None else ():
        assert question is None or has(f"{question.text_id}{part}", language, alone=True)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_verdict_advice_state_and_place_has_its_sentences(language: str) -> None:
    ids = [f"security_info.verdict.{one}{part}" for one in Verdict for part in ("", ".lead", ".lead.waiting")]
    buttons = [one for one in Advice if one not in (Advice.WAIT, Advice.WAIT_AND_ENTER, Advice.ENTER_NEW)]
    ids += [f"security_info.advice.{one}{part}" for one in buttons for part in ("", ".do")]
    ids += [f"security_info.state.{one}" for one in ContactState]
    ids += [f"security_info.section.{one}" for one in Section]
    ids += [f"security_info.activity.kind.{one}" for one in ActivityKind]
    assert [one for one in ids if not has(one, language, alone=True)] == []


def test_what_can_be_undone_is_not_asked_about_first_and_what_is_asked_about_offers_no_undoing() -> None:
    for act in ACTS:
        told = told_of(act, None)
        assert question_before(act) is None or told is None or told.undo is None
