"""List pages: search without accents, filters, Vietnamese order, paging, columns chosen, selection, export.

A list is data: a `ListPage` says what it is, a view hands it the rows its reader may see. See README.md.
"""

from vun.faces.web.lists.columns import (
    DateColumn,
    IntegerColumn,
    LabelColumn,
    ListColumn,
    ListTable,
    MoneyColumn,
    NumberColumn,
    PercentColumn,
    StateColumn,
    TextColumn,
)
from vun.faces.web.lists.filters import DayFilter, EnumFilter, ListFilters
from vun.faces.web.lists.page import Bulk, Empty, ListPage, plain_table

__all__ = [
    "Bulk",
    "DateColumn",
    "DayFilter",
    "Empty",
    "EnumFilter",
    "IntegerColumn",
    "LabelColumn",
    "ListColumn",
    "ListFilters",
    "ListPage",
    "ListTable",
    "MoneyColumn",
    "NumberColumn",
    "PercentColumn",
    "StateColumn",
    "TextColumn",
    "plain_table",
]
