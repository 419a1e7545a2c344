"""Writes what districts, schools, accountants and other programs send, as `make_files.py` is run."""

from __future__ import annotations

from make_files import HEAD, Rows, office, raw, tcvn3, xlsx

POST = ["Chuyên viên", "Sở Nội vụ", "01/04/2020"]
SHORT = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị công tác", "Ngày bổ nhiệm"]
AN, BINH, CHI = "Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi"


def person(number: int, name: str, birth: str, sex: str = "Nữ", *post: str | None) -> list[object]:
    return [number, name, birth, sex, *(post or POST)]


def levels() -> None:
    """A column for each level, marked; three rows of headings, sections by unit, totals, signatures."""
    heading: Rows = [
        [
            "TT",
            "Họ và tên",
            "Ngày, tháng, năm sinh",
            None,
            "Chức vụ",
            "Ngày bổ nhiệm",
            "Trình độ",
            *[None] * 7,
        ],
        [None, None, "Nam", "Nữ", None, None, "Chuyên môn", None, None, "LLCT", None, None, "QLNN", None],
        [None, None, None, None, None, None, "ThS", "ĐH", "CĐ", "CC", "TC", "SC", "CVC", "CV"],
        [f"({number})" for number in range(1, 15)],
    ]
    merges = [
        "A3:A5",
        "B3:B5",
        "C3:D3",
        "C4:C5",
        "D4:D5",
        "E3:E5",
        "F3:F5",
        "G3:N3",
        "G4:I4",
        "J4:L4",
        "M4:N4",
    ]
    xlsx(
        "levels-marked.xlsx",
        [
            ["DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC"],
            ["(Có đến 31/12/2025)"],
            *heading,
            ["I", "SỞ NỘI VỤ"],
            [
                1,
                "Vương Văn Khoát",
                "12/3/1975",
                None,
                "Giám đốc",
                "01/3/2021",
                "x",
                None,
                None,
                "x",
                *[None] * 2,
                "x",
            ],
            [2, "Lộc Thị Mến", None, 1985, "CV", "3/2019", None, "X", None, None, "+", None, None, "1"],
            [None, "Cộng: 02 người"],
            ["II", "SỞ TÀI CHÍNH"],
            [
                1,
                "Đàm Quang Tuệ",
                "20/11/1990",
                None,
                "CVC",
                "01/8/2020",
                None,
                None,
                "x",
                None,
                None,
                "x",
                "x",
            ],
            [None, "Tổng cộng: 03 người"],
            [],
            [None, "NGƯỜI LẬP BIỂU", None, None, None, None, "GIÁM ĐỐC"],
            [None, "(Ký, ghi rõ họ tên)", None, None, None, None, "(Ký tên, đóng dấu)"],
            [],
            [None, "Hoàng Thị Ngân", None, None, None, None, "Nông Văn Khánh"],
        ],
        merges=merges,
    )
    office("levels-marked.xlsx", "lo-levels-marked.xls")
    xlsx(
        "qualifications-marked.xlsx",
        [
            ["THỐNG KÊ TRÌNH ĐỘ (có đến 31/12/2025)"],
            ["STT", "Họ và tên", "Chuyên môn", None, "Lý luận chính trị", None, "Tin học", None],
            [None, None, "Thạc sĩ", "Đại học", "Cao cấp", "Trung cấp", "ĐH trở lên", "Chứng chỉ"],
            [1, AN, "x", None, "x", None, None, "x"],
            [2, BINH, None, "Luật", None, "x", None, None],
            [3, CHI, None, None, None, None, None, None],
            ["Tổng cộng", None, 1, 1, 1, 1, 0, 1],
        ],
        merges=["A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2"],
    )


def cells() -> None:
    xlsx(
        "ditto.xlsx",
        [
            SHORT,
            person(1, "Lương Thị Đào", "1/2/1980"),
            person(2, "Lương Thị Lê", "2/3/1981", "-nt-", "nt", "nt", "-nt-"),
            person(3, "Lương Thị Mai", "3/4/1982", '"', '"', "〃", '"'),
            person(4, "Đinh Văn Trụ", "4/5/1983", "Nam", "Cán sự", "như trên", "//"),
        ],
    )
    xlsx(
        "two-in-a-cell.xlsx",
        [
            SHORT,
            [1, "Lăng Văn Hai\nLăng Thị Ba", "1/2/1980\n3/4/1982", "Nam\nNữ", *POST],
            person(2, "Lăng Văn Bốn", "1/2/1983", "Nam"),
        ],
    )
    xlsx(
        "name-and-birth.xlsx",
        [
            ["STT", "Họ và tên, ngày tháng năm sinh", "Giới tính", "Chức vụ, đơn vị công tác", "Từ ngày"],
            [1, "Phùng Văn Đạo\n12/3/1980", "Nam", "Chuyên viên, Sở Nội vụ", "3/2021"],
            [2, "Phùng Thị Đức (1981)", "Nữ", "Chuyên viên\nSở Tài chính", "Từ 01/04/2012"],
            [3, "Phùng Thị Hạnh", "Nữ", "Chuyên viên, Sở Nội vụ", "01/02/2010 - nay"],
        ],
    )
    xlsx(
        "numbered-beforehand.xlsx",
        [SHORT, person(1, "Lê Thị Tròn", "1/2/1980"), *([number] for number in range(2, 12))],
    )
    xlsx(
        "unit-once.xlsx",
        [
            ["STT", "Đơn vị", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Ngày bổ nhiệm"],
            [1, "Sở Nội vụ", "Bàn Thị Lan", "1/2/1980", "Nữ", "Chuyên viên", "1/4/2020"],
            [2, None, "Bàn Thị Mùi", "1/2/1981", "Nữ", "Chuyên viên", "1/4/2020"],
            [3, "Sở Tài chính", "Bàn Văn Sinh", "1/2/1983", "Nam", "Chuyên viên", "1/4/2020"],
            [4, None, "Bàn Văn Hòa", "1/2/1984", "Nam", "Chuyên viên", "1/4/2020"],
        ],
    )
    xlsx(
        "hidden-rows.xlsx",
        [
            SHORT,
            *(
                person(place, f"Dương Thị {name}", f"{place}/1/1985")
                for place, name in enumerate(("Na", "Ổi", "Táo"), 1)
            ),
        ],
        hidden="C",
        more=lambda _, target: (
            target.autofilter("A1:G4"),
            target.protect("abc"),
            target.set_row(2, None, None, {"hidden": True}),
        ),
    )
    office("hidden-rows.xlsx", "lo-hidden-rows.xls")
    xlsx(
        "formulas-failed.xlsx",
        [SHORT, person(1, "Vi Thị Ánh", "1/2/1980"), person(2, "Vi Thị Ảnh", "1/2/1981")],
        more=lambda _, target: target.write_formula("F2", "=NA()", None, "#N/A"),
    )
    office("formulas-failed.xlsx", "lo-formulas-failed.xls")
    xlsx(
        "ids-among-words.xlsx",
        [
            HEAD,
            [1, "Tạ Văn Một", "1/2/1980", "Nam", "CCCD: 020080111117", *POST],
            [2, "Tạ Văn Hai", "1/2/1980", "Nam", "081234567/020080111120 cấp 1/2/2021", *POST],
            [3, "Tạ Văn Ba", "1/2/1980", "Nam", "O20080111119", *POST],
            [4, "Đ.c Tạ Văn Tư¹", "Mar 12, 1980", "Nam", "020080111121", *POST],
        ],
    )
    xlsx(
        "sex-marked-twice.xlsx",
        [
            ["STT", "Họ và tên", "Giới tính", None, "Năm sinh", "Đơn vị", "Chức vụ"],
            [None, None, "Nam", "Nữ", None, None, None],
            [1, "Ông: Hứa Văn Pảo", "x", None, 1970, "Sở Nội vụ", "Chuyên viên"],
            [2, "ThS. Hứa Thị Pen", None, "√", 1971, "Sở Nội vụ", "Chuyên viên"],
            [3, "Hứa Văn Nà", "x", "x", 1972, "Sở Nội vụ", "Chuyên viên"],
            ["Cộng", None, 2, 2],
        ],
        merges=["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2"],
    )
    rows: Rows = [
        ["Số TT", "Họ và tên", "Năm sinh", "GT", "Phòng ban", "Chức danh", "Hệ số", "Lương"],
        [1, "Phạm Đình Thiêm", "1980", "Nam", "Sở Tài chính", "Chuyên viên chính", 5.42, "12.682.800"],
        [2, "Chu Thị Vạn", "1986", "Nữ", None, "Chuyên viên", 3.33, "7.792.200"],
        ["Tổng cộng", None, None, None, None, None, 8.75, "20.475.000"],
    ]
    xlsx(
        "payroll-tcvn3.xlsx",
        [[tcvn3(cell) for cell in row] for row in rows],
        merges=["E2:E3"],
        font=".VnTime",
    )
    vendor = [
        "EmployeeCode\tFullName\tDateOfBirth\tGender\tIdentityNumber\tOrganizationName\tPositionName\tStartDate",
        "CB0001\tTriệu Văn Đức\t1980-03-12T00:00:00\t1\t020080001011\tSở Nội vụ\tChuyên viên\t2015-02-01T00:00:00",
        "CB0002\tBế Thị Thảo\t1988-12-30T00:00:00\t0\t\tSở Nội vụ\tChuyên viên\t2016-02-01T00:00:00",
    ]
    raw("vendor-english.csv", b"\xff\xfe" + "\r\n".join(vendor).encode("utf-16-le"))


def units() -> None:
    names = [
        "SNV",
        "Sở TC",
        "P.TH - Sở Nội vụ",
        "UBND x. Hòa Bình cũ",
        "nguyên UBND xã Hòa Bình",
        "Xã Hòa Bình (cũ)",
    ]
    names += ["Trường CT tỉnh", "Xã Hồng Thái", "Xã Tân Lặc", "UBND x. Tân Lập"]
    given = ("An", "Bình", "Chi", "Dũng", "Em", "Giang", "Hà", "Kiên", "Lan", "Minh")
    xlsx(
        "units-shortened.xlsx",
        [
            SHORT,
            *(
                person(place, f"Ôn Văn {name}", "12/03/1980", "Nam", "Cán bộ nguồn", unit, "01/09/2025")
                for place, (name, unit) in enumerate(zip(given, names, strict=True), 1)
            ),
        ],
    )
    xlsx(
        "titles-of-a-commune.xlsx",
        [
            ["UBND XÃ TÂN LẬP"],
            ["TT", "Họ tên", "Ngày sinh", "Giới tính", "Chức vụ Đảng, chính quyền", "Tổ chuyên môn"],
            ["A", "Cán bộ"],
            [1, "Đàm Văn Hin", "1/2/1975", "Nam", "Bí thư Đảng ủy, Chủ tịch HĐND", None],
            ["B", "Công chức"],
            [2, "Đàm Văn Pò", "1/2/1990", "Nam", "CV Phòng Kinh tế", "Tổ 1"],
            [3, "Đàm Thị Dín", "1/2/1991", "Nữ", "Thủ quỹ", None],
            ["C", "Không chuyên trách"],
            [4, "Đàm Văn Sình", "1/2/1992", "Nam", "Phó CHT BCH Quân sự", None],
            ["Ghi chú: chưa gồm hợp đồng"],
        ],
    )
    head: list[object] = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Ngày bổ nhiệm"]
    xlsx(
        "units-above-blocks.xlsx",
        [
            ["Đơn vị: Sở Nội vụ"],
            head,
            [1, "Hầu Thị Hoa", "1980", "Nữ", "Chuyên viên", "1/4/2015"],
            [2, "Hầu Thị Hòa", "1980", "Nữ", "Chuyên viên", "1/4/2015"],
            [],
            ["Đơn vị: Sở Tài chính"],
            head,
            [1, "Hầu Thị Dợ", "1/2/1980", "Nữ", "Chuyên viên", "1/4/2015"],
            ["Đơn vị: Sở Không Có"],
            [1, "Hầu Văn Páo", "1/2/1981", "Nam", "Chuyên viên", "1/4/2015"],
            ["4. Sở Tài chính: 01 người"],
            [1, "Hầu Văn Pò", "1/2/1981", "Nam", "Chuyên viên", "1/4/2015"],
        ],
    )
    xlsx(
        "units-several-in-a-cell.xlsx",
        [
            ["STT", "Đơn vị trước sắp xếp", "Đơn vị sau sắp xếp", "Ngày có hiệu lực", "Hình thức sắp xếp"],
            [1, "Xã Tân Lập, xã Tân Lạc", "Xã Tân Lạc", "01/06/2026", "Sáp nhập"],
            [2, "Xã Hồng Thái", "Phường Hồng Thái", "01/06/2026", "Đổi tên"],
        ],
    )


def years_and_schools() -> None:
    xlsx(
        "ratings-marked-by-year.xlsx",
        [
            ["TT", "Họ và tên", "Năm 2024", None, None, None, "Năm 2025", None, None, None],
            [None, None, *["HTXSNV", "HTTNV", "HTNV", "KHTNV"] * 2],
            [1, AN, "x", None, None, None, None, "x", None, None],
            [2, BINH, None, "x", None, None, "x", None, "x", None],
            ["Tổng", None, 1, 1, 0, 0, 1, 1, 1, 0],
        ],
        merges=["A1:A2", "B1:B2", "C1:F1", "G1:J1"],
    )
    xlsx(
        "ratings-in-words.xlsx",
        [
            ["STT", "Họ tên", "KQ xếp loại năm 2024", "Kết quả XL 2025"],
            [1, AN, "HT tốt NV", "Hoàn thành XS nhiệm vụ"],
            [2, BINH, "Nghỉ thai sản", "nt"],
            [3, CHI, "Loại A", "HTNV (đảng viên: B)"],
        ],
    )
    xlsx(
        "attendance-counted.xlsx",
        [
            ["BẢNG ĐIỂM DANH THÁNG 3 NĂM 2026"],
            ["Lớp TC-K15"],
            ["TT", "Họ và tên", "Tháng 3/2026", None, None, "Số buổi vắng"],
            [None, None, 2, 3, 4, None],
            [None, None, "T2", "T3", "T4", None],
            [1, AN, "x", "x", "P", 1],
            [2, BINH, "x", "K", "?", 1],
            [None, "Có mặt", 2, 1, 0, None],
            ["Ghi chú: x: có mặt; P: có phép; K: không phép"],
        ],
        merges=["C3:E3"],
    )
    xlsx(
        "grades-with-mean.xlsx",
        [
            ["Lớp: Trung cấp LLCT K15 (TC-K15)"],
            ["STT", "Họ và tên", "Điểm học phần", None, "Điểm TBC"],
            [None, None, "HP I", "HP II", None],
            [1, AN, "7,5", "8", "7,75"],
            [2, BINH, 9, "8,5", "85"],
            [None, "Điểm trung bình lớp", "8,3", "8,3", "8,1"],
        ],
        merges=["C2:D2"],
    )
    xlsx(
        "plan-by-source.xlsx",
        [
            ["KẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM 2026"],
            [None, None, None, None, "ĐVT: triệu đồng"],
            ["STT", "Nội dung", "Số lớp", "Số học viên", "Kinh phí", None, None],
            [None, None, None, None, "Tổng", "NSTW", "NS tỉnh"],
            ["I.", "ĐÀO TẠO"],
            [1, "Cao cấp lý luận chính trị", 1, 40, "750,5", 250, "500,5"],
            ["II.", "BỒI DƯỠNG"],
            [2, "Chuyển đổi số (đợt 1)", 3, 150, 450, None, 400],
            [None, "TỔNG CỘNG (I+II)", 4, 190, "1.200,5", "250,0", "900,5"],
        ],
        merges=["E3:G3"],
    )
    history: Rows = [
        ["DANH SÁCH HỌC VIÊN ĐƯỢC CẤP GIẤY CHỨNG NHẬN NĂM 2022"],
        ["STT", "Họ và tên", "Xếp loại", "Số GCN", "Ngày cấp"],
        ["I. Lớp Bồi dưỡng QLNN ngạch chuyên viên K1 (từ 01/3/2022 đến 30/4/2022)"],
        [1, AN, "Giỏi", "01/GCN", "05/5/2022"],
        [2, BINH, "Khá", "02/GCN", "nt"],
        ["II. Kỹ năng số, chuyển đổi số (10/2022 - 11/2022)"],
        [1, CHI, "Không đạt", None, None],
    ]
    xlsx("history-by-sections.xlsx", history)
    xlsx("history-tcvn3.xlsx", [[tcvn3(cell) for cell in row] for row in history], font=".VnTime")
    office("history-tcvn3.xlsx", "lo-history-tcvn3.xls")
    xlsx(
        "funds-of-a-class.xlsx",
        [
            ["CHI TIẾT CHI PHÍ LỚP HỌC"],
            ["Mã lớp: TC-K15"],
            ["STT", "Nội dung chi", "Đơn giá", "Thành tiền", "Nguồn", "Chứng từ", None],
            [None, None, None, None, None, "Số", "Ngày"],
            ["I", "Giảng viên"],
            [1, "Thù lao giảng viên", 1000000, 10000000, "NS tỉnh", "PC01", "05/05/2026"],
            ["II", "Khác"],
            [2, "Nước uống", 40000, "360.000 đ", "Nguồn khác", "PC02", "6/5/2026"],
            ["Cộng", None, None, 10360000],
        ],
        merges=["F3:G3"],
    )
    xlsx(
        "funds-spent-of-years.xlsx",
        [
            ["THỰC HIỆN KINH PHÍ ĐÀO TẠO NĂM 2026 (ĐVT: nghìn đồng)"],
            ["TT", "Nguồn kinh phí", "Dự toán giao", "Thực hiện"],
            [1, "Ngân sách tỉnh", "2.500.000", "2.100.500"],
            [2, "NSTW", None, "1.000"],
            [None, "Tổng số", "2.500.000", "2.101.500"],
        ],
    )
    xlsx(
        "qualifications-spans.xlsx",
        [
            ["TT", "Họ và tên", "Tên trường", "Chuyên ngành", "Từ", "Đến", "Văn bằng, chứng chỉ"],
            [1, AN, "ĐH Luật", "Luật", "từ 2004 đến 2008", None, "Cử nhân"],
            [None, None, "nt", "QLNN", "3/2015", "5/2015", "Chứng chỉ QLNN ngạch CVC"],
            [2, BINH, "TT Tin học", "Tin học", "12/2014", None, '"'],
        ],
        merges=["A2:A3", "B2:B3"],
    )


if __name__ == "__main__":
    levels()
    cells()
    units()
    years_and_schools()
