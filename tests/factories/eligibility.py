"""Rules and facts for tests."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from vun.common.text import fold
from vun.records.eligibility.domain import Facts, SendingRule, Subject, from_plain, to_plain
from vun.records.eligibility.models import EligibilityRule

LONG_AGO = date(2000, 1, 1)
_numbers = itertools.count(1)

MASTER = Subject(
    1, "CM-THS-TN/2017", "Thạc sĩ", "training", "professional", "CM-THS", "full_time", "in_country"
)
THEORY = Subject(
    2,
    "LLCT-TC-KTT/2021",
    "Trung cấp LLCT",
    "training",
    "political_theory",
    "LLCT-TC",
    "part_time",
    "in_country",
)


def make_facts(**parts: Any) -> Facts:
    """A civil servant, a man born on 17 May 1980, with whatever is said otherwise."""
    given = {
        "person_id": 1,
        "birth_on": date(1980, 5, 17),
        "sex": "male",
        "is_minority": False,
        "kind": "civil_servant",
        "title": "expert",
        "group": "staff",
        "level": "province",
        "tier": "unit",
    }
    return Facts(**(given | parts))


def make_sending_rule(
    *conditions: dict[str, Any],
    code: str | None = None,
    is_verified: bool = True,
    start_on: date = LONG_AGO,
    **terms: Any,
) -> SendingRule:
    """A rule as a value; without terms about everybody and every programme."""
    number = next(_numbers)
    return SendingRule(
        id=number,
        code=code or f"rule-{number}/2000",
        name="Điều kiện",
        clause="Điều 5",
        legal_basis="Nghị định mẫu",
        start_on=start_on,
        end_on=None,
        is_verified=is_verified,
        terms=from_plain({"conditions": list(conditions), **terms}),
    )


def make_rule(
    *conditions: dict[str, Any],
    name: str = "Điều kiện mẫu",
    code: str | None = None,
    start_on: date = LONG_AGO,
    end_on: date | None = None,
    is_verified: bool = True,
    **terms: Any,
) -> EligibilityRule:
    """A rule as a row."""
    return EligibilityRule.objects.create(
        code=code or f"rule-{next(_numbers)}/2000",
        name=name,
        search_key=fold(name),
        clause="Điều 5",
        legal_basis="Nghị định mẫu",
        start_on=start_on,
        end_on=end_on,
        is_verified=is_verified,
        terms=to_plain(from_plain({"conditions": list(conditions), **terms})),
    )
