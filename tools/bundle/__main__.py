"""The command line: what is to be built, and where it goes."""

import argparse
import sys
from pathlib import Path

from tools.bundle import building


def main() -> int:
    """Builds what was asked for and says where it lies."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description="Build what people install.")
    parser.add_argument("what", choices=("bundle", "deb", "installer"))
    parser.add_argument("--into", type=Path, default=building.TOP / "dist", metavar="DIR", help="dist/ if not given")
    parser.add_argument("--payload", type=Path, metavar="DIR", help="a bundle for Windows, for the installer")
    chosen = parser.parse_args()
    work = building.TOP / "build" / "bundle"
    if chosen.what == "installer":
        if chosen.payload is None:
            parser.error("an installer needs --payload")
        made = building.installer(chosen.payload, chosen.into, work)
    else:
        made = {"bundle": building.bundle, "deb": building.deb}[chosen.what](chosen.into, work)
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
