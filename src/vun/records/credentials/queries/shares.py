"""The share at standard of units, by title and by unit: one pass over everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from vun.common.errors import NotFound
from vun.records.credentials.domain import Share, UnitCompliance
from vun.records.credentials.queries.gathering import (
    Judges,
    PersonIds,
    PostRow,
    Profiles,
    Runs,
    marks_of_people,
    people_in,
    post_rows,
)
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import UnitAncestor
from vun.records.people.models import Title, TitleGroup
from vun.records.standards.domain import Screen
from vun.records.standards.queries import rules_on


class Standing(NamedTuple):
    """One person on a day, under the primary post: whether a standard applies, and whether they meet it."""

    person_id: int
    unit_id: int
    title: str
    group: str
    has_standard: bool
    is_at_standard: bool


def compliance_of_units(unit_id: int | None, on: date) -> UnitCompliance:
    """The share at standard on the day, past or future, of the unit with everything below it; None: of everybody.

    A person is counted once, under the primary post of the day, and is at standard when every clause of every post of
    the day, primary and concurrent and wherever it is, is met, exempt or in grace: the verdict of `compliance_of`.
    People none of whose posts a clause applies to are counted apart (see `Share`). The number of queries is the same
    for ten people and for sixty thousand.
    """
    people = people_in(unit_id, on)
    total = Share("", "", unit_id)
    titles = {
        code: (Share(code, name), group)
        for code, name, group in Title.objects.values_list("code", "name", "group")
    }
    groups = {code: Share(code, name) for code, name in TitleGroup.objects.values_list("code", "name")}
    units = _Units(unit_id, on)
    for row, has_standard, is_at_standard in _verdicts(people, on):
        title, group = titles[row.title_id]
        for share in (
            total,
            title,
            groups.setdefault(group, Share(group, group)),
            units.share_of(row.unit_id),
        ):
            share.count(has_standard=has_standard, is_at_standard=is_at_standard)
    return UnitCompliance(
        on=on,
        unit_id=unit_id,
        total=total,
        by_title=_filled(share for share, _ in titles.values()),
        by_group=_filled(groups.values()),
        by_unit=_filled(units.shares),
    )


def shares_over_years(unit_id: int | None, days: Sequence[date]) -> list[UnitCompliance]:
    """The share at standard on each of the days, each by the rules, posts and credentials of that day."""
    return [compliance_of_units(unit_id, day) for day in days]


def _verdicts(
    people: PersonIds | None, on: date, rules_of: date | None = None
) -> Iterable[tuple[PostRow, bool, bool]]:
    """Everybody's primary post, whether any standard applies to the person, and whether they are at standard.

    ``rules_of``: by the rules in force that day instead, posts and credentials still being those of ``on``.
    """
    screen = Screen(rules_on(on) if rules_of is None else replace(rules_on(rules_of), day=on))
    marks = marks_of_people(screen, people)
    judges = Judges(screen, Profiles(on))
    runs = Runs(on, people, ended_from=screen.grace_turn)
    bound: set[int] = set()
    failing: set[int] = set()
    for row in post_rows(on, people, is_primary=False):
        judge = judges.of(row)
        if judge.has_clauses:
            bound.add(row.person_id)
            if judge.missing(marks.get(row.person_id, 0), runs.since(row)):
                failing.add(row.person_id)
    for row in post_rows(on, people, is_primary=True):
        person_id = row.person_id
        judge = judges.of(row)
        has_standard = judge.has_clauses or person_id in bound
        is_failing = person_id in failing or bool(judge.missing(marks.get(person_id, 0), runs.since(row)))
        yield row, has_standard, has_standard and not is_failing


class _Units:
    """The unit asked about and those directly below it, and which of them a unit further down counts under."""

    def __init__(self, unit_id: int | None, on: date) -> None:
        top = orgs.find_root_unit() if unit_id is None else orgs.unit_by_id(unit_id)
        if top is None:
            raise NotFound("unit")
        states = list(orgs.children(top.pk, on))
        name = orgs.names_on([top.pk], on)[top.pk]
        self.shares = [Share(top.code, name, top.pk)]
        self.shares += [Share(state.unit.code, state.name, state.unit_id) for state in states]
        by_child = {share.unit_id: share for share in self.shares[1:]}
        below = UnitAncestor.objects.filter(on_day(on), ancestor_id__in=list(by_child))
        self._share_of = {
            unit: by_child[child] for unit, child in below.values_list("unit_id", "ancestor_id")
        }

    def share_of(self, unit_id: int) -> Share:
        return self._share_of.get(unit_id, self.shares[0])


def _filled(shares: Iterable[Share]) -> tuple[Share, ...]:
    return tuple(share for share in shares if share.headcount)


def standings(unit_id: int | None, on: date, *, rules_of: date | None = None) -> Iterator[Standing]:
    """Everybody's standing, one by one, as `compliance_of_units` counts them.

    ``rules_of``: how they would stand on ``on`` if the rules of that other day were in force.
    """
    groups = dict(Title.objects.values_list("code", "group"))
    for row, has_standard, is_at_standard in _verdicts(people_in(unit_id, on), on, rules_of):
        yield Standing(
            row.person_id, row.unit_id, row.title_id, groups[row.title_id], has_standard, is_at_standard
        )
