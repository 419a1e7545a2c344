"""Writing down what people, the programme and the host are on the day of an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vun.records.delivery import queries
from vun.records.delivery.domain import Snapshot
from vun.records.delivery.models import Completion, Enrolment
from vun.records.orgs.domain import Place
from vun.records.standards.models import Programme

_BATCH = 2_000


def snapshot_columns(taken: Snapshot) -> dict[str, object]:
    """The columns of an event that keep a snapshot."""
    return {
        "unit_then_id": taken.unit_id,
        "level_then": taken.level,
        "block_then": taken.block,
        "zone_then": taken.zone,
        "title_then_id": taken.title_code,
        "title_group_then": taken.title_group,
        "kind_then": taken.kind.value if taken.kind else "",
        "rank_then": taken.rank_code,
        "is_leader_then": taken.is_leader,
        "post_group_then": taken.post_group.value,
        "sex_then": taken.sex.value,
        "is_minority_then": taken.is_minority,
        "age_then": taken.age,
    }


def class_columns(programme: Programme, host: Place) -> dict[str, str]:
    """The columns of a class that keep what its programme and its host are on its day."""
    return {
        "branch_then": programme.branch,
        "group_then": programme.group_id,
        "programme_level_then": programme.level,
        "grants_then": programme.grants.code if programme.grants else "",
        "host_level_then": host.level.value,
        "host_block_then": host.block.value,
    }


def take_snapshots(
    events: Sequence[tuple[Enrolment, date]], told: dict[int, Snapshot] | None = None
) -> list[dict[str, object]]:
    """The snapshot columns for each event on its day: as ``told`` by enrolment, else taken from the records."""
    told = told or {}
    asked: dict[date, set[int]] = {}
    for enrolment, day in events:
        if enrolment.pk not in told:
            asked.setdefault(day, set()).add(enrolment.person_id)
    taken = {day: queries.snapshots(person_ids, day) for day, person_ids in asked.items()}
    return [
        snapshot_columns(told.get(enrolment.pk) or taken[day][enrolment.person_id])
        for enrolment, day in events
    ]


def write_completions(
    events: Sequence[tuple[Enrolment, date]], told: dict[int, Snapshot] | None = None
) -> None:
    """Keep that the enrolments were completed on their days, with what the people were then."""
    Completion.objects.bulk_create(
        [
            Completion(
                enrolment=enrolment,
                training_class_id=enrolment.training_class_id,
                person_id=enrolment.person_id,
                on=day,
                **columns,
            )
            for (enrolment, day), columns in zip(events, take_snapshots(events, told), strict=True)
        ],
        batch_size=_BATCH,
    )
