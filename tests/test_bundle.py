"""What goes into a bundle, what stays out, and what is told about it; built packages are tried in `tests/e2e`."""

import json
import re
import struct
import subprocess
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest
from PySide6.QtGui import QImage

from secinfo_desktop.desktop import program
from tools.bundle import building, contents, libraries, licences, pictures

PLUGINS = "PySide6/Qt/plugins"
LINUX = building.TOP / "packaging" / "linux"
UI_LANGUAGES = ("de", "en")


def is_kept(place: str, source: str = "/venv/file") -> bool:
    return bool(contents.kept([(place, source, "BINARY")], UI_LANGUAGES))


@pytest.mark.parametrize(
    "place",
    [
        f"{PLUGINS}/platforms/libqxcb.so",
        f"{PLUGINS}/platforms/libqwayland.so",
        f"{PLUGINS}/printsupport/libcupsprintersupport.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6\\plugins\\styles\\qmodernwindowsstyle.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/translations/qtbase_de.qm",
        "secinfo_desktop/resources/i18n/de/page.mo",
        "PySide6/Qt/lib/libQt6Gui.so.6",
    ],
)
def test_what_the_program_needs_is_kept(place: str) -> None:
    assert is_kept(place)


@pytest.mark.parametrize(
    "place",
    [
        f"{PLUGINS}/platforms/libqeglfs.so",
        f"{PLUGINS}/tls/libqopensslbackend.so",
        f"{PLUGINS}/imageformats/libqtiff.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/qt_help_de.qm",
        "PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6",
        "libQt6EglFsKmsSupport.so.6",
        "secinfo_desktop/resources/i18n/de/page.po",
    ],
)
def test_what_the_program_never_loads_stays_out(place: str) -> None:
    assert not is_kept(place)


def test_a_library_of_the_system_stays_with_the_system() -> None:
    assert not is_kept("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3")
    assert not is_kept("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6")


def test_python_and_what_wheels_bring_come_along() -> None:
    assert is_kept("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0")
    assert is_kept("python3.11/lib-dynload/_ssl.so", "/usr/lib/python3.11/lib-dynload/_ssl.so")
    assert is_kept("libicudata.so.73", "PySide6/Qt/lib/libicudata.so.73")


def test_every_module_of_the_program_is_bundled() -> None:
    names = contents.hidden_imports(building.TOP)
    assert {"secinfo_desktop", "secinfo_desktop.backend.process", "secinfo_desktop.gui.pages.code"} <= set(names)
    assert not [name for name in names if name.endswith("__init__")]


def test_nothing_that_the_program_names_is_left_out() -> None:
    named = {re.split(r"[<>=;\[ ]", line)[0].lower() for line in metadata.requires("secinfo-desktop") or ()}
    optional = {"psycopg", "hypothesis", "pytest", "mypy"}
    assert {name for name in contents.LEFT_OUT_MODULES if name.lower() in named} <= optional


def test_migrations_come_along_as_files() -> None:
    files = {PurePosixPath(Path(source).as_posix()).name for source, _ in contents.data_files(building.TOP)}
    assert {"env.py", "v0001_accounts_and_flows.py", "resources"} <= files


def test_the_path_for_libraries_is_put_back_for_other_programs() -> None:
    environment = {"LD_LIBRARY_PATH": "/bundle:/own", "LD_LIBRARY_PATH_ORIG": "/own", "LANG": "C"}
    program.leave_no_trace_of_the_bundle(environment, "/bundle")
    assert environment == {"LD_LIBRARY_PATH": "/own", "LANG": "C"}


def test_what_was_not_there_before_is_not_there_afterwards() -> None:
    environment = {"LD_LIBRARY_PATH": "/bundle", "QT_PLUGIN_PATH": "/bundle/plugins", "QML2_IMPORT_PATH": "/bundle/qml"}
    program.leave_no_trace_of_the_bundle(environment, "/bundle")
    assert environment == {}


def test_what_is_the_persons_own_stays() -> None:
    own = {"LD_LIBRARY_PATH": "/own", "QT_PLUGIN_PATH": "/own/plugins"}
    program.leave_no_trace_of_the_bundle(environment := dict(own), "/bundle")
    assert environment == own


@pytest.mark.real_part("packager")
def test_what_a_file_needs_is_named_by_its_package(tmp_path: Path) -> None:
    (tmp_path / "program").write_bytes(Path("/bin/ls").read_bytes())
    (tmp_path / "notes.txt").write_text("no program")
    needed = libraries.needs(tmp_path)
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", needed.required[0])
    assert "libselinux1" in needed.required
    assert needed.recommended == ()


@pytest.mark.real_part("packager")
def test_a_library_without_a_package_is_refused(tmp_path: Path) -> None:
    program_file = Path("/bin/ls").read_bytes().replace(b"libselinux.so.1", b"libnowhere.so.1")
    (tmp_path / "program").write_bytes(program_file)
    with pytest.raises(libraries.LibraryUnknown, match=r"libnowhere\.so\.1"):
        libraries.needs(tmp_path)


@pytest.mark.real_part("packager")
def test_a_folder_of_the_builder_is_forgotten(tmp_path: Path) -> None:
    (its := tmp_path / "program").write_bytes(Path("/bin/ls").read_bytes())
    its.chmod(0o755)
    subprocess.run(["patchelf", "--set-rpath", "/builder/lib", its], check=True)
    assert libraries.files_with_foreign_folders(tmp_path) == [its]
    libraries.forget_foreign_folders(tmp_path)
    assert libraries.files_with_foreign_folders(tmp_path) == []
    assert told_by(str(its), str(tmp_path)) == (0, "program\n")


@pytest.mark.real_part("packager")
def test_the_licences_of_all_that_comes_along_are_told(tmp_path: Path) -> None:
    (listed := tmp_path / "libraries.json").write_text(json.dumps(["alembic", "phonenumbers"]))
    told = licences.whole_text(building.TOP, listed)
    for words in ("alembic", "phonenumbers", "PySide6_Essentials", "GNU LESSER GENERAL PUBLIC LICENSE", "OFL-1.1"):
        assert words in told


def test_a_library_without_a_licence_is_refused(tmp_path: Path) -> None:
    its = tmp_path / "bare-1.0.dist-info"
    its.mkdir()
    (its / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\nVersion: 1.0\n")
    (its / "RECORD").write_text("bare/__init__.py,,\n")
    with pytest.raises(licences.LicenceMissing, match="bare"):
        licences.section_of(metadata.Distribution.at(its))


@pytest.mark.parametrize("side", pictures.SIDES)
def test_the_icon_is_drawn_in_every_size(side: int) -> None:
    drawn = QImage.fromData(pictures.png(building.ICON, side))
    assert (drawn.width(), drawn.height()) == (side, side)
    assert drawn.pixelColor(28 * side // 256, side // 2).name() == "#1d5e4a"
    assert drawn.pixelColor(0, 0).alpha() < 255


def test_the_icon_for_windows_holds_its_pictures() -> None:
    icon = pictures.ico(building.ICON)
    assert struct.unpack_from("<HHH", icon) == (0, 1, len(pictures.ICO_SIDES))
    for number, side in enumerate(pictures.ICO_SIDES):
        width, *_, size, start = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * number)
        assert width == side % 256
        assert QImage.fromData(icon[start : start + size]).width() == side


@pytest.mark.real_part("desktop-file-utils")
def test_the_menu_entry_is_valid() -> None:
    assert told_by("desktop-file-validate", str(LINUX / "secinfo-desktop.desktop")) == (0, "")


@pytest.mark.real_part("appstream")
def test_the_description_for_software_centres_is_valid() -> None:
    [described] = LINUX.glob("*.metainfo.xml")
    assert told_by("appstreamcli", "validate", "--no-net", str(described))[0] == 0


@pytest.mark.real_part("nsis")
def test_the_installer_for_windows_compiles_without_a_warning(tmp_path: Path) -> None:
    made = building.installer(windows_bundle(tmp_path / "payload"), tmp_path / "made", tmp_path / "work")
    assert made.read_bytes().startswith(b"MZ")
    assert b"NullsoftInst" in made.read_bytes()


@pytest.mark.real_part("nsis")
def test_a_warning_of_its_compiler_is_an_error(tmp_path: Path) -> None:
    (script := tmp_path / "own.nsi").write_text(f"{building.NSIS.read_text('utf-8')}\nVar NeverUsed\n", "utf-8")
    with pytest.raises(building.ToolFailed, match="NeverUsed"):
        building.installer(windows_bundle(tmp_path / "payload"), tmp_path / "made", tmp_path / "work", script)


def windows_bundle(folder: Path) -> Path:
    """A made-up one: the real one can only be made on Windows."""
    (folder / "_internal").mkdir(parents=True)
    for name in ("SecInfo Desktop.exe", "secinfo-desktop.exe", "LICENCES.txt", "_internal/python311.dll"):
        (folder / name).write_text("made up")
    return folder


def told_by(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
