"""A case on paper: figures beside what was stated, and the sums that do not hold."""

from __future__ import annotations

import io
import json
from decimal import Decimal

from django.utils import translation

from vun.samples.cases.case import Case, Counted
from vun.samples.cases.printing import print_json, print_text
from vun.samples.cases.stated import Value, read_stated

VALUES: dict[str, Value | None] = {
    "lc.total": 9725,
    "lc.dh": 1601,
    "lc.tc": 1825,
    "lc.cc": 2530,
    "lc.cx": 3845,
    "lc.kp": 31_150_000_000,
    "lc.kp.dp": 26_850_000_000,
    "lc.pop": 3631,
    "lc.std": 1829,
    "lc.rate": Decimal("50.4"),
    "lc.up": None,
}
COUNTED = Counted((), VALUES, ("Một ghi chú.",))
CASE = Case("lao-cai", lambda: None, lambda: COUNTED)


def text_of(case: Case, counted: Counted, language: str = "vi") -> list[str]:
    out = io.StringIO()
    with translation.override(language):
        print_text(case, counted, out)
    return out.getvalue().splitlines()


def test_json_gives_every_figure_as_a_number_with_its_verdict() -> None:
    out = io.StringIO()
    print_json(CASE, COUNTED, out)
    document = json.loads(out.getvalue())

    assert document["case"] == "lao-cai"
    assert [one["id"] for one in document["figures"]] == list(VALUES)
    by_id = {one.pop("id"): one for one in document["figures"]}
    assert by_id["lc.total"] == {
        "stated": 9700, "qualifier": "over", "records": 9725, "by_hand": None, "computed": 9725, "verdict": "within",
    }  # fmt: skip
    assert (by_id["lc.dh"]["computed"], by_id["lc.dh"]["verdict"]) == (1601, "differs")
    assert (by_id["lc.std"]["computed"], by_id["lc.std"]["verdict"]) == (1829, "differs")
    assert (by_id["lc.rate"]["computed"], by_id["lc.rate"]["verdict"]) == (50.4, "equal")
    assert (by_id["lc.up"]["computed"], by_id["lc.up"]["verdict"]) == (None, "differs")
    assert [(one["relation"], one["status"]) for one in document["checks"]][:2] == [
        ("R1", "consistent_with_qualifiers"),
        ("R2", "consistent_with_qualifiers"),
    ]


def test_text_aligns_figures_and_speaks_the_language_chosen() -> None:
    lines = {
        language: next(line for line in text_of(CASE, COUNTED, language) if line.startswith("lc.std"))
        for language in ("vi", "en")
    }

    assert lines["vi"].split() == ["lc.std", "Đạt", "chuẩn", "1.830", "1.829", "người", "khác", "nhau"]
    assert lines["en"].startswith("lc.std    Meeting the standard ")
    assert " people " in lines["en"]


def test_what_is_kept_by_hand_stands_in_a_column_of_its_own() -> None:
    values: dict[str, Value | None] = dict.fromkeys(
        (one.id for _, one in read_stated("quang-ninh").walk()), None
    )
    values |= {"qn.lop": 110, "qn.khoa0": 2018, "qn.khoa1": 2020, "qn.kp": 27_850_000_000}
    by_hand = {"qn.lop": 2, "qn.a.lo": 15, "qn.a.hi": 21}
    case = Case("quang-ninh", lambda: None, lambda: Counted((), values, ()))
    lines = {
        line.split()[0]: " ".join(line.split())
        for line in text_of(case, Counted((), values, (), by_hand))
        if line.strip()
    }

    assert lines["qn.lop"].endswith("112 110 2 lớp bằng nhau khi thêm số kê tay")
    assert lines["qn.a.lo"].endswith("15 – 15 % chỉ kê tay")
    assert lines["qn.a.hi"].endswith("khác nhau")
    # A year is no quantity.
    assert lines["qn.khoa0"].split()[-5:] == ["2018", "2018", "năm", "bằng", "nhau"]
    assert "Mọi quan hệ giữa các số đã công bố đều đứng vững." in text_of(
        case, Counted((), values, (), by_hand)
    )


def test_every_published_sum_that_does_not_hold_is_named_beside_the_records() -> None:
    values: dict[str, Value | None] = {one.id: 1 for _, one in read_stated("lang-son").walk()}
    values |= {"ls.dt.tinh": 1050, "ls.bd.tw": 70}
    case = Case("lang-son", lambda: None, lambda: Counted((), values, ()))

    faults = " ".join(text_of(case, Counted((), values, ())))

    assert "R4: Các lớp đào tạo tại tỉnh: học viên – các phần cộng lại 1.050, báo cáo nêu 1.070" in faults
    assert "R7: Bồi dưỡng tại các học viện Trung ương – các phần cộng lại 70, báo cáo nêu 67" in faults
    assert (
        "R9: Tỷ lệ đạt kế hoạch – tính ra 130,4798, báo cáo nêu 130,47 là cắt bớt; làm tròn là 130,48."
        in faults
    )
    assert faults.count("! R") == 3


def test_a_rate_that_is_not_reached_is_named() -> None:
    values: dict[str, Value | None] = {one.id: 1 for _, one in read_stated("ben-tre").walk()}
    case = Case("ben-tre", lambda: None, lambda: Counted((), values, ()))
    faults = " ".join(text_of(case, Counted((), values, ())))
    assert "R8: Tỷ lệ bố trí – tính ra 87,7551, không phải 90 như báo cáo nêu." in faults
    assert faults.count("! R") == 1
