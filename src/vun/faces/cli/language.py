"""The language the command line speaks: Vietnamese unless told otherwise.

Help must be printable before any settings are read, so this uses the catalogue through the standard library.
"""

from __future__ import annotations

import gettext as standard_gettext
import os
from collections.abc import Sequence
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES = ("vi", "en")


def chosen_language(argv: Sequence[str]) -> str:
    """``--lang en`` among the arguments, else VUN_LANG, else Vietnamese."""
    for index, argument in enumerate(argv):
        if argument == "--lang" and index + 1 < len(argv):
            return argv[index + 1] if argv[index + 1] in LANGUAGES else "vi"
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=") if argument.removeprefix("--lang=") in LANGUAGES else "vi"
    return "en" if os.environ.get("VUN_LANG", "vi") == "en" else "vi"


class Speech:
    """Translates the Vietnamese of the source into the chosen language."""

    def __init__(self) -> None:
        self.language = "vi"
        self._translations: standard_gettext.NullTranslations = standard_gettext.NullTranslations()

    def speak(self, language: str) -> None:
        """From now on, answer in ``language``."""
        self.language = language
        self._translations = standard_gettext.translation(
            "django", localedir=LOCALE_DIR, languages=[language], fallback=True
        )

    def __call__(self, text: str) -> str:
        return self._translations.gettext(text)


gettext = Speech()
