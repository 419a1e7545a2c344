"""The courses of 2009 as the report names them. Days within a course's years are constructed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.samples.cases.courses import Course

SCHOOL, PROVINCE_BOARD = "TCT-HVT", "BTCTU"
PLAN_NUMBER, PLAN_ISSUER = "999-QĐ/TU", "Ban Thường vụ Tỉnh uỷ Lạng Sơn"
PLAN_DAY = date(2009, 3, 4)
PLANNED_TURNS = 14_590
BUDGET_2010 = 12_000_000_000
DISTRICTS = (
    "Thành phố Lạng Sơn",
    "Huyện Tràng Định",
    "Huyện Bình Gia",
    "Huyện Văn Lãng",
    "Huyện Cao Lộc",
    "Huyện Văn Quan",
    "Huyện Bắc Sơn",
    "Huyện Hữu Lũng",
    "Huyện Chi Lăng",
    "Huyện Lộc Bình",
    "Huyện Đình Lập",
)
PEOPLE = 1320
"""Enough that nobody sits twice in one course; how many people the turns were is not published."""

_AUTUMN, _SUMMER = date(2009, 9, 7), date(2009, 6, 26)


def _training(name: str, group: str, learners: int, end_on: date, classes: int = 1) -> Course:
    return Course(
        name, Branch.TRAINING, group, learners, _AUTUMN, end_on, classes, host=SCHOOL, is_over=False
    )


def _fostering(name: str, group: str, learners: int, month: int, classes: int = 1) -> Course:
    first, last = date(2009, month, 5), date(2009, month, 23)
    return Course(name, Branch.FOSTERING, group, learners, first, last, classes, host=SCHOOL)


def _away(course: Course) -> Course:
    """The same at an academy of the centre, where the province sends people itself."""
    return replace(
        course, mode=StudyMode.FULL_TIME, host=PROVINCE_BOARD, partner="Học viện, trung tâm của Trung ương"
    )


COURSES: Mapping[str, Course] = {
    # Trained at central academies and abroad
    "ls.dt.tw.ts": _away(_training("Tiến sĩ", "professional", 3, date(2013, 6, 28))),
    "ls.dt.tw.ths": _away(_training("Thạc sĩ", "professional", 11, date(2011, 6, 24))),
    "ls.dt.tw.cc": _away(_training("Cao cấp lý luận chính trị", "political_theory", 24, date(2011, 6, 24))),
    "ls.dt.tw.dh": _away(
        _training("Đại học chính trị chuyên ngành", "political_theory", 2, date(2013, 6, 28))
    ),
    # Trained in the province
    "ls.dt.tinh.tctc": _training(
        "Trung cấp lý luận chính trị (tại chức)", "political_theory", 779, date(2011, 6, 24), 12
    ),
    "ls.dt.tinh.tctt": _training(
        "Trung cấp lý luận chính trị (tập trung, ngắn hạn)", "political_theory", 80, date(2010, 6, 25)
    ),
    "ls.dt.tinh.hc": replace(
        _training("Trung cấp hành chính (tập trung)", "state_management", 81, date(2011, 6, 24)),
        partner="Trường Cao đẳng Nội vụ Hà Nội",
    ),
    "ls.dt.tinh.cc": replace(
        _training(
            "Cao cấp lý luận chính trị - hành chính (tại chức)", "political_theory", 110, date(2011, 6, 24)
        ),
        cohort="2009-2011",
    ),
    # Began before 2009 and ended in it
    "ls.carry": Course(
        "Trung cấp lý luận chính trị và nghiệp vụ đoàn, đội, hội",
        Branch.TRAINING,
        "political_theory",
        100,
        date(2008, 9, 8),
        _SUMMER,
        cohort="2008-2009",
        host=SCHOOL,
    ),
    "ls.closed": Course(
        "Cao cấp lý luận chính trị (tại chức)",
        Branch.TRAINING,
        "political_theory",
        116,
        date(2006, 9, 11),
        _SUMMER,
        cohort="2006-2009",
        host=SCHOOL,
    ),
    # Fostered abroad and at central academies
    "ls.bd.nn": replace(
        _away(_fostering("Bồi dưỡng ở nước ngoài", "knowledge_update", 43, 10)), place=StudyPlace.ABROAD
    ),
    "ls.bd.tw.cvcc": _away(
        _fostering("Kiến thức QLNN, chương trình chuyên viên cao cấp", "state_management", 5, 3)
    ),
    "ls.bd.tw.tc": _away(_fostering("Công tác tổ chức", "party_work", 3, 4)),
    "ls.bd.tw.kt": _away(_fostering("Công tác kiểm tra, giám sát của Đảng", "party_work", 15, 5)),
    "ls.bd.tw.dv": _away(_fostering("Công tác dân vận", "party_work", 2, 6)),
    "ls.bd.tw.qp1": _away(_fostering("Quốc phòng - an ninh đối tượng 1", "defence_security", 5, 7)),
    "ls.bd.tw.qp2": _away(_fostering("Quốc phòng - an ninh đối tượng 2", "defence_security", 40, 8)),
    # Fostered in the province
    "ls.bd.tinh.cvc": _fostering(
        "Kiến thức QLNN, chương trình chuyên viên chính", "state_management", 106, 4
    ),
    "ls.bd.tinh.cv": _fostering("Kiến thức QLNN, chương trình chuyên viên", "state_management", 317, 5, 5),
    "ls.bd.tinh.nn": _fostering("Tiếng Anh, tiếng Trung trình độ A, B", "foreign_language", 200, 8, 7),
    "ls.bd.tinh.th": _fostering("Tin học văn phòng", "computing", 66, 9, 3),
    "ls.bd.tinh.cn": _fostering("Cập nhật kiến thức mới", "knowledge_update", 530, 11, 2),
}
"""By the figure of the report that counts their learners."""

CLASSES: Mapping[str, str] = {
    "ls.cls.tctc": "ls.dt.tinh.tctc",
    "ls.cls.tctt": "ls.dt.tinh.tctt",
    "ls.cls.hc": "ls.dt.tinh.hc",
    "ls.cls.cc": "ls.dt.tinh.cc",
    "ls.bcls.cvc": "ls.bd.tinh.cvc",
    "ls.bcls.cv": "ls.bd.tinh.cv",
    "ls.bcls.nn": "ls.bd.tinh.nn",
    "ls.bcls.th": "ls.bd.tinh.th",
    "ls.bcls.cn": "ls.bd.tinh.cn",
}
"""Figures that count classes, by the course whose classes they are."""

KEPT_BY_HAND = """\
Học viên đào tạo tại tỉnh mà báo cáo đếm nhưng không nêu lớp: 20 học viên [ls.dt.tinh]
Học viên bồi dưỡng tại Trung ương mà báo cáo đếm thiếu so với từng chuyên đề: -3 học viên [ls.bd.tw]
Bồi dưỡng tại tỉnh theo các chương trình khác, báo cáo không nêu từng lớp: 16.598 lượt học viên [ls.bd.tinh]
Kinh phí năm 2009: hơn 9 tỷ đồng [ls.kp09]
Số năm đổi mới: hơn 20 năm [ls.years]
"""
"""What the report states and no record can be made of."""
