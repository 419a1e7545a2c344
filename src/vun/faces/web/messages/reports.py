from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "reports.unknown_unit": _("Không có đơn vị nào mang mã %(unit_code)s. Xem mã đơn vị ở trang Đơn vị."),
    "reports.unknown_report": _("Không có báo cáo nào tên %(name)s. Các báo cáo có sẵn: %(names)s."),
    "reports.unknown_suffix": _("Tệp %(name)s phải có đuôi %(suffixes)s. Đổi đuôi tệp rồi lập lại."),
    "reports.dates_reversed": _(
        "Ngày cuối kỳ %(last_day)s sớm hơn ngày đầu kỳ %(first_day)s. Sửa một trong hai ngày."
    ),
    "reports.template_broken": _(
        "Mẫu văn bản của tỉnh không dùng được (%(reason)s). Mở trang Mẫu thể thức, dùng lại bản trước."
    ),
    "reports.cannot_write": _(
        "Không ghi được tệp %(name)s (%(reason)s). Chọn nơi khác hoặc kiểm tra quyền ghi."
    ),
    "reports.not_an_object": _("“%(row)s” phải gồm các dòng “từ khoá: giá trị”. Sửa lại cách viết."),
    "reports.unknown_word": _(
        "“%(row)s” có từ khoá “%(name)s” mà mẫu báo cáo không biết. Sửa chính tả hoặc xoá từ khoá."
    ),
    "reports.word_missing": _("“%(row)s” thiếu hoặc viết sai “%(name)s”. Điền lại."),
    "reports.nothing_listed": _("“%(row)s” chưa kê gì dưới “%(name)s”. Thêm ít nhất một dòng."),
    "reports.too_deep": _("“%(row)s” nằm quá sâu. Bớt số tầng."),
    "reports.key_unfit": _(
        "Mã “%(name)s” của “%(row)s” không dùng được. Mã có từ 1 đến 60 ký tự, không có / : @ ~ ? # \\."
    ),
    "reports.key_twice": _("Mã “%(name)s” đứng ở hai nơi. Đặt cho mỗi hàng, mỗi cột một mã riêng."),
    "reports.number_out_of_range": _(
        "“%(name)s” của “%(row)s” phải là số nguyên từ %(least)s đến %(most)s. Sửa lại số."
    ),
    "reports.unknown_choice": _("“%(name)s” của “%(row)s” phải là một trong: %(names)s. Chọn lại."),
    "reports.unknown_field": _(
        "Hàng “%(row)s” hỏi “%(name)s”, không có mục nào tên như vậy. Xem danh sách các mục có thể hỏi."
    ),
    "reports.unknown_value": _(
        "Hàng “%(row)s”: “%(name)s” không phải giá trị của mục “%(field_name)s”. Sửa lại giá trị."
    ),
    "reports.unknown_measure": _("“%(row)s” đếm “%(name)s”, không có số đo đó. Các số đo: %(names)s."),
    "reports.unknown_column": _("Cột “%(row)s” tính từ cột “%(name)s”, không có cột đó. Sửa lại mã cột."),
    "reports.column_counts_nothing": _(
        "Cột “%(row)s” phải có đúng một trong ba: số đo, công thức, hoặc các cột con. Sửa lại cột."
    ),
    "reports.formula_unclear": _(
        "Công thức “%(name)s” của cột “%(row)s” không đủ hoặc thừa cột để tính. Kê lại các cột."
    ),
    "reports.formula_turns_round": _("Công thức của cột “%(row)s” tính từ chính nó. Bỏ vòng lặp."),
    "reports.condition_unclear": _(
        "Điều kiện của “%(row)s” không đọc được. Viết lại theo mẫu “mục: giá trị”."
    ),
    "reports.condition_too_long": _(
        "Điều kiện của “%(row)s” có quá nhiều trường hợp. Tách thành nhiều hàng."
    ),
    "reports.each_with_parts": _(
        "Hàng “%(row)s” kê đơn vị nhiều cấp nên không có hàng con nào khác. Đặt số cấp đơn vị là 1, hoặc bỏ hàng con."
    ),
    "reports.measure_of_other_facts": _(
        "Hàng “%(row)s” đếm “%(name)s”, khác loại với cột “%(column)s”. Dùng số đo cùng loại với cột."
    ),
    "reports.field_unfit": _(
        "Hàng “%(row)s”: cột “%(column)s” đếm %(measure)s, không hỏi được mục “%(name)s”. "
        "Bỏ mục đó hoặc đổi số đo của cột."
    ),
    "reports.rows_overlap": _(
        "Hai hàng “%(first)s” và “%(second)s” được khai là không trùng nhau nhưng có thể cùng đếm một việc. "
        "Sửa điều kiện hoặc bỏ khai báo không trùng."
    ),
    "reports.divided_by_zero": _("Hàng “%(row)s”: cột “%(column)s” chia cho một số luôn bằng 0. Sửa mẫu số."),
    "reports.too_many_cells": _(
        "Báo cáo có quá %(lines)s hàng hoặc quá %(columns)s cột. Tách thành nhiều báo cáo."
    ),
    "reports.too_many_made": _(
        "Bảng quá lớn: mục “%(name)s” có %(values)s giá trị, mà một bảng có nhiều nhất %(rows)s hàng, %(columns)s cột, "
        "%(cells)s ô. Bỏ mục này, hoặc thêm điều kiện, rút ngắn kỳ."
    ),
    "reports.part_of_no_total": _(
        "Cột “%(row)s” là tỷ trọng trong hàng tổng cộng, mà báo cáo không có hàng tổng cộng. Thêm hàng đó."
    ),
    "reports.not_signed": _("Không có báo cáo đã ký số %(number)s. Xem số ở trang Báo cáo đã ký."),
}
