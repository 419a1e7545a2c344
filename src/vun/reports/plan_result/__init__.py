"""Plan against result: what was approved beside what was held, by programme and by unit."""

from vun.reports.plan_result.programmes import BY_PROGRAMME, by_programme
from vun.reports.plan_result.units import BY_UNIT, by_unit

__all__ = ["BY_PROGRAMME", "BY_UNIT", "by_programme", "by_unit"]
