"""Where a frozen bundle begins: the same program as `python -m secinfo_desktop`."""

import os
import sys

from secinfo_desktop.__main__ import main
from secinfo_desktop.desktop import program

program.leave_no_trace_of_the_bundle(os.environ, getattr(sys, "_MEIPASS", sys.prefix))
sys.exit(main())
