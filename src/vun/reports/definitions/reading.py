"""A definition from plain data: YAML of a shipped file, JSON of a stored one. Mistakes name their row or column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from vun.common.errors import Problem
from vun.records.delivery.domain import CountingRule
from vun.reports.definitions.conditions import ALWAYS, NEVER, Between, Condition, Limit, OneOf
from vun.reports.definitions.fields import FIELDS, Field, FieldKind
from vun.reports.definitions.layout import Column, Layout, Row
from vun.reports.definitions.measures import MEASURES, Measure
from vun.reports.formulas import Formula, Reckoning, Rounding
from vun.reports.model import Footer, Units

Data = Mapping[str, Any]
_DEEPEST = 12
_LAYOUT = frozenset({
    "name", "title", "question", "row_heading", "rows", "columns", "rule", "where", "exclusive", "unit_of_count",
    "form_code", "header", "footer", "units", "years", "change", "twins", "source", "author", "stated_on",
    "reconstructed", "notes", "words",
})  # fmt: skip
_ROW = frozenset({
    "key", "label", "number", "where", "parts", "exclusive", "complete", "other", "total", "heading", "each", "depth",
    "measure",
})  # fmt: skip
_COLUMN = frozenset({
    "key", "label", "number", "where", "measure", "parts", "share", "ratio", "difference", "sum", "part",
    "decimals", "rounding", "each",
})  # fmt: skip


def read_layout(data: Any) -> Layout:
    """The layout, each part well-formed. Raises Problem; whether the parts make sense together is `check`'s."""
    where = gettext("báo cáo")
    _only(data, _LAYOUT, where)
    footer = data.get("footer")
    if footer is not None:
        _only(footer, frozenset(Footer.__dataclass_fields__), "footer")
    around = data.get("words") or {}
    _only(around, frozenset({"before", "after"}), "words")
    return Layout(
        name=_text(data, "name", where),
        title=_text(data, "title", where),
        question=_text(data, "question", where, ""),
        row_heading=_text(data, "row_heading", where, ""),
        rows=_rows(data.get("rows"), where, 0),
        columns=_columns(data.get("columns"), where, 0),
        rule=_member(CountingRule, data.get("rule", CountingRule.ADMITTED.value), where, "rule"),
        where=_condition(data.get("where"), where),
        is_exclusive=_flag(data, "exclusive", where),
        unit_of_count=_text(data, "unit_of_count", where, ""),
        form_code=_text(data, "form_code", where, ""),
        header=_texts(data, "header", where),
        footer=Footer(**{key: str(value) for key, value in footer.items()}) if footer else None,
        units=_member(Units, data.get("units", Units.THEN.value), where, "units"),
        years=_count(data, "years", where, 1, 10),
        has_change=_flag(data, "change", where),
        has_twins=_flag(data, "twins", where, default=True),
        source=_text(data, "source", where, ""),
        author=_text(data, "author", where, ""),
        stated_on=_text(data, "stated_on", where, ""),
        is_reconstructed=_flag(data, "reconstructed", where),
        notes=_texts(data, "notes", where),
        words_before=_texts(around, "before", where),
        words_after=_texts(around, "after", where),
    )


def _rows(data: Any, above: str, deep: int) -> tuple[Row, ...]:
    return tuple(_row(one, above, deep) for one in _list(data, "rows" if not deep else "parts", above, deep))


def _row(data: Any, above: str, deep: int) -> Row:
    where = _where_is(data, above)
    _only(data, _ROW, where)
    return Row(
        key=_key(data, where),
        label=_text(data, "label", where),
        number=_text(data, "number", where, ""),
        where=_condition(data.get("where"), where),
        parts=_rows(data["parts"], where, deep + 1) if data.get("parts") else (),
        is_exclusive=_flag(data, "exclusive", where),
        is_complete=_flag(data, "complete", where),
        is_other=_flag(data, "other", where),
        is_total=_flag(data, "total", where),
        is_heading=_flag(data, "heading", where),
        each=_each(data, where),
        depth=_count(data, "depth", where, 1, 4),
        measure=_measure(data, where),
    )


def _each(data: Data, where: str) -> str:
    each = _text(data, "each", where, "")
    if each and each not in FIELDS:
        raise Problem("reports.unknown_field", row=where, name=each)
    return each


def _columns(data: Any, above: str, deep: int) -> tuple[Column, ...]:
    listed = _list(data, "columns" if not deep else "parts", above, deep)
    return tuple(_column(one, above, deep) for one in listed)


def _column(data: Any, above: str, deep: int) -> Column:
    where = _where_is(data, above)
    _only(data, _COLUMN, where)
    parts = _columns(data["parts"], where, deep + 1) if data.get("parts") else ()
    formula = _formula(data, where)
    measure = _measure(data, where)
    each = _each(data, where)
    if [bool(parts), formula is not None, measure is not None].count(True) != 1 or (each and formula):
        raise Problem("reports.column_counts_nothing", row=where)
    return Column(
        key=_key(data, where),
        label=_text(data, "label", where),
        number=_text(data, "number", where, ""),
        where=_condition(data.get("where"), where),
        measure=measure,
        formula=formula,
        parts=parts,
        each=each,
    )


def _formula(data: Data, where: str) -> Formula | None:
    found = [reckoning for reckoning in Reckoning if reckoning.value in data]
    if not found:
        return None
    if len(found) > 1:
        raise Problem("reports.column_counts_nothing", row=where)
    (reckoning,) = found
    of = list(data[reckoning.value]) if isinstance(data[reckoning.value], list | tuple) else []
    constant = None
    if len(of) == 2 and isinstance(of[1], int | float | Decimal) and not isinstance(of[1], bool):
        constant = _number(of.pop(), where)
    operands = len(of) + (constant is not None)
    needed = {Reckoning.SUM: max(operands, 1), Reckoning.PART: 1}.get(reckoning, 2)
    if operands != needed or not of or not all(isinstance(key, str) for key in of):
        raise Problem("reports.formula_unclear", row=where, name=reckoning.value)
    return Formula(
        reckoning,
        tuple(of),
        constant,
        _count(data, "decimals", where, 0, 6, default=2),
        _member(Rounding, data.get("rounding", Rounding.HALF_UP.value), where, "rounding"),
    )


def _measure(data: Data, where: str) -> Measure | None:
    name = data.get("measure")
    if name is None:
        return None
    if not isinstance(name, str) or name not in MEASURES:
        raise Problem("reports.unknown_measure", row=where, name=str(name), names=", ".join(MEASURES))
    return MEASURES[name]


def read_condition(data: Any, where: str = "") -> Condition:
    """A condition by itself. Raises Problem naming ``where`` it stands."""
    return _condition(data, where)


def _condition(data: Any, where: str) -> Condition:
    """``{field: value, …}`` all of which must hold; a value, a list of values, ``{from, to}``, ``any``, ``not``."""
    if data is None:
        return ALWAYS
    if not isinstance(data, Mapping):
        raise Problem("reports.condition_unclear", row=where)
    result = ALWAYS
    try:
        for name, asked in data.items():
            result &= _part(str(name), asked, where)
            _bounded(result)
    except (ValueError, RecursionError):
        raise Problem("reports.condition_too_long", row=where) from None
    return result


def _bounded(condition: Condition) -> None:
    if len(condition.cases) > 400:
        raise ValueError("the condition has too many cases")


def _part(name: str, asked: Any, where: str) -> Condition:
    if name == "any":
        if not isinstance(asked, list | tuple) or not asked:
            raise Problem("reports.condition_unclear", row=where)
        result = NEVER
        for one in asked:
            result |= _condition(one, where)
        return result
    if name == "not":
        return ~_condition(asked, where)
    if name not in FIELDS:
        raise Problem("reports.unknown_field", row=where, name=name)
    return Condition((((name, _limit(FIELDS[name], asked, where)),),))


def _limit(field: Field, asked: Any, where: str) -> Limit:
    if field.kind is FieldKind.NUMBER and isinstance(asked, Mapping):
        _only(asked, frozenset({"from", "to"}), where)
        bounds = [asked.get("from"), asked.get("to")]
        if not all(bound is None or _is_whole(bound) for bound in bounds) or bounds == [None, None]:
            raise Problem("reports.unknown_value", row=where, field_name=field.name, name=str(dict(asked)))
        return Between(*bounds)
    listed = list(asked) if isinstance(asked, list | tuple) else [asked]
    for value in listed:
        if not _fits(field, value):
            raise Problem("reports.unknown_value", row=where, field_name=field.name, name=str(value))
    return OneOf(frozenset(listed))


def _fits(field: Field, value: Any) -> bool:
    if field.kind is FieldKind.FLAG:
        return isinstance(value, bool)
    if field.kind is FieldKind.NUMBER:
        return _is_whole(value)
    return isinstance(value, str) and (field.domain is None or value in field.domain)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


# --- Plain values -----------------------------------------------------------------------------------------------


def _where_is(data: Any, above: str) -> str:
    """How a message names the row or column."""
    if isinstance(data, Mapping):
        name = " ".join(str(data[key]) for key in ("number", "label") if data.get(key))
        return name or str(data.get("key") or above)
    return above


def _only(data: Any, known: frozenset[str], where: str) -> None:
    if not isinstance(data, Mapping):
        raise Problem("reports.not_an_object", row=where)
    unknown = sorted(str(key) for key in data if key not in known)
    if unknown:
        raise Problem("reports.unknown_word", row=where, name=unknown[0])


def _list(data: Any, name: str, where: str, deep: int) -> Sequence[Any]:
    if not isinstance(data, list | tuple) or not data:
        raise Problem("reports.nothing_listed", row=where, name=name)
    if deep > _DEEPEST:
        raise Problem("reports.too_deep", row=where)
    return data


def _key(data: Data, where: str) -> str:
    key = _text(data, "key", where)
    if not key or set("/:@~?#\\") & set(key) or len(key) > 60:
        raise Problem("reports.key_unfit", row=where, name=key)
    return key


def _text(data: Data, name: str, where: str, default: str | None = None) -> str:
    value = data.get(name, default)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Problem("reports.word_missing", row=where, name=name)
    return str(value).strip()


def _texts(data: Data, name: str, where: str) -> tuple[str, ...]:
    value = data.get(name) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise Problem("reports.word_missing", row=where, name=name)
    return tuple(value)


def _flag(data: Data, name: str, where: str, *, default: bool = False) -> bool:
    value = data.get(name, default)
    if not isinstance(value, bool):
        raise Problem("reports.word_missing", row=where, name=name)
    return value


def _count(data: Data, name: str, where: str, least: int, most: int, default: int | None = None) -> int:
    value = data.get(name, least if default is None else default)
    if not _is_whole(value) or not least <= value <= most:
        raise Problem("reports.number_out_of_range", row=where, name=name, least=least, most=most)
    return int(value)


def _member(enum: Any, value: Any, where: str, name: str) -> Any:
    if value not in {member.value for member in enum}:
        names = ", ".join(member.value for member in enum)
        raise Problem("reports.unknown_choice", row=where, name=name, names=names)
    return enum(value)


def _number(value: Any, where: str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise Problem("reports.formula_unclear", row=where, name=str(value)) from None
