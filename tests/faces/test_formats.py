from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from django.utils import translation

from vun.common.errors import Problem
from vun.faces.web import formats
from vun.faces.web.catalogues import merged
from vun.faces.web.labels import choices, label, labels
from vun.faces.web.messages import messages, problem_text
from vun.faces.web.statuses import shape_of
from vun.records.orgs.domain import UnitLevel


@pytest.mark.parametrize("language", ["vi", "en"])
def test_figures_are_written_the_same_in_both_languages(language: str) -> None:
    with translation.override(language):
        assert [
            formats.number(1234567),
            formats.number(Decimal("1234.55"), 1),
            formats.number(0.1 + 0.2, 2),
            formats.dash(0),
            formats.dash(Decimal("0.0")),
            formats.dash(-3),
            formats.percent(Decimal("50.44")),
            formats.millions(1_250_500_000),
            formats.millions(2_000_000),
            formats.day(date(2026, 6, 3)),
            formats.moment(datetime(2026, 6, 2, 18, 5, tzinfo=UTC)),
        ] == [
            "1.234.567",
            "1.234,6",
            "0,30",
            "–",
            "–",
            "-3",
            "50,4\u00a0%",
            "1.250,5",
            "2",
            "03/06/2026",
            "03/06/2026 01:05",
        ]


def test_the_unknown_is_a_word() -> None:
    everything = [
        formats.number,
        formats.dash,
        formats.percent,
        formats.millions,
        formats.day,
        formats.moment,
    ]
    assert [write(None) for write in everything] == ["chưa rõ"] * 6  # type: ignore[operator]


def test_every_member_of_a_labelled_enum_has_a_word() -> None:
    assert {enum: set(enum) - set(words) for enum, words in labels().items() if set(enum) - set(words)} == {}


def test_a_stored_value_is_labelled_by_the_name_of_its_enum() -> None:
    assert [
        label(UnitLevel.COMMUNE),
        label("commune", UnitLevel),
        label("commune", "UnitLevel"),
        label(None),
        label(""),
    ] == ["Xã", "Xã", "Xã", "", ""]


def test_a_value_without_a_word_is_a_mistake_and_not_shown() -> None:
    class Unlabelled(StrEnum):
        ONE = "one"

    with pytest.raises(LookupError):
        label(Unlabelled.ONE)
    with pytest.raises(LookupError):
        label("commune")
    with pytest.raises(ValueError, match="not a valid UnitLevel"):
        label("sao-hoa", UnitLevel)


def test_choices_come_in_the_order_of_the_words() -> None:
    assert [(value, str(word)) for value, word in choices(UnitLevel)][-1] == ("commune", "Xã")


def test_a_problem_without_a_sentence_is_told_apart() -> None:
    assert problem_text(Problem("no.such_code", name="x")) == "Không làm được việc này (mã no.such_code)."


def test_every_sentence_is_one_and_can_be_filled() -> None:
    class Anything(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return key

    for code, sentence in messages().items():
        text = str(sentence) % Anything()
        assert text.endswith((".", "?", ")", "”")), code


def test_a_key_in_two_modules_is_refused(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "twice"  # type: ignore[operator]
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name in ("one", "two"):
        (package / f"{name}.py").write_text("WORDS = {'same': 1}")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ValueError, match="repeats"):
        merged("twice", "WORDS")


def test_a_state_is_a_shape_by_its_value() -> None:
    assert [
        shape_of(state) for state in ("draft", "submitted", "approved", "cancelled", UnitLevel.COMMUNE)
    ] == [
        "draft",
        "waiting",
        "approved",
        "cancelled",
        "neutral",
    ]
