"""Writes the files of plans, classes and money of the corpus; run as `make_files.py` is."""

from __future__ import annotations

from datetime import date

from make_files import Rows, csv, office, raw, xlsx

AN, BINH, CHI = "Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi"
SIGNED: Rows = [
    [],
    [None, None, None, "Tỉnh Mẫu Sơn, ngày 30 tháng 6 năm 2026"],
    [None, "NGƯỜI LẬP BIỂU", None, "GIÁM ĐỐC"],
    [None, "Hà Văn Lập", None, "Vi Thị Ký"],
]


def plans() -> None:
    xlsx(
        "plan-groups.xlsx",
        [
            ["BIỂU KẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM 2026"],
            [None, None, None, None, None, None, None, "ĐVT: Triệu đồng"],
            [
                "TT",
                "Nội dung",
                "Đối tượng",
                "Số lớp",
                "Số học viên/lớp",
                "Tổng số học viên",
                "Thời gian",
                "Kinh phí",
            ],
            ["A", "ĐÀO TẠO", None, 1, None, 60, None, 500],
            ["I", "Lý luận chính trị", None, 1, None, 60, None, 500],
            [1, "Cao cấp lý luận chính trị", "Lãnh đạo", 1, 60, 60, "Quý I - IV", 500],
            ["B", "BỒI DƯỠNG", None, 5, None, 250, None, "1.250"],
            [1, "Bồi dưỡng ngạch chuyên viên chính", "CBCC", 2, 50, 100, "Tháng 3-5/2026", "400,5"],
            [2, "Tập huấn chuyển đổi số", None, "03 lớp", None, "150 người", "6 tháng đầu năm", "0,85 tỷ"],
            [None, "TỔNG CỘNG", None, 6, None, 310, None, "1.750"],
            *SIGNED,
        ],
    )
    xlsx(
        "plan-sources.xlsx",
        [
            ["CHỈ TIÊU ĐÀO TẠO, BỒI DƯỠNG NĂM 2026"],
            ["STT", "Tên lớp", "SL lớp", "SL học viên", "TG dự kiến", "Nguồn KP", "KP dự kiến (đồng)"],
            [1, "Lãnh đạo, quản lý cấp phòng", 1, 45, "T4/2026", "NS tỉnh", "125.000.000"],
            [2, "Tiếng dân tộc", 1, 30, "09/2026", "NSTW", "chưa xác định"],
            [3, "Văn thư, lưu trữ", 1, 30, "quý V", "Nguồn lạ", 1000000],
        ],
    )
    grid: Rows = [
        ["PHÂN BỔ CHỈ TIÊU NĂM 2026"],
        ["STT", "Cơ quan, đơn vị", "Tổng chỉ tiêu", "Trong đó", None],
        [None, None, None, "Trung cấp LLCT (hệ tập trung)", "Kiến thức QP-AN"],
        ["I", "Khối sở, ngành", 3, 2, 1],
        [1, "Sở Nội vụ", 2, 1, 1],
        [2, "Sở TC", 1, 1, "-"],
        ["II", "Khối xã", None, None, None],
        [1, "X. Tân Lập", None, "02", None],
        [2, "Tân Lạc", None, 9, None],
        ["Tổng cộng", None, 5, 4, 1],
    ]
    xlsx("quotas-grid.xlsx", grid, merges=["D2:E2"])


def classes() -> None:
    xlsx(
        "class-list-name-in-two.xlsx",
        [
            ["DANH SÁCH HỌC VIÊN"],
            ["Lớp: Kỹ năng số K2 (Mã lớp: KNS-K2)"],
            ["STT", "HỌ VÀ TÊN", None, "NĂM SINH", None, "CHỨC VỤ", "ĐƠN VỊ"],
            [None, None, None, "NAM", "NỮ", None, None],
            [1, "NGUYỄN VĂN", "AN", 1980, None, "Chuyên viên", "Sở Nội vụ"],
            [2, "TRẦN THỊ", "BÌNH", None, 1980, "Chuyên viên", "Sở Nội vụ"],
            [3, "ĐỖ VĂN", "LẠ", 1990, None, "Chuyên viên", "Sở Nội vụ"],
            ["Danh sách này có 03 học viên./."],
        ],
        merges=["B3:C3", "D3:E3"],
    )
    grades: Rows = [
        ["BẢNG ĐIỂM THI HẾT MÔN"],
        ["Lớp: Trung cấp LLCT K15 - TC-K15"],
        ["STT", "SBD", "Họ và tên", "Ngày sinh", "Điểm", None, "Xếp loại"],
        [None, None, None, None, "Bằng số", "Bằng chữ", None],
        [1, "001", AN.upper(), "17/05/1980", "8,5", "Tám rưỡi", "Giỏi"],
        [2, "002", BINH, "17/05/1980", "Vắng", None, None],
        [3, "003", CHI, "17/05/1980", "85", None, None],
        ["GIÁM THỊ 1", None, None, "GIÁM THỊ 2"],
    ]
    xlsx("grades-in-figures-and-words.xlsx", grades, merges=["E3:F3"])
    xlsx(
        "grades-of-parts.xlsx",
        [
            ["BẢNG TỔNG HỢP KẾT QUẢ HỌC TẬP LỚP TRUNG CẤP LLCT K15"],
            [
                "TT",
                "Họ và tên",
                "Điểm phần 1",
                "Điểm phần 2",
                "Điểm thu hoạch",
                "Điểm TB toàn khóa",
                "Xếp loại",
            ],
            [1, AN, 7, 8, 8, "7.7", "Khá"],
            [2, BINH, 9, 8, 8, "8.3", "Giỏi"],
            [3, CHI, None, None, None, None, None],
        ],
    )
    days = [date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3), date(2026, 4, 3)]
    xlsx(
        "attendance-dates.xlsx",
        [
            ["SỔ ĐIỂM DANH LỚP TRUNG CẤP LLCT K15 (TC-K15)"],
            ["STT", "Họ và tên", "Đơn vị", *days, "Tổng số buổi vắng"],
            [1, AN, "Sở Nội vụ", "x", "P", "X", "v", 2],
            [2, BINH, None, "+", "✓", "M", "?", 0],
        ],
    )
    xlsx(
        "attendance-of-a-month.xlsx",
        [
            ["BẢNG ĐIỂM DANH LỚP TRUNG CẤP LLCT K15"],
            ["Tháng 3 năm 2026"],
            ["STT", "Họ và tên", "Ngày", None, None, None],
            [None, None, 2, 2, 3, 4],
            [1, AN, "x", "x", "KP", "có phép"],
            [2, BINH, "x", "x", "x", "x"],
        ],
        merges=["C3:F3"],
    )
    xlsx(
        "history-above.xlsx",
        [
            ["TRƯỜNG CHÍNH TRỊ TỈNH"],
            ["DANH SÁCH CẤP GIẤY CHỨNG NHẬN"],
            ["Lớp: Lãnh đạo, quản lý cấp phòng"],
            ["Thời gian: từ ngày 05/3 đến ngày 29/3/2024"],
            ["STT", "Họ và tên", "Ngày sinh", "Chức vụ, đơn vị", "Xếp loại", "Số GCN"],
            [1, AN, "17/05/1980", "Chuyên viên, Sở Nội vụ", "Giỏi", "100/GCN"],
            [2, BINH, "17/05/1980", None, "Không đạt", None],
        ],
    )
    raw(
        "history-periods.csv",
        csv(
            [
                ["Tên lớp", "Thời gian học", "Họ tên", "Năm sinh", "Kết quả"],
                ["QP-AN đối tượng 4", "10/6/2023 - 14/6/2023", AN, "1980", "Đạt"],
                ["QP-AN đối tượng 4", "giữa năm 2023", BINH, "1980", "Đạt"],
            ],
            ";",
        ),
        "utf-8-sig",
    )


def others() -> None:
    xlsx(
        "funds-of-years.xlsx",
        [
            ["KINH PHÍ ĐÀO TẠO, BỒI DƯỠNG CÁC NĂM"],
            ["ĐVT: triệu đồng"],
            ["TT", "Nguồn", "Năm 2024", "Năm 2025", 2026],
            [1, "Ngân sách tỉnh", "5.000", "6.000,5", 7000],
            [2, "NSTW", "-", "1.200", "chưa có"],
            [None, "Tổng số", "5.000", "7.200,5", 7000],
            ["Bằng chữ: Mười chín tỷ hai trăm triệu năm trăm nghìn đồng"],
        ],
    )
    xlsx(
        "funds-of-classes.xlsx",
        [
            ["BẢNG KÊ CHI CÁC LỚP"],
            ["ĐVT: nghìn đồng"],
            ["STT", "Tên lớp", "Dự toán được duyệt", "Quyết toán", "Nguồn", "Chứng từ", None],
            [None, None, None, None, None, "Số", "Ngày"],
            [1, "TC-K15", "45.000", "44.500", "NS tỉnh", "PC 01", "20/03/2026"],
            [2, "Lớp không có", "45.000", None, "NS tỉnh", None, None],
        ],
        merges=["F3:G3"],
    )
    xlsx(
        "ratings-marked.xlsx",
        [
            ["KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI NĂM 2025"],
            ["TT", "Họ và tên", "Ngày sinh", "Mức xếp loại", None, None, None],
            [None, None, None, "HTXSNV", "HTTNV", "HTNV", "KHTNV"],
            ["I", "Ban Giám đốc"],
            [1, AN, "17/05/1980", "x", None, None, None],
            [2, BINH, "17/05/1980", None, "x", "x", None],
        ],
        merges=["D2:G2"],
    )
    xlsx(
        "units-signed.xlsx",
        [
            ["DANH SÁCH CÁC CƠ QUAN, ĐƠN VỊ"],
            ["STT", "Tên cơ quan, đơn vị", "Mã đơn vị", "Cơ quan chủ quản", "Ngày thành lập"],
            ["I", "KHỐI SỞ, BAN, NGÀNH", None, None, None],
            [1, "Sở Khoa học và Công nghệ", "SKHCN", None, "01/03/2025"],
            ["II", "ĐƠN VỊ SỰ NGHIỆP", None, None, None],
            [1, "Trung tâm Chuyển đổi số", None, "Sở KH&CN", "01/07/2025"],
            [None, "Tổng cộng: 2 đơn vị"],
            *SIGNED,
        ],
    )
    xlsx(
        "units-changes.xlsx",
        [
            ["DANH MỤC SẮP XẾP ĐƠN VỊ HÀNH CHÍNH CẤP XÃ"],
            [
                "STT",
                "Tên ĐVHC trước sắp xếp",
                "Hình thức sắp xếp",
                "Tên ĐVHC sau sắp xếp",
                "Ngày có hiệu lực",
            ],
            [1, "Xã Tân Lập", "Đổi tên", "Xã Tân Lập Mới", "01/01/2026"],
            [2, "xã Tân Lạc", "Sáp nhập", "Xã Tân Lập", "01/02/2026"],
            [3, "Xã Mây", "Giải thể", None, "01/01/2026"],
        ],
    )
    xlsx(
        "commune-roster.xlsx",
        [
            ["DANH SÁCH CÁN BỘ, CÔNG CHỨC XÃ TÂN LẬP NĂM 2026"],
            ["TT", "Họ tên", "Sinh", None, None, "GT", "Chức danh", "Ngày giữ chức vụ hiện tại", "Ngạch"],
            [None, None, "Ngày", "Tháng", "Năm", None, None, None, None],
            [1, "Vi Văn Năm", 5, 3, 1979, "Nam", "Bí thư Đảng ủy", "01/7/2025", "CVC"],
            [2, "Lành Thị Sáu", "05", "12", "82", "nữ", "PCT UBND", "01/7/2025", "CV"],
            [3, "Chu Thị Tám", None, 13, 1985, "Nữ", "Công chức VHXH", "01/7/2025", None],
        ],
        merges=["C2:E2"],
    )
    xlsx(
        "diplomas-under-one-heading.xlsx",
        [
            ["STT", "Họ và tên", "Ngày sinh", "Trình độ chuyên môn", None, None, None],
            [None, None, None, "Trình độ", "Chuyên ngành", "Trường", "Năm tốt nghiệp"],
            [1, AN, "17/05/1980", "Thạc sĩ", "Quản lý công", "Học viện Hành chính", 2016],
            [2, BINH, "17/05/1980", "Đại học", "Kinh tế", "ĐHKT", "K45"],
        ],
        merges=["D1:G1"],
    )


def by_libreoffice() -> None:
    office("plan-groups.xlsx", "lo-plan-groups.xls")
    office("attendance-dates.xlsx", "lo-attendance-dates.ods")
    office("attendance-dates.xlsx", "lo-attendance-dates.xls")
    office("grades-in-figures-and-words.xlsx", "lo-grades-in-figures-and-words.ods")
    office("ratings-marked.xlsx", "lo-ratings-marked.xls")
    office("funds-of-years.xlsx", "lo-funds-of-years.ods")
    office("commune-roster.xlsx", "lo-commune-roster.xls")
    office("quotas-grid.xlsx", "lo-quotas-grid.ods")


if __name__ == "__main__":
    plans()
    classes()
    others()
    by_libreoffice()
