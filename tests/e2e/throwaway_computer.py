"""A computer of its own to install packages on: this one's files, in which whatever is written is thrown away.

An overlay in a mount namespace of its own; nothing outside sees it, and it is gone when its keeper ends. What a test
must prove to be unneeded (the checkout, the Python that runs the tests) is hidden there. Needs root.
"""

import select
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HOME: Final = "/mnt/home"
PACKAGE: Final = "/mnt/package.deb"
PERSON: Final = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
"""Somebody with no rights at all."""
WITHIN: Final = 60.0
"""Seconds for a command."""
_LAY_OUT: Final = """
set -eu
mount -t tmpfs none "$1" && mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" none "$1/root"
mount -t tmpfs -o mode=1777 none "$1/root/tmp"
mount -t tmpfs -o mode=755 none "$1/root/mnt"
cp "$2" "$1/root/mnt/package.deb"
mount --rbind /proc "$1/root/proc" && mount --rbind /dev "$1/root/dev"
mkdir "$1/root/mnt/changed" && mount --bind "$1/upper" "$1/root/mnt/changed"
mkdir -m 700 "$1/root/mnt/home" && chown 65534:65534 "$1/root/mnt/home"
root=$1; shift 2
for hidden; do mount -t tmpfs none "$root/root$hidden"; done
exec chroot "$root/root" sh -c 'cd / && echo ready && read -r _'
"""
_STATE_OF_DPKG: Final = ("var/lib/dpkg", "var/log", "var/cache")


@dataclass(frozen=True)
class ThrowawayComputer:
    """The computer, by the process that keeps it."""

    keeper: int

    def command(self, *command: str, environment: Mapping[str, str], as_root: bool = False) -> list[str]:
        """The command line that runs a command there, in ``/`` and with that environment alone."""
        enter = ["nsenter", f"--target={self.keeper}", "--mount", "--root", "--wd"]
        variables = [f"{name}={value}" for name, value in environment.items()]
        return [*enter, *(() if as_root else PERSON), "env", "--ignore-environment", *variables, *command]

    def run(self, *command: str, as_root: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end."""
        return subprocess.run(
            self.command(*command, environment={"HOME": HOME, **environment}, as_root=as_root),
            capture_output=True,
            text=True,
            timeout=WITHIN,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def dpkg(self, *arguments: str) -> None:
        """Runs dpkg as root.

        Raises:
            subprocess.CalledProcessError: it failed; what it said is in the error's notes.
        """
        path = "/usr/sbin:/usr/bin:/sbin:/bin"
        done = self.run("dpkg", *arguments, as_root=True, PATH=path, DEBIAN_FRONTEND="noninteractive")
        if done.returncode:
            error = subprocess.CalledProcessError(done.returncode, "dpkg")
            error.add_note(done.stdout + done.stderr)
            raise error

    def file(self, path: str) -> Path:
        """Where a file of that computer can be read from here."""
        return Path(f"/proc/{self.keeper}/root{path}")

    def new_files(self) -> list[str]:
        """Files and folders that this computer did not have at first, without dpkg's own records."""
        changed = self.file("/mnt/changed")
        paths = (path.relative_to(changed) for path in changed.rglob("*"))
        return sorted(str(path) for path in paths if not Path("/", path).exists() and not _is_dpkgs(path))


def _is_dpkgs(path: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in _STATE_OF_DPKG)


@contextmanager
def throwaway_computer(folder: Path, package: Path) -> Iterator[ThrowawayComputer]:
    """A fresh one; ``package`` lies there as ``PACKAGE``."""
    arguments = ("sh", "-c", _LAY_OUT, "sh", str(folder), str(package), *_hidden())
    command = ["unshare", "--mount", "--propagation", "private", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        try:
            assert select.select([keeper.stdout], [], [], WITHIN)[0]
            assert keeper.stdout.readline() == "ready\n"
            yield ThrowawayComputer(keeper.pid)
        finally:
            keeper.stdin.close()


def _hidden() -> list[str]:
    """The checkout, its virtual environment, and the Python below it unless it is the system's own."""
    folders = {Path(path).resolve() for path in (Path(__file__).parents[2], sys.prefix, sys.base_prefix)}
    outermost = (folder for folder in folders if not folders.intersection(folder.parents))
    return sorted(str(folder) for folder in outermost if not folder.is_relative_to("/usr"))
