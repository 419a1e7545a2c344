"""The kinds of imports, by name."""

from __future__ import annotations

from vun.common.errors import NotFound
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.funds import Funds
from vun.exchange.kinds.history import History
from vun.exchange.kinds.learners import AttendanceGrid, ClassList, Grades
from vun.exchange.kinds.people import People
from vun.exchange.kinds.plan import PlanLines
from vun.exchange.kinds.qualifications import Qualifications
from vun.exchange.kinds.quotas import Quotas
from vun.exchange.kinds.ratings import Ratings
from vun.exchange.kinds.units import Units

KINDS: tuple[Kind, ...] = (
    Units(),
    People(),
    Qualifications(),
    Ratings(),
    PlanLines(),
    Quotas(),
    ClassList(),
    AttendanceGrid(),
    Grades(),
    History(),
    Funds(),
)


def get_kind(name: str) -> Kind:
    """Raises NotFound."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise NotFound("kind")


__all__ = ["KINDS", "Kind", "get_kind"]
