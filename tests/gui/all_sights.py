"""Every page of the wizard, of My security info and the console: for the eye (``make screenshots``) and the audit."""

from typing import Final

from tests.gui.console_scene import ConsoleScene, ConsoleSight
from tests.gui.console_sights import CONSOLE
from tests.gui.every_page import EVERY_PAGE
from tests.gui.help_sights import HELPED
from tests.gui.scene import Scene, Sight
from tests.gui.security_scene import SecurityScene, SecuritySight
from tests.gui.security_sights import SECURITY_INFO

AnySight = Sight | SecuritySight | ConsoleSight
AnyScene = Scene | SecurityScene | ConsoleScene
ALL_SIGHTS: Final[tuple[AnySight, ...]] = (*EVERY_PAGE, *SECURITY_INFO, *CONSOLE, *HELPED)
