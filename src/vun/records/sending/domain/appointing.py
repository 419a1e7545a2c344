"""Appointing people who do not meet the standard of the post."""

from __future__ import annotations

from enum import StrEnum


class AppointingMode(StrEnum):
    """What the province does when somebody is appointed below standard: nothing, keeps it as a debt, or refuses."""

    OFF = "off"
    WARN = "warn"
    BLOCK = "block"
