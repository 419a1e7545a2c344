"""The registry at the size of a province: compliance of 60,000 people on one day, and how long it takes to load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from vun.records.credentials.queries import compliance_of_units
from vun.samples.benchmarks import population
from vun.samples.benchmarks.measure import Measure, measure, seconds

PEOPLE = 60_000
ON = date(2026, 6, 30)

# What any program must do first: have the database bring every person's post and papers together and read them.
_FLOOR = """
    SELECT a.person_id, a.unit_id, a.title_id, a.kind, a.rank_id, a.is_leader, a.start_on,
           c.level_id, MIN(c.earned_on)
    FROM people_appointment a
    LEFT JOIN credentials_credential c
           ON c.person_id = a.person_id AND c.earned_on <= %s
          AND (c.valid_until IS NULL OR c.valid_until > %s)
    WHERE a.start_on <= %s AND (a.end_on IS NULL OR a.end_on > %s) AND a.is_primary
    GROUP BY a.person_id, a.unit_id, a.title_id, a.kind, a.rank_id, a.is_leader, a.start_on, c.level_id
"""


def benchmark() -> Iterator[Measure]:
    """Fills the database and measures."""
    population.load_catalogues()
    units = population.load_organisation()
    ids: list[int] = []
    yield measure(
        "load_60000_people", seconds(lambda: ids.extend(population.load_people(units, PEOPLE, ON))), "s"
    )
    yield measure("load_240000_credentials", seconds(lambda: population.load_credentials(ids, ON)), "s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    floor = seconds(_read_bare, runs=3)
    value = seconds(lambda: compliance_of_units(None, ON), runs=3)
    yield measure("compliance_60000_people_one_day", value, "s", floor=floor, target=3.0)


def _read_bare() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_FLOOR, [ON, ON, ON, ON])
        return cursor.fetchall()
