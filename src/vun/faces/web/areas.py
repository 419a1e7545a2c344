"""The areas of the site, one package each, and what each contributes to the frame.

An area has ``urls`` and, where it has something to say there, ``search`` (the box in the top bar), ``home`` (what
waits for me, the year's progress) and ``background`` (what a worker does for it). The frame finds these modules by
name; nothing is registered by hand.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

# In the order of the training year, which is the order of the navigation.
AREAS = (
    "home",
    "units",
    "people",
    "standards",
    "needs",
    "plans",
    "allocation",
    "sending",
    "admission",
    "papers",
    "eligibility",
    "rules",
    "commitments",
    "abroad",
    "classes",
    "outcomes",
    "reports",
    "statements",
    "approvals",
    "exchange",
    "admin",
    "guide",
)


def contributions(name: str) -> list[ModuleType]:
    """The module called ``name`` of every area that has one, in the order of AREAS."""
    return [import_module(path) for area in AREAS if _exists(path := f"{__package__}.{area}.{name}")]


def _exists(path: str) -> bool:
    package = path.rpartition(".")[0]
    return find_spec(package) is not None and find_spec(path) is not None
