"""The registry at the size of a province: 60,000 people on one day, a class of 1,000, the sample province loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import connection, transaction
from django.urls import reverse

from vun.records.credentials.queries import compliance_of_units
from vun.samples import province
from vun.samples.benchmarks import population
from vun.samples.benchmarks.measure import Measure, measure, seconds
from vun.samples.benchmarks.pages import Reader

PEOPLE = 60_000
FEW, MANY = 3, 300
LEARNERS = 1_000
ON = date(2026, 6, 30)

# What any program must do first: have the database bring every person's post and papers together and read them.
_POSTS_AND_PAPERS = """
    SELECT a.person_id, a.unit_id, a.title_id, a.kind, a.rank_id, a.is_leader, a.start_on,
           c.level_id, MIN(c.earned_on)
    FROM people_appointment a
    LEFT JOIN credentials_credential c
           ON c.person_id = a.person_id AND c.earned_on <= %s
          AND (c.valid_until IS NULL OR c.valid_until > %s)
    WHERE a.start_on <= %s AND (a.end_on IS NULL OR a.end_on > %s) AND a.is_primary
    GROUP BY a.person_id, a.unit_id, a.title_id, a.kind, a.rank_id, a.is_leader, a.start_on, c.level_id
"""
_LEARNERS = """
    SELECT e.id, e.state, e.score, p.full_name, p.sort_key
    FROM delivery_enrolment e JOIN people_person p ON p.id = e.person_id
    WHERE e.training_class_id = %s ORDER BY p.sort_key
"""


def benchmark() -> Iterator[Measure]:
    """Fills the empty database and measures."""
    population.load_catalogues()
    yield measure("load_sample_province_6000_people", seconds(_load_sample), "s", target=30.0)
    units = population.load_organisation()
    reader = Reader()
    ids = population.load_people(units, FEW, ON)
    few = _queries_of_lists(reader)
    ids += population.load_people(units, MANY - FEW, ON)
    for page, queries in _queries_of_lists(reader).items():
        yield measure(
            f"queries_{page}_{MANY}_rows", queries, "queries", floor=few[page], target=float(few[page])
        )
    yield measure(
        f"load_{PEOPLE}_people",
        seconds(lambda: ids.extend(population.load_people(units, PEOPLE - MANY, ON))),
        "s",
    )
    yield measure(
        f"load_{PEOPLE * population.CREDENTIALS_EACH}_credentials",
        seconds(lambda: population.load_credentials(ids, ON)),
        "s",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    floor = seconds(lambda: _fetch(_POSTS_AND_PAPERS, [ON, ON, ON, ON]), runs=3)
    value = seconds(lambda: compliance_of_units(None, ON), runs=3)
    yield measure(f"compliance_{PEOPLE}_people_one_day", value, "s", floor=floor, target=3.0)
    yield from _pages_of_a_class(reader, ids[:LEARNERS], units)


def _load_sample() -> None:
    """Load the sample province and undo it, so that it is not counted with what follows."""
    with transaction.atomic():
        province.load(people=6000, say=lambda _: None)
        transaction.set_rollback(True)


def _queries_of_lists(reader: Reader) -> dict[str, int]:
    """By list, the queries of its longest page."""
    day = f"?on={ON.isoformat()}&size=100"
    return {
        "list_of_people": reader.queries(reverse("people:list") + day),
        "list_below_standard": reader.queries(reverse("standards:below") + day),
    }


def _pages_of_a_class(reader: Reader, person_ids: Sequence[int], units: dict[str, int]) -> Iterator[Measure]:
    class_id = population.load_class(person_ids, units["S00"], ON)
    floor = seconds(lambda: _fetch(_LEARNERS, [class_id]), runs=5) * 1000
    for page in ("detail", "learners", "attendance"):
        address = reverse(f"classes:{page}", args=[class_id]) + f"?on={ON.isoformat()}"
        value = reader.milliseconds(address)
        yield measure(f"class_of_{LEARNERS}_{page}", value, "ms", floor=floor, target=100.0)


def _fetch(sql: str, parameters: Sequence[date | int]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
