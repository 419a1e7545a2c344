"""The reports that can be run, in the order they are listed."""

from __future__ import annotations

from vun.common.errors import NotFound
from vun.reports import placement, plan_result, standard_share
from vun.reports.model import Definition

_DEFINITIONS = (
    plan_result.BY_PROGRAMME,
    plan_result.BY_UNIT,
    standard_share.DEFINITION,
    placement.DEFINITION,
)


def definitions() -> tuple[Definition, ...]:
    """All of them."""
    return _DEFINITIONS


def get_definition(name: str) -> Definition:
    """The one of that name. Raises NotFound."""
    for definition in _DEFINITIONS:
        if definition.name == name:
            return definition
    raise NotFound("report")
