"""Every sentence that a person reads, from gettext catalogues. Knows no face.

A text's id begins with its catalogue: ``page.waiting.title`` stands in ``i18n/<language>/page.po``. English is the
source and complete; what another language lacks is said in English.
"""

from secinfo_desktop.texts.catalogues import LANGUAGES, UnknownTextError, has, say

__all__ = ["LANGUAGES", "UnknownTextError", "has", "say"]
