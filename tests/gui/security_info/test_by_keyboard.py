"""My security info with the keyboard alone: Tab, Enter and the code's digits."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from secinfo_desktop.domain.security_info import ContactState
from secinfo_desktop.security_info.pages import AddPage, Section, SectionPage
from tests.gui.security_info.conftest import Open
from tests.gui.security_scene import SecurityScene
from tests.gui.security_sights import fresh, signed_out
from tests.helpers.audit import spoken_name
from tests.helpers.fake_signed_in import CODE, NAME, PASSWORD


def focus(scene: SecurityScene) -> QWidget:
    """Where the keyboard is."""
    return QApplication.focusWidget() or scene.window


def press(scene: SecurityScene, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the keyboard is."""
    QTest.keyClick(focus(scene), key, modifier)
    scene.settles()


def tab_to(scene: SecurityScene, name: str) -> None:
    """Presses Tab until a control with this name has the keyboard."""
    seen = []
    for _ in range(60):
        if name in (focus(scene).objectName(), spoken_name(focus(scene))):
            return
        seen.append(spoken_name(focus(scene)))
        press(scene, Qt.Key.Key_Tab)
    raise AssertionError(seen)


class Left:
    """Hears that the person has left."""

    heard = False

    def hear(self) -> None:
        """They have."""
        self.heard = True


def heading(scene: SecurityScene) -> str:
    """What page is seen."""
    assert scene.window.page is not None
    return scene.window.page.heading


def test_sign_in_and_add_a_phone(enter: Open) -> None:
    scene = enter(signed_out())
    QTest.keyClicks(focus(scene), NAME)
    press(scene, Qt.Key.Key_Tab)
    QTest.keyClicks(focus(scene), PASSWORD)
    press(scene, Qt.Key.Key_Return)
    assert scene.frame.page == SectionPage()
    tab_to(scene, "section-contacts")
    press(scene, Qt.Key.Key_Return)
    assert scene.frame.page == SectionPage(Section.CONTACTS)
    tab_to(scene, "add-contact")
    press(scene, Qt.Key.Key_Return)
    tab_to(scene, "Phone number in full")
    QTest.keyClicks(focus(scene), "+49 1512 3456742")
    press(scene, Qt.Key.Key_Return)
    QTest.keyClicks(focus(scene), CODE)
    press(scene, Qt.Key.Key_Return)
    assert scene.account.contacts[-1].state is ContactState.PROVEN
    assert scene.frame.page == SectionPage(Section.CONTACTS)


def test_after_going_to_a_place_the_keyboard_is_there_and_tab_leads_into_the_page(enter: Open) -> None:
    scene = enter(fresh())
    tab_to(scene, "section-devices")
    press(scene, Qt.Key.Key_Return)
    assert focus(scene).objectName() == "section-devices"
    tab_to(scene, "End all others")


def test_alt_left_goes_back_to_the_place_before_and_then_out(enter: Open) -> None:
    scene, left = enter(fresh(), SectionPage(Section.CONTACTS)), Left()
    scene.presenter.left.connect(left.hear)
    tab_to(scene, "add-contact")
    press(scene, Qt.Key.Key_Return)
    assert scene.frame.page == AddPage()
    press(scene, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not left.heard
    assert heading(scene) == "E-mails and phones"
    press(scene, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert left.heard


def test_the_safe_button_of_a_question_has_the_keyboard_and_escape_changes_nothing(enter: Open) -> None:
    scene = enter(fresh(), SectionPage(Section.DEVICES))
    tab_to(scene, "End all others")
    press(scene, Qt.Key.Key_Return)
    assert spoken_name(focus(scene)) == "Leave them open"
    QTest.keyClick(scene.subject, Qt.Key.Key_Escape)
    scene.until(lambda: scene.subject is scene.window)
    assert len(scene.account.devices) == 3
