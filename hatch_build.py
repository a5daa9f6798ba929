"""Build hook: compiles the catalogues of sentences and packs `resources/` into the wheel.

An editable install reads `resources/` where it lies, so nothing is copied there; the catalogues are compiled in place.
`python hatch_build.py` compiles by hand what is older than its source.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
RESOURCES = "resources"
PACKED_RESOURCES = "secinfo_desktop/resources"


class ResourcesHook(BuildHookInterface[BuilderConfig]):
    """Makes the wheel carry everything that the program reads at run time."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile all catalogues; in a real wheel (not an editable one) also pack the resources."""
        resources = Path(self.root, RESOURCES)
        compile_catalogues(resources / "i18n")
        if version == "standard":
            build_data["force_include"][str(resources)] = PACKED_RESOURCES


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every catalogue below the folder that is newer than its compiled form; return what was written.

    Entries marked fuzzy are left out, so that a guess is never shown to a person.
    """
    stale = [source for source in sorted(folder.glob("*/*.po")) if _is_stale(source)]
    return [_compile(source) for source in stale]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


def _compile(source: Path) -> Path:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.name, abort_invalid=True)
    compiled = source.with_suffix(".mo")
    with compiled.open("wb") as binary:
        write_mo(binary, catalogue)
    return compiled


if __name__ == "__main__":
    compile_catalogues(ROOT / RESOURCES / "i18n")
