"""How much of a file is read at most: beyond lies what no office keeps in one sheet, or what is meant to harm."""

from __future__ import annotations

from vun.common.errors import Problem

MAX_FILE_BYTES = 64 * 1024**2
MAX_UNPACKED_BYTES = 600 * 1024**2
MAX_PACKING = 400
"""Unpacked bytes to packed; office files stay below sixty."""
SMALL_ENOUGH = 20 * 1024**2
"""Unpacked bytes below which no packing is suspicious."""
MAX_PARTS = 5_000
MAX_ROWS = 400_000
MAX_COLUMNS = 1_000
MAX_CELLS = 8_000_000
"""Rows times columns of one sheet, counted to the last cell that holds something."""
MAX_SHEETS = 200


def check_size(name: str, rows: int, columns: int) -> None:
    """Return quietly, or raise Problem for a sheet that is larger than any office's."""
    if rows > MAX_ROWS:
        raise Problem("sheets.too_many_rows", name=name, rows=rows, most=MAX_ROWS)
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise Problem("sheets.too_many_cells", name=name, rows=rows, columns=columns)
