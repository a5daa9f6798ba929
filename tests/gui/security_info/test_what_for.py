"""What contacts are used for is said where a person is asked for one."""

from secinfo_desktop.security_info.pages import AddPage
from tests.gui.security_info.conftest import Open
from tests.gui.security_sights import fresh


def test_b2_what_a_contact_is_for_is_said_where_it_is_asked_for(enter: Open) -> None:
    scene = enter(fresh(), AddPage())
    scene.presses("What is it used for?")
    assert "Only to make sure that it is you" in "\n".join(scene.texts()).replace("\u00a0", " ")
