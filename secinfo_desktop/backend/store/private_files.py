"""Files and folders that only their owner can look into (R33), whatever the umask."""

import os
from pathlib import Path


def private_folder(folder: Path) -> Path:
    """Make a folder that only its owner can look into, and its parents; returns it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def private_file(file: Path) -> Path:
    """Make a file with rights for its owner alone, from its first moment on; one that is there is closed to others."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    file.chmod(0o600)
    return file
