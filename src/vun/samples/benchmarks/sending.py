"""The rules of being sent at the size of a province: everybody for every programme of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from django.db import connection

from vun.records.eligibility import queries
from vun.records.eligibility.domain import Subject, verdict_of
from vun.samples.benchmarks import population
from vun.samples.benchmarks.measure import Measure, measure, seconds

PEOPLE, PROGRAMMES, PAIRS = 60_000, 60, 10_000
ON = date(2026, 6, 30)

# What any program must do first: read everybody's post, ratings and papers.
_POSTS = "SELECT person_id, title_id, kind, unit_id, is_leader, management_tier FROM people_appointment"
_RATINGS = "SELECT person_id, year, grade FROM people_rating"
_PAPERS = "SELECT person_id, level_id, earned_on FROM credentials_credential"


def benchmark() -> Iterator[Measure]:
    """Fills the empty database and measures."""
    population.load_catalogues()
    units = population.load_organisation()
    ids = population.load_people(units, PEOPLE, ON, with_records=True)
    population.load_credentials(ids, ON)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    subjects = queries.subjects_on(ON)[:PROGRAMMES]
    floor = seconds(lambda: [_fetch(sql) for sql in (_POSTS, _RATINGS, _PAPERS)], runs=3)
    value = seconds(lambda: queries.check_everybody(ON, subjects=subjects), runs=3)
    name = f"check_{PEOPLE}_people_{len(subjects)}_programmes"
    yield measure(name, value, "s", floor=floor, target=5.0)
    yield measure(f"unlike_single_check_of_{PAIRS}_pairs", _unlike(subjects), "pairs", target=0.0)


def _unlike(subjects: list[Subject]) -> int:
    """How many of as many random pairs the single check judges otherwise."""
    everybody = queries.check_everybody(ON, subjects=subjects)
    random = Random(population.SEED)
    people, unlike = list(everybody.rows), 0
    for place, subject in enumerate(everybody.subjects):
        chosen = random.sample(people, PAIRS // len(subjects) + 1)
        single = queries.findings_for(chosen, subject, ON)
        unlike += sum(verdict_of(single[each]) is not everybody.rows[each][place] for each in chosen)
    return unlike


def _fetch(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
