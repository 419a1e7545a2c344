"""By which words and numbers rows of a table that are no data are known."""

from __future__ import annotations

import re

from vun.engines.sheets.model import Value

TOTAL = re.compile(
    r"(?:tong so|tong cong|tong|cong|cong cong|toan tinh|cong tong|tong hop)"
    r"(?: (?:[0-9]+|[a-z]{1,9})){0,6}"
)
TOTAL_WORDS = {"tong": "ổng", "cong": "ộng"}
SUMMARY = re.compile(
    r"(?:co mat|vang|muon|si so|ty le|ti le|trung binh|diem trung binh|diem tb|trong do|tong|cong|luy ke|xuat sac|gioi|"
    r"so (?:nguoi|hoc vien|hv|luot|buoi|luong|lop|phieu|dat|vang|co)|kha|dat|khong dat|nu|nam|dang vien|hoan thanh|"
    r"khong hoan thanh)\b"
)
"""What is counted at the foot of a table."""
WEEKDAY = re.compile(r"(?:t|thu) ?[2-7]")
INDEX = re.compile(r"\(?(?:[ivxlc]+|[0-9]+(?:[.,][0-9]+)*|[a-zđ])\)?[.)]?", re.IGNORECASE)
NUMBERED = re.compile(r"(?:[IVXLC]+|[A-ZĐ]|\d+)\s*[.)/-]|[Pp]hần |PHẦN ")
UNIT_WORDS = re.compile(
    r"(?:so|phong|ban|trung tam|van phong|chi cuc|truong|khoi|ubnd|uy ban|xa|phuong|thi tran|huyen|thanh pho|thi xa|"
    r"dang uy|hoi|doan|don vi|co quan|to|khoa|cac|lop|tinh|benh vien|tram|bang|phu luc|lanh dao|cap|nhom|vien chuc|"
    r"cong chuc|can bo) "
)
SIGNED = re.compile(
    r"nguoi lap|lap bieu|thu truong don vi|ky ten|ghi ro ho ten|noi nhan|ngay \w* ?thang \w* ?nam \w*$|giam thi|"
    r"^giang vien cham|^can bo coi thi|^nguoi (?:vao|cham|kiem)"
)
"""Below this nothing is data that has no number of its own."""
GROUP_WORDS = re.compile(
    r"(?:dao tao|boi duong|tap huan|trong nuoc|ngoai nuoc|o nuoc ngoai|cac lop|nhom|khoi|cap|nguon|lop|ly luan|"
    r"quan ly)\b"
)
FOOT = re.compile(
    r"nguoi lap|lap bieu|thu truong|ky ten|ky ghi ro|ghi ro ho ten|xac nhan|noi nhan|ngay \w* ?thang \w* ?nam|"
    r"giam doc$|^tm |^kt |^tl |^ghi chu|^luu y|^chu thich|truong phong$|chu tich$|bi thu$|"
    r"danh sach (?:nay )?(?:co|gom)|"
    r"an dinh|^nguoi |hieu truong$|truong ban$|ke toan|^bang chu|^tong so (?:nguoi|can bo|hoc vien)"
)


def depth(mark: str) -> int:
    """How deep a line lies by its number: A, I, 1, 1.1, a."""
    if re.fullmatch(r"[A-HĐ]", mark):
        return 0
    if re.fullmatch(r"[IVXLC]+", mark):
        return 1
    if re.fullmatch(r"\d+", mark):
        return 2
    if re.fullmatch(r"\d+(?:\.\d+)+", mark):
        return 2 + mark.count(".")
    return 6 if re.fullmatch(r"[a-zđ]", mark) else 0


def is_quantity(text: str) -> bool:
    return bool(re.fullmatch(r"[\d.,\s%]+(?:người|lớp|đ|đồng|đ/c|học viên)?", text.strip().lower())) and any(
        char.isdigit() for char in text
    )


def is_amount(value: Value) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and is_quantity(value))


def has_letters(text: str) -> bool:
    return sum(char.isalpha() for char in text) >= 2


def rank(title: str) -> int:
    """How deep a section lies by its numbering: A, I, 1, a; without numbering deepest but one."""
    if re.match(r"^(?:[IVX]|[IVXLC]{2,})[.)/ -]", title):
        return 1
    if re.match(r"^(?:phần|phan|[A-Z][.)/ ])", title):
        return 0
    if re.match(r"^\d+[.)/ ]", title):
        return 3
    return 2
