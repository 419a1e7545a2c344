"""Names for the people of a case: invented, ordinary, the same every time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml

from vun.records.people.domain import Sex

_KINH = "01"
_SEXES = (Sex.MALE, Sex.FEMALE)


def folk() -> Iterator[tuple[str, Sex]]:
    """Names without end, men and women in turn; surnames, middle and given names each go round at their own pace."""
    text = files("vun.samples").joinpath("data", "names.yaml").read_text(encoding="utf-8")
    lists: dict[str, Any] = yaml.safe_load(text)
    surnames = [row["name"] for row in lists["surnames"] if _KINH in row["weights"]]
    for number in itertools.count():
        sex = _SEXES[number % 2]
        middle, given = lists["middle_names"][sex.value], lists["given_names"][sex.value]
        # Steps without a common divisor with most lengths: neighbours in a list do not share names.
        parts = (
            surnames[number % len(surnames)],
            middle[number * 7 % len(middle)],
            given[number * 11 % len(given)],
        )
        yield " ".join(parts), sex
