"""The papers that the standards of a day ask of a post, for people who are to meet them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vun.records.orgs.domain import Block, UnitLevel
from vun.records.people.queries import titles
from vun.records.standards.domain import Clause, Level, Profile
from vun.records.standards.queries import rules_on


def asked_of(title_code: str, level: UnitLevel, on: date) -> Iterator[tuple[Clause, Level]]:
    """The clauses in force on the day for a title in a unit of that level, each with the least level that meets it."""
    title = titles().get(code=title_code)
    book = rules_on(on)
    profile = Profile(
        title=title.code,
        title_group=title.group,
        kind=title.default_kind,
        rank="",
        level=level.value,
        block=Block.STATE.value,
        zone="",
        is_leader=title.is_leader,
    )
    yield from ((clause, clause.options[0]) for clause in book.clauses_for(profile))
