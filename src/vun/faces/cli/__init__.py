"""The command ``vun``."""
