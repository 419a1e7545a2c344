"""The reports that can be run, in the order they are listed."""

from __future__ import annotations

from functools import partial

from vun.common.errors import NotFound
from vun.reports.counting.opening import open_cell
from vun.reports.counting.running import run
from vun.reports.definitions.layout import Layout
from vun.reports.model import Definition
from vun.reports.placement import PLACEMENT
from vun.reports.plan_result import BY_PROGRAMME, BY_UNIT
from vun.reports.shipped import NAMES, shipped
from vun.reports.standard_share import STANDARD_SHARE

_COMPUTED = (BY_PROGRAMME, BY_UNIT, STANDARD_SHARE, PLACEMENT)


def definition_of(layout: Layout) -> Definition:
    """The report a layout makes."""
    return Definition(
        name=layout.name,
        title=layout.title,
        question=layout.question,
        run=partial(run, layout),
        open_cell=partial(open_cell, layout),
        has_rule=True,
    )


def definitions() -> tuple[Definition, ...]:
    """All of them."""
    return (*_COMPUTED, *(definition_of(shipped(name)) for name in NAMES))


def get_definition(name: str) -> Definition:
    """The one of that name. Raises NotFound."""
    for definition in _COMPUTED:
        if definition.name == name:
            return definition
    if name in NAMES:
        return definition_of(shipped(name))
    raise NotFound("report")
