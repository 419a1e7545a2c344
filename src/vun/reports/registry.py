"""The reports that can be run, in the order they are listed."""

from __future__ import annotations

from vun.common.errors import NotFound
from vun.reports.model import Definition
from vun.reports.placement import PLACEMENT
from vun.reports.plan_result import BY_PROGRAMME, BY_UNIT
from vun.reports.standard_share import STANDARD_SHARE

_DEFINITIONS = (BY_PROGRAMME, BY_UNIT, STANDARD_SHARE, PLACEMENT)


def definitions() -> tuple[Definition, ...]:
    """All of them."""
    return _DEFINITIONS


def get_definition(name: str) -> Definition:
    """The one of that name. Raises NotFound."""
    for definition in _DEFINITIONS:
        if definition.name == name:
            return definition
    raise NotFound("report")
