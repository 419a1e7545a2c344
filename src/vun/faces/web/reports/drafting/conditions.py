"""The condition of a row, a column or a whole report as lines of a form."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from vun.reports.counting.names import Names
from vun.reports.definitions.choosing import Choice, choices_of, where_of
from vun.reports.definitions.conditions import Value
from vun.reports.definitions.fields import FIELDS, Field, FieldKind

_LISTED_AT_MOST = 60
_MOST_LINES = 30
_UNKNOWN = "-"
"""How a form says that a value is not known, which is no text in a definition."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value to tick."""

    value: str
    text: str
    is_chosen: bool


@dataclass(slots=True)
class Line:
    """One line as it stands in the form: what was typed stays, also what cannot be kept."""

    number: int
    field: Field
    names: Mapping[str, str]
    is_not: bool = False
    chosen: list[str] = dataclasses.field(default_factory=list)
    codes: str = ""
    least: str = ""
    most: str = ""
    group: int = 0
    error: str = ""

    @property
    def is_range(self) -> bool:
        return self.field.kind is FieldKind.NUMBER

    @property
    def options(self) -> list[Option]:
        """The values to tick; none where there are too many to be listed, whose codes are typed."""
        if self.is_range or len(self.names) > _LISTED_AT_MOST:
            return []
        known = [*self.names, *(one for one in self.chosen if one not in self.names)]
        return [Option(one, self.names.get(one, one), one in self.chosen) for one in known]

    def choice(self) -> Choice | None:
        """What the line says; None, with ``error``, where it says nothing yet."""
        own = Choice(self.field.name, is_not=self.is_not, group=self.group)
        if self.is_range:
            least, most = _whole(self.least), _whole(self.most)
            if (least, most) == (None, None) or _is_no_number(self.least) or _is_no_number(self.most):
                self.error = gettext("Ghi số tuổi từ, đến, hoặc cả hai.")
                return None
            return replace(own, least=least, most=most)
        chosen = (
            self.chosen if self.options else [one.strip() for one in self.codes.split(",") if one.strip()]
        )
        strange = [] if not self.names else [one for one in chosen if one not in self.names]
        if strange:
            self.error = ngettext(
                "Không có mã %(codes)s trong danh mục. Sửa lại mã.",
                "Không có các mã %(codes)s trong danh mục. Sửa lại mã.",
                len(strange),
            ) % {"codes": ", ".join(strange)}
            return None
        if not chosen:
            self.error = gettext("Chưa chọn giá trị nào. Chọn ít nhất một giá trị hoặc bỏ dòng này.")
            return None
        return replace(own, values=tuple(_value(self.field, one) for one in chosen))

    @property
    def reads(self) -> str:
        """What codes that are typed are called."""
        chosen = [one.strip() for one in self.codes.split(",")]
        return ", ".join(self.names[one] for one in chosen if one in self.names)


def _whole(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text) < 6 else None


def _is_no_number(text: str) -> bool:
    return bool(text.strip()) and _whole(text) is None


def _value(asked: Field, text: str) -> Value:
    if asked.kind is FieldKind.FLAG:
        return text == "true"
    return "" if text == _UNKNOWN else text


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) or _UNKNOWN


class ConditionLines:
    """All lines of one condition. ``is_fixed``: it is too long for lines and stays as it is."""

    def __init__(self, names: Names, where: Mapping[str, Any] | None) -> None:
        chosen = choices_of(where)
        self._names = names
        self._where = where
        self.is_fixed = chosen is None
        self.lines = [self._line(number, one) for number, one in enumerate(chosen or ())]
        self.fields: Sequence[Field] = tuple(FIELDS.values())

    @classmethod
    def typed(cls, names: Names, where: Mapping[str, Any] | None, posted: QueryDict) -> ConditionLines:
        """The lines as posted, after the button that was pressed: one more, or one less."""
        lines = cls(names, where)
        count = _whole(posted.get("c-count", "")) or 0
        found = [lines._posted(number, posted) for number in range(min(count, _MOST_LINES))]
        lines.lines = [one for one in found if one is not None]
        lines._press(posted)
        for number, one in enumerate(lines.lines):
            one.number = number
        return lines

    def _press(self, posted: QueryDict) -> None:
        verb, _colon, number = posted.get("do", "").partition(":")
        if verb == "without":
            self.lines = [one for one in self.lines if str(one.number) != number]
        added = FIELDS.get(posted.get("c-new", ""))
        if verb in ("and", "or") and added is not None and len(self.lines) < _MOST_LINES:
            group = max((one.group for one in self.lines), default=0)
            self.lines.append(self._line(0, Choice(added.name, group=group + (verb == "or"))))

    @property
    def groups(self) -> list[list[Line]]:
        """The lines of each case."""
        return [
            [one for one in self.lines if one.group == group]
            for group in sorted({one.group for one in self.lines})
        ]

    def where(self) -> dict[str, Any] | None:
        """The condition as a definition keeps it; None when a line cannot be read, which then says so."""
        if self.is_fixed:
            return dict(self._where or {})
        chosen = [one.choice() for one in self.lines]
        known = [one for one in chosen if one is not None]
        return where_of(known) if len(known) == len(chosen) else None

    def as_query(self) -> Iterator[tuple[str, str]]:
        """The lines as an address has them."""
        yield "c-count", str(len(self.lines))
        for one in self.lines:
            name = f"c{one.number}"
            yield f"{name}-field", one.field.name
            yield f"{name}-group", str(one.group)
            yield from ((f"{name}-value", value) for value in one.chosen)
            told = {
                "not": "1" if one.is_not else "",
                "codes": one.codes,
                "least": one.least,
                "most": one.most,
            }
            yield from ((f"{name}-{key}", text) for key, text in told.items() if text)

    @property
    def errors(self) -> Iterator[tuple[str, str]]:
        """The lines at fault: where to go, and what is wrong."""
        return ((f"c{one.number}", f"{one.field.label}: {one.error}") for one in self.lines if one.error)

    def _line(self, number: int, chosen: Choice) -> Line:
        own = FIELDS[chosen.field]
        values = [_text(value) for value in chosen.values]
        return Line(
            number,
            own,
            self._known(own),
            chosen.is_not,
            chosen=values,
            codes=", ".join(values),
            least="" if chosen.least is None else str(chosen.least),
            most="" if chosen.most is None else str(chosen.most),
            group=chosen.group,
        )

    def _posted(self, number: int, posted: QueryDict) -> Line | None:
        own = FIELDS.get(posted.get(f"c{number}-field", ""))
        if own is None:
            return None
        return Line(
            number,
            own,
            self._known(own),
            posted.get(f"c{number}-not") == "1",
            posted.getlist(f"c{number}-value"),
            posted.get(f"c{number}-codes", ""),
            posted.get(f"c{number}-least", ""),
            posted.get(f"c{number}-most", ""),
            _whole(posted.get(f"c{number}-group", "")) or 0,
        )

    def _known(self, own: Field) -> Mapping[str, str]:
        if own.kind is FieldKind.NUMBER:
            return {}
        if own.kind is FieldKind.FLAG:
            return {"true": gettext("Có"), "false": gettext("Không")}
        return {**self._names.catalogue(own.name), _UNKNOWN: gettext("Chưa rõ")}
