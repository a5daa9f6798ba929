"""Every page of the window, of the wizard and of My security info: for the eye (``make screenshots``) and the audit."""

from typing import Final

from tests.gui.every_page import EVERY_PAGE
from tests.gui.help_sights import HELPED
from tests.gui.scene import Scene, Sight
from tests.gui.security_scene import SecurityScene, SecuritySight
from tests.gui.security_sights import SECURITY_INFO

AnySight = Sight | SecuritySight
AnyScene = Scene | SecurityScene
ALL_SIGHTS: Final[tuple[AnySight, ...]] = (*EVERY_PAGE, *SECURITY_INFO, *HELPED)
