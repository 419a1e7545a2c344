"""The dated rules of results, kept as a reviewable data file."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from vun.common.errors import Problem
from vun.common.period import Period
from vun.records.delivery.domain import Classification, ResultRule


@cache
def result_rules() -> tuple[ResultRule, ...]:
    """All rules, oldest first; each holds until the next begins."""
    rows = yaml.safe_load(files(__package__).joinpath("data/result_rules.yaml").read_text("utf-8"))
    rows.sort(key=lambda row: row["start_on"])
    return tuple(
        ResultRule(
            period=Period(row["start_on"], later["start_on"] if later else None),
            source=row["source"],
            is_verified=row["is_verified"],
            pass_score=Decimal(row["pass_score"]),
            excused_share=Decimal(row["excused_share"]),
            classes=tuple((name, Decimal(row["classification"][name])) for name in Classification),
        )
        for row, later in itertools.zip_longest(rows, rows[1:])
    )


def rule_on(day: date) -> ResultRule:
    """The rule in force on the day a class ends. Raises Problem for a day before any rule."""
    for rule in result_rules():
        if day in rule.period:
            return rule
    raise Problem("delivery.no_result_rule", day=day)
