"""Names in a file that nothing on record bears: what somebody may say they mean, and what can be chosen for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from vun.common.actor import Actor
from vun.exchange.model import Remark
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people

_FIELDS = {
    "import.unit_unknown": "unit",
    "import.unit_ambiguous": "unit",
    "import.title_unknown": "title",
}
_SHOWN = 60
"""Names asked about at once, those on most rows first."""


def unknown_names(errors: Iterable[Remark]) -> list[dict[str, Any]]:
    """The units and titles not found: the field, the text, on how many rows, and the names nearest to it."""
    rows: Counter[tuple[str, str]] = Counter()
    near: dict[tuple[str, str], str] = {}
    for remark in errors:
        field = _FIELDS.get(remark.problem.code)
        text = str(remark.problem.params.get("value") or "")
        if field and text:
            rows[field, text] += 1
            near[field, text] = str(remark.problem.params.get("suggestion") or "")
    return [
        {"field": field, "text": text, "rows": count, "near": near[field, text]}
        for (field, text), count in rows.most_common(_SHOWN)
    ]


def choices_for(field: str, by: Actor, on: date) -> dict[str, str]:
    """What a text of the field may mean: codes and names of the units in sight or the titles in use on the day."""
    if field == "unit":
        units = orgs.visible_to(by, on).order_by("sort_key", "pk")
        return dict(units.values_list("code", "name"))
    return {title.code: title.name for title in people.titles_on(on)}
