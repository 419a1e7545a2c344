"""What every test stands on: a data directory of its own, so that no test sees or touches a real installation.

The database is SQLite in that directory, or the one in VUN_DATABASE_URL.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

# The longest come first, so that both workers end together.
LONGEST = (
    "tests/journeys/test_every_page.py",
    # Needs no sample province: one worker does this while the other loads it.
    "tests/journeys/test_frame.py",
    "tests/journeys/test_everybody.py",
    "tests/journeys/test_unit_officer.py",
    "tests/journeys/test_whole_province.py",
    "tests/faces/addresses/",
    "tests/reports/",
    "tests/engines/optimizer/",
    "tests/exchange/",
    "tests/samples/",
)
# Everything in it stands on what is made once, so one worker takes all of it.
TOGETHER = "tests/faces/addresses/"
COMMANDS = ("tests/faces/cli/", "tests/config/")
KEPT = ("VUN_DATABASE_URL", "VUN_SCREENSHOTS")
MADE_HERE = "PYTEST_XDIST_WORKER" not in os.environ
if MADE_HERE:
    for name in [name for name in os.environ if name.startswith("VUN_") and name not in KEPT]:
        del os.environ[name]
    os.environ["VUN_DATA_DIR"] = tempfile.mkdtemp(prefix="vun-test-")
    os.environ["VUN_COLLECTED_STATIC"] = "false"
os.environ["DJANGO_SETTINGS_MODULE"] = "vun.config.settings"

if sys.dont_write_bytecode:
    # Whoever wants no compiled files beside the sources finds them in the folder that pytest keeps: to compile all
    # of it for every worker and every command would take longer than most rooms' tests.
    sys.dont_write_bytecode = False
    kept = Path(__file__).resolve().parent.parent / ".pytest_cache" / "bytecode"
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(kept)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Two busy cores make any deadline a coin toss; in CI the same examples every time.
hypothesis_settings.register_profile("vun", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("vun")


def pytest_configure() -> None:
    import django
    from django.conf import settings

    from vun.config.catalogues import compile_catalogues

    if MADE_HERE:
        compile_catalogues()
    # Argon2 is slow on purpose; tests sign in hundreds of times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Every test client starts the middleware anew: static files are found when asked for, not listed each time.
    settings.WHITENOISE_AUTOREFRESH = True
    django.setup()
    from tests.tables import empty_quickly

    empty_quickly()
    _tell_of_whole_templates()


def _tell_of_whole_templates() -> None:
    """The test client copies the values of every template that is rendered, a hundred in a page.

    Those of the page have the values of what it includes and extends, so that only it is told of.
    """
    from django.template import Context, Template
    from django.test import signals, utils

    def render(self: Template, context: Context) -> Any:
        if context.template is self:
            signals.template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    utils.instrumented_test_render = render


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        return next(
            (place for place, path in enumerate(LONGEST) if item.nodeid.startswith(path)), len(LONGEST)
        )

    items.sort(key=place)
    for item in items:
        if not _opens_the_database(item):
            item.add_marker("one_database")


def pytest_collection_finish() -> None:
    # What is imported by now lives as long as the run: looking through it again and again frees nothing.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _opens_the_database(item: pytest.Item) -> bool:
    """Whether the test may open the database, which pytest-django keeps shut to others. Commands open it themselves."""
    from django.test import SimpleTestCase

    return (
        item.get_closest_marker("django_db") is not None
        or "django_db_setup" in getattr(item, "fixturenames", ())
        or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
        or item.nodeid.startswith(COMMANDS)
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """One file after the other to whichever worker is free."""
    from xdist.scheduler import LoadFileScheduling

    class ByFileOrFolder(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return TOGETHER if nodeid.startswith(TOGETHER) else str(super()._split_scope(nodeid))

    return ByFileOrFolder(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The database of this run or worker, in place of pytest-django's own, which migrates every time."""
    from tests.tables import drop_database, make_database

    with django_db_blocker.unblock():
        name = make_database()
    yield
    with django_db_blocker.unblock():
        drop_database(name)


def pytest_unconfigure(config: pytest.Config) -> None:
    if MADE_HERE:
        shutil.rmtree(os.environ["VUN_DATA_DIR"])
