"""What values of fields are called in the rows made from them, and in what order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from vun.common.text import sort_key
from vun.records.delivery.queries.counted import classes_counted
from vun.records.funding.queries import sources as fund_sources
from vun.records.orgs.queries import names_on, sort_keys, unit_codes
from vun.records.people.queries import ranks, title_groups, titles
from vun.records.standards.queries import levels, programme_groups, programmes
from vun.reports.counting.courses import stem
from vun.reports.definitions.fields import FIELDS, FieldKind

_UNITS = ("unit", "own_unit", "host")


class Names:
    """Reads each catalogue once, when first asked for it."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._known: dict[str, dict[str, str]] = {}

    def of(self, field: str, value: Any) -> str:
        """The name of a value; of one that is in no catalogue, the value itself."""
        if value == "":
            return _("Chưa rõ")
        if FIELDS[field].kind is FieldKind.FLAG:
            return _("Có") if value else _("Không")
        return self.catalogue(field).get(str(value), str(value))

    def in_order(self, field: str, values: Iterable[Any]) -> list[Any]:
        """In the order of the catalogue, units and names without one by name, what is not known last."""
        words = FIELDS[field].words
        if words is not None:
            places = {value: place for place, value in enumerate(words)}
            return sorted(values, key=lambda value: places.get(value, len(places)))
        if FIELDS[field].kind in (FieldKind.FLAG, FieldKind.NUMBER):
            return sorted(values, reverse=FIELDS[field].kind is FieldKind.FLAG)
        if field in (
            "group",
            "title_group",
            "title",
            "rank",
            "grants",
            "fund",
            "degree",
            "theory",
            "academic",
        ):
            places = {value: place for place, value in enumerate(self.catalogue(field))}
            return sorted(values, key=lambda value: (value == "", places.get(value, len(places)), value))
        return sorted(values, key=lambda value: (value == "", sort_key(self.of(field, value)), str(value)))

    def catalogue(self, field: str) -> dict[str, str]:
        """What every known value of the field is called, in the order of the catalogue; empty where there is none."""
        if field not in self._known:
            self._known[field] = self._read(field)
        return self._known[field]

    def _read(self, field: str) -> dict[str, str]:
        words = FIELDS[field].words
        if words is not None:
            return {value: str(word) for value, word in words.items()}
        if field in _UNITS:
            return self._units()
        if field in ("grants", "degree", "theory", "academic"):
            return {level.code: level.name for level in levels()}
        if field == "programme":
            return {stem(code): name for code, name in programmes().values_list("code", "name")}
        if field == "training_class":
            return dict(classes_counted().values_list("code", "name"))
        rows = {
            "group": programme_groups,
            "title_group": title_groups,
            "title": titles,
            "rank": ranks,
            "fund": fund_sources,
        }.get(field)
        return {} if rows is None else dict(rows().values_list("code", "name"))

    def _units(self) -> dict[str, str]:
        codes = unit_codes()
        names, order = names_on(list(codes), self._day), sort_keys(list(codes))
        listed: Sequence[int] = sorted(codes, key=lambda unit_id: order[unit_id])
        return {codes[unit_id]: names[unit_id] for unit_id in listed}
