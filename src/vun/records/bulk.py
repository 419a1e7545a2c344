"""Thousands of rows in one statement, past the model layer: for rows an operation has checked and made whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL

_Item = TypeVar("_Item")


def take_ids(model: type[Model], count: int) -> list[int]:
    """``count`` primary keys, ascending, that nobody else will be given; to be called inside a transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            serial = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(serial, [table, model._meta.pk.column, count])
            return [row[0] for row in cursor.fetchall()]
        # SQLite lets one transaction write at a time, and moves its own count on when keys are given.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    start = last[0] if last else 0
    return list(range(start + 1, start + count + 1))


def insert_rows(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of values in the order of ``columns``, which are attribute names such as ``person_id``.

    Every column without a default in the database must be among them. Values are what the column stores: an enum's
    value, a key. Constraints and triggers hold as ever. About ten times as fast as ``bulk_create``.
    """
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    names = ", ".join(quoted(_column(model, name)) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        # Only names of tables and columns are put into the text, the values are not.
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608


def count_anew(*models: type[Model]) -> None:
    """Let the database know how many rows these tables have now: called where thousands were brought in at once.

    PostgreSQL else plans the queries of the rest of the transaction, and of the minutes after it, for empty tables.
    SQLite plans without counting.
    """
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """The items, at most ``size`` at a time, read no further than needed."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def among(ids: Collection[int]) -> RawSQL:
    """A subquery that gives the ids, for ``pk__in=``: one parameter however many, where a list may be too long."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [sorted(ids)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(sorted(ids))])


def _column(model: type[Model], attribute: str) -> str:
    return next(str(field.column) for field in model._meta.concrete_fields if field.attname == attribute)
