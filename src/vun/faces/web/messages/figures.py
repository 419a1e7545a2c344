from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "figures.cannot_read": _("Không đọc được tệp %(name)s (%(reason)s). Kiểm tra đường dẫn và quyền đọc."),
    "figures.not_yaml": _("%(place)s: tệp không đúng dạng YAML (%(reason)s). Sửa tệp ở chỗ này."),
    "figures.missing": _("%(place)s: thiếu mục này. Hãy ghi vào."),
    "figures.wrong_type": _("%(place)s: phải có dạng %(wanted)s. Sửa lại cho đúng dạng."),
    "figures.not_a_number": _(
        "%(place)s: “%(value)s” không phải số. Viết số liền nhau, dấu chấm trước phần thập phân, không đặt trong "
        "dấu nháy: 17817 hoặc 130.47."
    ),
    "figures.number_beyond_reason": _(
        "%(place)s: số “%(value)s” quá lớn hoặc có quá nhiều chữ số thập phân. Kiểm tra lại số."
    ),
    "figures.not_a_number_of_decimals": _(
        "%(place)s: “%(value)s” không phải số chữ số thập phân. Ghi một số nguyên từ 0 đến %(most)s."
    ),
    "figures.unknown_word": _("%(place)s: không có giá trị “%(value)s”. Chọn một trong: %(words)s."),
    "figures.repeated_id": _("%(place)s: mã “%(id)s” đã dùng ở trên. Đặt mã khác."),
    "figures.unknown_id": _("%(place)s: không có số nào mang mã “%(id)s”. Sửa mã hoặc thêm số đó."),
    "figures.zero_denominator": _("%(place)s: chia cho số “%(id)s” bằng 0. Chọn mẫu số khác."),
    "figures.too_deep": _("%(place)s: các số lồng nhau quá sâu. Bỏ bớt bậc."),
    "figures.outline_empty": _("Chưa có số nào. Ghi mỗi số một dòng, ví dụ: Đào tạo: 1.110 lượt người."),
    "figures.outline_too_long": _("Nhiều hơn %(most)s dòng. Tách thành nhiều báo cáo."),
    "figures.outline_line": _(
        "Dòng %(line)s “%(text)s” chưa đúng. Ghi: nội dung, dấu hai chấm, số, đơn vị tính – ví dụ: "
        "Kinh phí: hơn 9 tỷ đồng."
    ),
    "figures.outline_indent": _(
        "Dòng %(line)s thụt vào ít hơn dòng đầu của cùng bậc. Canh các dòng cùng bậc bằng nhau."
    ),
    "figures.outline_repeated_id": _("Dòng %(line)s: mã [%(id)s] đã dùng ở trên. Đặt mã khác."),
}
