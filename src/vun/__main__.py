"""``python -m vun`` is the command ``vun``."""

from vun.faces.cli.main import main

main()
