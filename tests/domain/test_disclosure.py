"""Security rule 3: who may know what."""

from secinfo_desktop.domain.disclosure import Disclosure


def test_an_audience_sees_its_own_level_and_those_below() -> None:
    assert [level for level in Disclosure if Disclosure.PUBLIC.may_see(level)] == [Disclosure.PUBLIC]
    assert [level for level in Disclosure if Disclosure.HELPDESK.may_see(level)] == list(Disclosure)
