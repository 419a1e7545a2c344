"""Participations by the million for measuring: classes through the operations, learners by one statement each step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from vun.records.delivery.domain import ClassRow
from vun.records.delivery.operations import load_history
from vun.records.standards import queries as standards
from vun.samples.benchmarks.population import BENCH

FIRST_DAY = date(2021, 1, 4)
DAYS = 5 * 365 - 10
LEARNERS_A_CLASS = 40
_LENGTHS = (3, 5, 12, 60)
_BATCH = 5_000


def load_classes(count: int, hosts: list[int]) -> list[int]:
    """``count`` classes without learners, spread evenly over five years, programmes and hosts; their ids in order."""
    programmes = list(standards.programmes().order_by("code").values_list("pk", flat=True))

    def rows() -> Iterator[ClassRow]:
        for number in range(count):
            start_on = FIRST_DAY + timedelta(days=number * 7919 % DAYS)
            yield ClassRow(
                programme_id=programmes[number * 31 % len(programmes)],
                host_id=hosts[number * 17 % len(hosts)],
                start_on=start_on,
                end_on=start_on + timedelta(days=_LENGTHS[number % len(_LENGTHS)]),
                code=f"BENCH-{number}",
                capacity=LEARNERS_A_CLASS,
            )

    listed = list(rows())
    ids: list[int] = []
    for first in range(0, count, _BATCH):
        loaded = load_history(rows=listed[first : first + _BATCH], by=BENCH)
        ids += [one.class_id for one in loaded]
    return ids


def number_people() -> None:
    """Number everybody in a post, with what they are: LEARNERS_A_CLASS people to a group that studies together."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_person")
        cursor.execute(
            f"""
            CREATE TEMP TABLE bench_person AS
            SELECT a.person_id, a.unit_id, u.level, u.block, a.title_id, t.group_code, a.kind, a.is_leader, p.sex,
                   (ROW_NUMBER() OVER (ORDER BY a.person_id) - 1) / {LEARNERS_A_CLASS} AS grp
            FROM people_appointment a
            JOIN people_person p ON p.id = a.person_id
            JOIN orgs_unit u ON u.id = a.unit_id
            JOIN (SELECT code, "group" AS group_code FROM people_title) t ON t.code = a.title_id
            WHERE a.is_primary AND a.end_on IS NULL
            """  # noqa: S608 - no text from outside
        )
        cursor.execute("CREATE INDEX bench_person_grp ON bench_person (grp)")
        cursor.execute("ANALYZE bench_person")


def enrol_into(class_ids: list[int], groups: int) -> None:
    """Give each of the classes (a run of ids) its learners; all complete it on its last day."""
    first, last = class_ids[0], class_ids[-1]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO delivery_enrolment (
                training_class_id, person_id, enrolled_on, state, classification, completed_on, drop_reason,
                unit_then_id, level_then, block_then, zone_then, title_then_id, title_group_then, kind_then,
                rank_then, is_leader_then, post_group_then, sex_then, is_minority_then, age_then)
            SELECT c.id, p.person_id, c.start_on, 'completed', '', c.end_on, '',
                   p.unit_id, p.level, p.block, '', p.title_id, p.group_code, p.kind,
                   '', p.is_leader, 'province_staff', p.sex, p.is_leader, 40
            FROM delivery_trainingclass c JOIN bench_person p ON p.grp = (c.id * 613) %% %s
            WHERE c.id BETWEEN %s AND %s
            """,
            [groups, first, last],
        )
        # What a running PostgreSQL does by itself after so many new rows.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
