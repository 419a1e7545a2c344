"""Money of classes as facts about who studied in them: each cost divided evenly among the learners of its class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from vun.common.actor import Permission
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.queries.counted import costs_in, learners_paid_for
from vun.reports.counting.courses import COURSE_FIELDS, course_values
from vun.reports.counting.facts import Atom, Facts, Numbers, grouped
from vun.reports.counting.participations import learner_columns, plain_value
from vun.reports.counting.places import Places
from vun.reports.model import Scope

_UNITS = frozenset({"unit", "own_unit"})


def learner_cost_facts(scope: Scope, fields: Sequence[str]) -> Facts:
    """Money spent in the period, for whoever may see funds everywhere, by what each learner was on the day of entry.

    A cost is shared by everybody who was in its class, also who left it; đồng that cannot be divided go to those who
    entered first, so that the shares are the whole. What was spent on a class without learners is nobody's.
    """
    if not scope.actor.may_everywhere(Permission.FUND_VIEW):
        return Facts(tuple(fields), ())
    return grouped(fields, _atoms(scope, fields))


def _atoms(scope: Scope, fields: Sequence[str]) -> Iterator[Atom]:
    course = [field for field in fields if field in COURSE_FIELDS]
    columns = {
        field: column
        for field, column in learner_columns(CountingRule.ADMITTED).items()
        if field in fields and field != "fund"
    }
    wants_units = scope.unit_id is not None or not _UNITS.isdisjoint(fields)
    places = Places(scope) if wants_units else None
    classes, spent = course_values(course, scope), _spent(scope)
    own = scope.actor.unit_ids(Permission.REPORT_RUN)
    rows = learners_paid_for(scope.period).values_list(
        "training_class_id", "person_id", "unit_then_id", "enrolled_on", *columns.values()
    )
    for class_id, learners in groupby(rows.iterator(chunk_size=10_000), key=itemgetter(0)):
        if class_id not in classes:
            continue
        listed = list(learners)
        of_class = dict(zip(course, classes[class_id], strict=True))
        for place, (_class_id, person_id, unit_id, day, *learner) in enumerate(listed):
            if isinstance(own, frozenset) and unit_id not in own:
                continue
            values = of_class | {
                field: plain_value(field, value) for field, value in zip(columns, learner, strict=True)
            }
            if places is not None:
                lineage = places.of(unit_id, day)
                if lineage is None:
                    continue
                values |= {"unit": lineage, "own_unit": lineage[-1] if lineage else ""}
            yield from _of_one(fields, values, person_id, spent[class_id], place, len(listed))


def _of_one(
    fields: Sequence[str],
    values: Mapping[str, Any],
    person_id: int,
    spent: Iterable[tuple[str, int]],
    place: int,
    learners: int,
) -> Iterator[Atom]:
    for fund, amount in spent:
        whole, left = divmod(amount, learners)
        share = whole + (place < left)
        told = {**values, "fund": fund}
        yield Atom(
            tuple(told[field] for field in fields),
            1,
            share,
            ids=Numbers.of(person_id),
            amounts=Numbers.of(share),
        )


def _spent(scope: Scope) -> Mapping[int, list[tuple[str, int]]]:
    """By class, the source and the amount of every cost of the period."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for class_id, fund, amount in costs_in(scope.period).values_list(
        "training_class_id", "source_id", "amount"
    ):
        found[class_id].append((fund, amount))
    return found
