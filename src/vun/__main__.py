"""``python -m vun`` is the command ``vun``."""

import sys

from vun.faces.cli.main import main

sys.exit(main())
