"""Files that are not of the form are refused with the place of the mistake."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from vun.common.errors import Problem
from vun.engines.figures import read_file

GOOD = """\
case: thu
title: Báo cáo thử
page_date: 2019-02-22
figures:
- id: a
  vi: Tất cả
  en: All
  value: 10
  unit: người
  qualifier: exact
  parts:
  - {id: a.b, vi: Phần, value: 4.50, unit: người, qualifier: over, raw: 'trên 4,5', stated: false}
- {id: z, vi: Không, value: 0, unit: người, qualifier: exact}
relations:
- id: R1
  type: sum
  total: a
  parts: [a.b]
  complete: false
- {id: R2, type: ratio, num: a.b, den: a, stated: a}
"""

NESTED = "case: x\nrelations: []\nfigures:\n" + "".join(
    f"{'  ' * depth}- id: a{depth}\n{'  ' * depth}  vi: A\n{'  ' * depth}  value: 1\n{'  ' * depth}  unit: x\n"
    f"{'  ' * depth}  qualifier: exact\n{'  ' * depth}  parts:\n"
    for depth in range(30)
)


def refusal(text: str | bytes) -> tuple[str, dict[str, Any]]:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(Problem) as caught:
        read_file(content, "thu.yaml")
    return caught.value.code, caught.value.params


def test_a_file_is_read_as_written() -> None:
    made = read_file(b"\xef\xbb\xbf" + GOOD.encode(), "thu.yaml")
    whole, part = made.by_id["a"], made.by_id["a.b"]
    assert (made.case, made.facts["title"], made.facts["page_date"]) == ("thu", "Báo cáo thử", "2019-02-22")
    assert (part.value, part.decimals, part.raw, part.is_stated) == (Decimal("4.50"), 2, "trên 4,5", False)
    assert (whole.label, whole.label_english, whole.parts) == ("Tất cả", "All", (part,))
    assert [relation.id for relation in made.relations] == ["R1", "R2"]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("  value: 10\n", "", "missing", "thu.yaml:5: figures[0].value"),
        ("  value: 10\n", "  value:\n", "missing", "thu.yaml:8: figures[0].value"),
        ("id: a.b, ", "", "missing", "thu.yaml:12: figures[0].parts[0].id"),
        ("unit: người, qualifier: over", "unit: người", "missing", "thu.yaml:12: figures[0].parts[0].qualifier"),
        ("case: thu\n", "", "missing", "thu.yaml:1: case"),
        ("figures:\n", "figure:\n", "missing", "thu.yaml:1: figures"),
        ("relations:\n", "relation:\n", "missing", "thu.yaml:1: relations"),
        ("  total: a\n", "", "missing", "thu.yaml:15: relations[0].total"),
        ("  parts: [a.b]\n", "", "missing", "thu.yaml:15: relations[0].parts"),
        ("  parts: [a.b]\n", "  parts: []\n", "missing", "thu.yaml:18: relations[0].parts"),
        (", stated: a}", "}", "missing", "thu.yaml:20: relations[1].stated"),
        ("  type: sum\n", "", "missing", "thu.yaml:15: relations[0].type"),
        ("id: R1", "type: sum", "not_yaml", "thu.yaml:16"),
        ("- id: R1\n  type", "- type", "missing", "thu.yaml:15: relations[0].id"),
        ("value: 10\n", "value: '10'\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: 10,5\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: true\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: .inf\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: .nan\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: 1:30\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: [10]\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: 2009-03-04\n", "not_a_number", "thu.yaml:8: figures[0].value"),
        ("value: 10\n", "value: 1.0e+40\n", "number_beyond_reason", "thu.yaml:8: figures[0].value"),
        ("qualifier: over", "qualifier: tren", "unknown_word", "thu.yaml:12: figures[0].parts[0].qualifier"),
        ("type: sum", "type: add", "unknown_word", "thu.yaml:16: relations[0].type"),
        ("type: sum", "type: [sum]", "unknown_word", "thu.yaml:16: relations[0].type"),
        ("id: z", "id: a", "repeated_id", "thu.yaml:13: figures[1].id"),
        ("id: a.b", "id: a", "repeated_id", "thu.yaml:12: figures[0].parts[0].id"),
        ("id: R2", "id: R1", "repeated_id", "thu.yaml:20: relations[1].id"),
        ("total: a\n", "total: b\n", "unknown_id", "thu.yaml:17: relations[0].total"),
        ("parts: [a.b]", "parts: [a.b, a.c]", "unknown_id", "thu.yaml:18: relations[0].parts[1]"),
        ("stated: a}", "stated: 7}", "unknown_id", "thu.yaml:20: relations[1].stated"),
        ("den: a,", "den: z,", "zero_denominator", "thu.yaml:20: relations[1].den"),
        ("stated: a}", "stated: a, scale: x}", "not_a_number", "thu.yaml:20: relations[1].scale"),
        ("stated: a}", "stated: a, decimals: -1}", "not_a_number_of_decimals", "thu.yaml:20: relations[1].decimals"),
        ("stated: a}", "stated: a, decimals: 1.5}", "not_a_number_of_decimals", "thu.yaml:20: relations[1].decimals"),
        ("complete: false", "complete: maybe", "wrong_type", "thu.yaml:19: relations[0].complete"),
        ("stated: false", "stated: maybe", "wrong_type", "thu.yaml:12: figures[0].parts[0].stated"),
        ("parts: [a.b]", "parts: a.b", "wrong_type", "thu.yaml:18: relations[0].parts"),
        ("- id: R1", "- R0\n- id: R1", "wrong_type", "thu.yaml:14: relations[0]"),
        ("id: a\n", "id: 5\n", "wrong_type", "thu.yaml:5: figures[0].id"),
        ("vi: Tất cả", "vi: ''", "wrong_type", "thu.yaml:6: figures[0].vi"),
        ("case: thu", "case: [thu", "not_yaml", "thu.yaml:2"),
        ("  unit: người\n", "  unit: người\n  unit: lớp\n", "not_yaml", "thu.yaml:10"),
        ("case: thu", "case: !python/object:os.system thu", "not_yaml", "thu.yaml:1"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(old: str, new: str, code: str, place: str) -> None:
    assert GOOD.count(old) == 1, old
    found, params = refusal(GOOD.replace(old, new))
    assert (found, params["place"]) == (f"figures.{code}", place)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "wrong_type"),
        (b"- 1\n", "wrong_type"),
        (b"\xff\xfe\x00", "not_yaml"),
        (b"case: a\x07", "not_yaml"),
        (b"a: 1\n---\nb: 2\n", "not_yaml"),
        (b"[" * 5000, "not_yaml"),
        (b"case: x\nrelations: []\nfigures: &f\n- {id: a, vi: A, value: 1, unit: x, qualifier: exact, parts: *f}\n",
         "not_yaml"),
        (NESTED.encode(), "too_deep"),
    ],
)  # fmt: skip
def test_what_is_no_statement_at_all_is_refused(content: bytes, code: str) -> None:
    assert refusal(content)[0] == f"figures.{code}"


# A list of a thousand million letters, by ten lists of ten aliases.
BOMB = "z0: &z0 [a]\n" + "".join(f"z{n}: &z{n} [{', '.join([f'*z{n - 1}'] * 10)}]\n" for n in range(1, 10))
PARTS = "".join(
    f"- &p{n} {{id: p{n}, vi: A, value: 1, unit: x, qualifier: exact, parts: [{', '.join([f'*p{n - 1}'] * 10)}]}}\n"
    for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("value: 10", "value: *z9", "not_a_number", "figures[0].value"),
        ("qualifier: over", "qualifier: *z9", "unknown_word", "figures[0].parts[0].qualifier"),
        ("total: a\n", "total: *z9\n", "unknown_id", "relations[0].total"),
        ("type: sum", "type: *z9", "unknown_word", "relations[0].type"),
        ("id: R1", "id: *z9", "wrong_type", "relations[0].id"),
        (
            "figures:\n",
            "figures:\n- &p0 {id: p0, vi: A, value: 1, unit: x, qualifier: exact}\n" + PARTS,
            "repeated_id",
            "figures[1].parts[0].id",
        ),
    ],
)
def test_what_aliases_make_endless_is_refused_at_its_place_at_once(
    old: str, new: str, code: str, place: str
) -> None:
    found, params = refusal(BOMB + GOOD.replace(old, new))
    assert (found, params["place"].split(": ")[1]) == (f"figures.{code}", place)
    assert len(str(params)) < 500


def test_a_message_shows_the_beginning_of_a_number_of_thousands_of_digits() -> None:
    _code, params = refusal(GOOD.replace("value: 10", "value: 1" + "0" * 5000))
    assert params["value"] == "1" + "0" * 59 + "…"


def test_unknown_keys_and_repeated_lists_by_alias_are_taken() -> None:
    text = (
        GOOD.replace("parts: [a.b]", "parts: &p [a.b]\n  comment: gì đó")
        + "- {id: R3, type: implied_sum, parts: *p}\n"
    )
    assert [relation.id for relation in read_file(text.encode(), "thu.yaml").relations] == ["R1", "R2", "R3"]
