"""What every list of people on paper begins with: number, name, day of birth in the column of men or of women."""

from __future__ import annotations

from datetime import date

from vun.common.numbers import format_date
from vun.engines.documents import Align, GridColumn, Head

PERSON_COLUMNS = (
    GridColumn(0.65, Align.CENTRE),
    GridColumn(2.4),
    GridColumn(1.2, Align.CENTRE),
    GridColumn(1.2, Align.CENTRE),
)
PERSON_HEAD = (
    Head("STT", down=2),
    Head("Họ và tên", down=2),
    Head("Ngày, tháng, năm sinh", across=2),
)
"""The first line of the head; `PERSON_HEAD_BELOW` stands in the second."""
PERSON_HEAD_BELOW = (Head("Nam"), Head("Nữ"))


def person_cells(place: int, full_name: str, birth_on: date, *, is_woman: bool) -> tuple[str, ...]:
    """The cells of one person under `PERSON_COLUMNS`."""
    born = format_date(birth_on)
    return (str(place), full_name, *(("", born) if is_woman else (born, "")))
