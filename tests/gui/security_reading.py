"""What a person reads and presses on a page of the security info, and how they type."""

from PySide6.QtWidgets import QLineEdit

from secinfo_desktop.gui.parts import Button
from tests.gui.security_scene import SecurityScene


def reads(scene: SecurityScene) -> str:
    """Everything that is read on the page, as one text without isolation marks and hard spaces."""
    text = "\n".join(scene.texts())
    return text.replace("\u2066", "").replace("\u2069", "").replace("\u00a0", " ")


def types(scene: SecurityScene, *texts: str) -> None:
    """Fills the fields that are seen, from above."""
    assert scene.window.page is not None
    fields = [field for field in scene.window.page.findChildren(QLineEdit) if field.isVisible()]
    for field, text in zip(fields, texts, strict=False):
        field.setText(text)


def button(scene: SecurityScene, words: str) -> Button:
    """What can be pressed with these words, pressable or not."""
    found = [one for one in scene.subject.findChildren(Button) if one.isVisible()]
    return next(one for one in found if words in (one.words, one.accessibleName(), one.objectName()))
