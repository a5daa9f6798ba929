"""What a window shows, as makers and data: enough to build all of it again in another look or language."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtWidgets import QWidget

from secinfo_desktop.gui.shell.body import Body
from secinfo_desktop.gui.shell.page_view import PageView
from secinfo_desktop.gui.shell.surroundings import InCompany, Surroundings

if TYPE_CHECKING:
    from secinfo_desktop.gui.parts import Notice

PANEL_WIDTH: Final = 376


class Shown(NamedTuple):
    """The page, the panel, the banner, and what stands around them."""

    page: Callable[[], PageView] | None = None
    side: Callable[[], QWidget] | None = None
    side_width: int = PANEL_WIDTH
    banner: "Callable[[], Notice] | None" = None
    around: Surroundings = Surroundings()
    company: InCompany | None = None
    """Whoever shows pages here: it is said as long as somebody looks on."""

    def fill(self, body: Body) -> None:
        """Build everything in a fresh body."""
        with body.one_change():
            body.surround(self.around)
            body.show_company(self.company)
            body.show_side(self.side() if self.side is not None else None, self.side_width)
            if self.page is not None:
                body.show_page(self.page())
            body.show_banner(self.banner() if self.banner is not None else None)
