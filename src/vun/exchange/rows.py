"""From a workbook to rows of values: old encodings put right, tables found, columns taken for fields, cells read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets import Column, DataRow, Table, Value, Workbook, find_tables, text_of
from vun.engines.sheets.headings import simplify
from vun.engines.sheets.legacy import decode
from vun.engines.sheets.values import is_empty
from vun.exchange.cells import Nothing
from vun.exchange.model import ColumnUse, Difference, Doubt, Field, Remark, Row, Told
from vun.exchange.session import Session, remark
from vun.exchange.words import in_words

_DITTO = frozenset(
    (
        '"', "''", "“", "”", "〃", "″", "„", "nt", "-nt-", "NT", "-NT-", "- nt -", "n.t", "nt.", "Nt", "n/t", "//",
        "-//-", "như trên", "Như trên", "NHƯ TRÊN", "- như trên -", "-như trên-", '"nt"', "(nt)", "như trên.", '" "',
        '-"-', '- " -', "-''-",
    )
)  # fmt: skip
"""A cell that says what the one above it says."""
_FAILED = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
"""What a formula shows that could not be computed."""
_LABELLED = 12
"""Title lines that are looked at for "Họ và tên: …" and the like."""


def tables_of(workbook: Workbook, fields: Sequence[Field], told: Told, difference: Difference) -> list[Table]:
    """The tables of the visible sheets that hold the fields; what was done to get at them is told in ``difference``.

    Hidden sheets are read only when no other has a table. What is told of sheets wins. Raises Problem
    ``import.no_table``.
    """
    difference.findings += decode(workbook)
    _tell_workbook(workbook, difference)
    headings = [field.heading for field in fields]
    by_sheet = [
        (sheet, find_tables(sheet, headings, told.columns)) for sheet in workbook.sheets if sheet.rows
    ]
    wanted = [(sheet, tables) for sheet, tables in by_sheet if tables and told.sheets.get(sheet.name, True)]
    shown = [each for each in wanted if not each[0].is_hidden]
    chosen = shown or wanted
    best = max((_worth(table) for _, tables in chosen for table in tables), default=0.0)
    kept: list[Table] = []
    for sheet, tables in by_sheet:
        least = 0.0 if told.sheets.get(sheet.name) else 0.45 * best
        is_chosen = (sheet, tables) in chosen or bool(told.sheets.get(sheet.name))
        taken = [_finished(table) for table in tables if is_chosen and _worth(table) >= least]
        kept += taken
        difference.sheets[sheet.name] = bool(taken)
        if told.sheets.get(sheet.name) is False:
            continue
        if not taken:
            code = "import.sheet_hidden" if sheet.is_hidden else "import.sheet_without_table"
            difference.warnings.append(Remark(sheet.name, 0, "", "", "", Problem(code, sheet=sheet.name)))
        elif sheet.is_hidden:
            found = Problem("import.hidden_sheet_read", sheet=sheet.name)
            difference.warnings.append(Remark(sheet.name, 0, "", "", "", found))
    if not any(table.rows for table in kept):
        labels_wanted = ", ".join(
            in_words(field.label) for field in fields if field.heading.is_required and field.is_template
        )
        raise Problem("import.no_table", wanted=labels_wanted)
    labels = {field.name: field.label for field in fields}
    hidden = {sheet.name: sheet.hidden_rows for sheet, _ in by_sheet}
    for table in kept:
        _fill_groups(table, difference)
        _tell_columns(table, labels, difference)
        _tell_hidden_rows(table, hidden[table.sheet], difference)
        difference.left_out.setdefault(table.sheet, {}).update(table.left_out)
    return kept


def _fill_groups(table: Table, difference: Difference) -> None:
    """A unit written only beside the first of its people: those below are of it too, which is told."""
    column = table.column_of("unit")
    if column is None or len(table.rows) < 3 or any(row.section for row in table.rows):
        return
    at = column.index
    said = [at < len(row.cells) and not is_empty(row.cells[at]) for row in table.rows]
    blank = len(said) - sum(said)
    if not said[0] or 3 * blank < len(said):
        return
    value: Value = None
    for row, has_own in zip(table.rows, said, strict=True):
        if has_own:
            value = row.cells[at]
        else:
            row.cells += [None] * (at + 1 - len(row.cells))
            row.cells[at] = value
    found = Problem("import.unit_from_above", count=blank)
    difference.warnings.append(Remark(table.sheet, 0, column.letter, column.text, "", found))


def _worth(table: Table) -> float:
    return sum(1 for column in table.columns if column.field)


def _finished(table: Table) -> Table:
    """The table with "Họ và tên" over two columns understood: the second holds the given name."""
    columns = _with_birth_year(table.columns)
    by_index = {column.index: place for place, column in enumerate(columns)}
    for column in table.columns:
        if column.field != "full_name":
            continue
        place = by_index.get(column.index + 1)
        following = columns[place] if place is not None else None
        headless = following is None and _is_name_column(table, column.index + 1)
        if headless:
            columns.append(Column(column.index + 1, ("",), "given_name", 1.0))
        elif following is not None and following.parts == column.parts and following.field != "full_name":
            columns[place] = replace(following, field="given_name", sureness=1.0)  # type: ignore[index]
    return replace(table, columns=tuple(columns))


def _with_birth_year(columns: Sequence[Column]) -> list[Column]:
    """Without accents "Nam" is a man's year of birth beside that of women, and the year beside day and month."""
    fields = {column.field for column in columns}
    is_year = "birth_month" in fields and "birth_year" not in fields and "birth_female" not in fields
    return [
        replace(column, field="birth_year") if is_year and column.field == "birth_male" else column
        for column in columns
    ]


def _is_name_column(table: Table, index: int) -> bool:
    """Whether nearly every row has one capitalised word there, though nothing heads it."""
    words = [row.cells[index] for row in table.rows[:50] if index < len(row.cells) and row.cells[index]]
    named = [
        word for word in words if isinstance(word, str) and len(word.split()) == 1 and word[:1].isupper()
    ]
    return (
        len(words) >= min(3, len(table.rows))
        and len(named) == len(words)
        and len(named) >= 0.8 * len(table.rows[:50])
    )


def _tell_workbook(workbook: Workbook, difference: Difference) -> None:
    first = workbook.sheets[0].name if workbook.sheets else ""
    for note in workbook.notes:
        difference.warnings.append(Remark(str(note.params.get("sheet", first)), 0, "", "", "", note))
    for finding in difference.findings:
        letter = Column(finding.column, ("",)).letter
        found = Problem(
            "import.old_encoding",
            encoding=finding.encoding.value.upper(),
            count=finding.cells,
            before=finding.before[:60],
            after=finding.after[:60],
        )
        difference.warnings.append(Remark(finding.sheet, 0, letter, "", finding.before[:60], found))


def _tell_columns(table: Table, labels: Mapping[str, str], difference: Difference) -> None:
    left_out = []
    for column in table.columns:
        difference.columns.append(
            ColumnUse(
                table.sheet,
                column.letter,
                column.text,
                column.field,
                labels.get(column.field, ""),
                column.sureness,
                column.is_hidden,
            )
        )
        if column.field and column.is_hidden:
            found = Problem("import.hidden_column_read", column=column.letter, heading=column.text)
            difference.warnings.append(Remark(table.sheet, 0, column.letter, column.text, "", found))
        if not column.field and fold(column.parts[-1]) not in (
            "stt",
            "tt",
            "so tt",
            "so thu tu",
            "ghi chu",
            "",
        ):
            left_out.append(column.text)
    if left_out:
        found = Problem("import.columns_left_out", columns="; ".join(left_out), count=len(left_out))
        difference.warnings.append(Remark(table.sheet, 0, "", "", "", found))
    feet = sorted(number for number, why in table.left_out.items() if why == "foot")
    if feet:
        found = Problem("import.foot_left_out", rows=_listed(feet), count=len(feet))
        difference.warnings.append(Remark(table.sheet, feet[0], "", "", "", found))


def _tell_hidden_rows(table: Table, hidden: frozenset[int], difference: Difference) -> None:
    numbers = [row.number for row in table.rows if row.number - 1 in hidden]
    if numbers:
        found = Problem("import.hidden_rows_read", rows=_listed(numbers), count=len(numbers))
        difference.warnings.append(Remark(table.sheet, 0, "", "", "", found))


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")


def rows_of(session: Session, tables: Sequence[Table], fields: Sequence[Field]) -> Iterator[Row]:
    """Every row of data with its cells read; what could not be read is told and marks the row.

    The cells of a row are let go as soon as it is read.
    """
    by_name = {field.name: field for field in fields}
    said: dict[str, dict[str, str]] = {}
    for table in tables:
        readers = [
            (column.index, column.field, by_name[column.field].read)
            for column in table.columns
            if column.field in by_name
        ]
        # What the top of a sheet says holds for all its tables.
        lines = said.setdefault(table.sheet, {})
        lines |= labelled(table.titles)
        common = _common_values(lines, fields, {column.field for column in table.columns})
        above: list[Value] = []
        for data in table.rows:
            row = Row(table, data.number, dict(common), data.section)
            if not _DITTO.isdisjoint(data.cells):
                _repeat(data.cells, above)
            _read_cells(session, row, data, readers)
            above, data.cells = data.cells, []
            yield row


def _repeat(cells: list[Value], above: Sequence[Value]) -> None:
    """Put what stands above in place of the signs for it, as far as anything stands there."""
    for index, value in enumerate(cells):
        if type(value) is str and value in _DITTO and index < len(above) and above[index] is not None:
            cells[index] = above[index]


def _read_cells(
    session: Session, row: Row, data: DataRow, readers: Sequence[tuple[int, str, Callable[[Value], Any]]]
) -> None:
    cells, values = data.cells, row.values
    width = len(cells)
    for index, name, read in readers:
        if index >= width:
            continue
        value = cells[index]
        if value is None or (type(value) is str and is_empty(value)):
            continue
        try:
            if type(value) is str and value in _FAILED:
                raise Problem("values.cell_failed", value=value)
            found = read(value)
        except Nothing:
            continue
        except Problem as problem:
            problem.params.setdefault("value", text_of(value))
            row.unread += (name,)
            session.error(row, name, problem)
            continue
        if type(found) is Doubt:
            session.difference.warnings.append(remark(row, name, found.problem))
            found = found.value
            if found == "":
                continue
        values[name] = found


def labelled(titles: Sequence[str]) -> dict[str, str]:
    """What title lines say of the whole table: "Họ và tên: NGUYỄN VĂN A   Giới tính: Nam", by folded label."""
    found: dict[str, str] = {}
    for line in titles[-_LABELLED:]:
        label, _, rest = line.partition(":")
        while rest:
            value, next_label, after = _until_next_label(rest)
            if label.strip() and value:
                found.setdefault(simplify(label), value)
            label, rest = next_label, after
    return found


def _until_next_label(text: str) -> tuple[str, str, str]:
    """The value up to where another label with a colon begins, that label, and the rest."""
    before, colon, after = text.partition(":")
    if not colon:
        return text.strip(" .…"), "", ""
    for sign in (";", "  ", ",", "."):
        value, found, label = before.rpartition(sign)
        if found and value.strip():
            return value.strip(" .…,;"), label, after
    words = before.split()
    return " ".join(words[:-2]).strip(" .…,;"), " ".join(words[-2:]), after


def _common_values(lines: Mapping[str, str], fields: Sequence[Field], present: set[str]) -> dict[str, Any]:
    """Values of fields without a column that the lines above the table give for all its rows."""
    common: dict[str, Any] = {}
    for field in fields:
        if field.name in present:
            continue
        for phrase in field.heading.folded:
            if phrase in lines and len(phrase) > 3:
                try:
                    found = field.read(lines[phrase])
                except (Problem, Nothing):
                    break  # a title that only looks like a value says nothing
                common[field.name] = found.value if isinstance(found, Doubt) else found
                break
    return common
