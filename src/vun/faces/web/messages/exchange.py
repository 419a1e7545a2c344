from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "sheets.empty_file": _("Tệp %(name)s rỗng (0 byte). Chọn lại tệp, hoặc lưu lại từ Excel rồi nhập."),
    "sheets.nothing_in_it": _("Tệp %(name)s không có ô nào có dữ liệu. Chọn tệp khác."),
    "sheets.too_big": _(
        "Tệp %(name)s lớn hơn %(most)s MB. Tách thành nhiều tệp, hoặc xoá ảnh và trang không cần."
    ),
    "sheets.not_a_spreadsheet": _(
        "Tệp %(name)s không phải bảng tính (nội dung là %(kind)s, dù tên thế nào). Hãy lưu thành "
        "xlsx, xls, ods hoặc csv."
    ),
    "sheets.broken": _(
        "Tệp %(name)s bị hỏng, không đọc được. Mở bằng Excel hoặc LibreOffice, lưu lại rồi nhập."
    ),
    "sheets.locked": _(
        "Tệp %(name)s có mật khẩu. Bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ tính), lưu lại rồi nhập."
    ),
    "sheets.macros": _("Tệp %(name)s có macro. Lưu lại dạng .xlsx (không macro) rồi nhập."),
    "sheets.external_links": _(
        "Tệp %(name)s lấy số liệu từ tệp khác. Ngắt liên kết (Dữ liệu → Sửa liên kết → Ngắt liên "
        "kết), lưu lại rồi nhập."
    ),
    "sheets.binary_workbook": _("Tệp %(name)s ở dạng xlsb. Lưu lại dạng .xlsx rồi nhập."),
    "sheets.bomb": _("Tệp %(name)s bung ra lớn bất thường nên không được mở. Lưu lại từ Excel rồi nhập."),
    "sheets.too_many_rows": _(
        "Tệp %(name)s có %(rows)s dòng, nhiều hơn %(most)s dòng nhận được. Tách thành nhiều tệp."
    ),
    "sheets.too_many_cells": _(
        "Tệp %(name)s có bảng %(rows)s dòng × %(columns)s cột, quá lớn. Xoá các cột, dòng trống có "
        "dữ liệu lạc, hoặc tách tệp."
    ),
    "sheets.too_many_sheets": _("Tệp %(name)s có hơn %(most)s trang. Tách thành nhiều tệp."),
    "sheets.misnamed": _("Tên tệp %(name)s không đúng với nội dung (là %(format)s); vẫn đọc theo nội dung."),
    "sheets.text_encoding": _("Tệp chữ dùng bảng mã %(encoding)s; hãy xem lại vài dòng có dấu."),
    "sheets.uncomputed": _(
        "Trang %(sheet)s có công thức chưa tính ra kết quả; các ô ấy coi như trống. Mở bằng Excel, "
        "lưu lại rồi nhập."
    ),
    "values.not_a_date": _("“%(value)s” không phải ngày tháng. Gõ dd/mm/yyyy, ví dụ 02/09/1980."),
    "values.no_such_day": _("Không có ngày “%(value)s”. Gõ ngày/tháng/năm."),
    "values.not_a_number": _("“%(value)s” không phải số. Gõ như 1.234,5."),
    "values.not_whole": _("“%(value)s” không phải số nguyên."),
    "values.not_a_mark": _("“%(value)s” không rõ là có hay không. Gõ x hoặc để trống."),
    "values.cell_failed": _("Ô báo lỗi %(value)s của công thức. Sửa công thức hoặc gõ thẳng giá trị."),
    "values.identity_digits": _("Số CCCD “%(value)s” có %(digits)s ký tự; cần đúng 12 chữ số."),
    "values.identity_power": _(
        "Số CCCD “%(value)s” đã mất chữ số vì bảng tính coi là số. Định dạng cột là Văn bản rồi gõ "
        "lại đủ 12 chữ số."
    ),
    "import.kind_unknown": _("Không có loại dữ liệu %(kind)s. Các loại: %(names)s."),
    "import.cannot_open": _("Không mở được %(name)s: %(reason)s."),
    "import.map_unreadable": _("Không đọc được tệp ghép cột %(name)s: %(reason)s."),
    "import.no_table": _("Không tìm thấy bảng nào có các cột: %(wanted)s. Kiểm tra dòng tiêu đề cột."),
    "import.nothing_to_write": _("Không có gì để ghi: mọi dòng đã như trong hồ sơ, hoặc không nhận được."),
    "import.missing": _("Thiếu %(label)s."),
    "import.too_long": _("“%(value)s…” dài %(letters)s ký tự; nhiều nhất %(longest)s."),
    "import.name_unreadable": _("“%(value)s” không phải họ tên."),
    "import.day_filled_in": _("“%(value)s” không đủ ngày; lấy %(day)s."),
    "import.day_in_future": _("Ngày %(day)s chưa đến."),
    "import.birth_year_odd": _("Năm sinh %(birth_year)s không thể đúng."),
    "import.birth_filled_in": _("Ngày sinh “%(value)s” không đủ; lấy %(day)s, hãy bổ sung sau."),
    "import.identity_old": _("“%(value)s” là số CMND 9 số cũ, không lưu. Hãy bổ sung số CCCD 12 số."),
    "import.identity_among": _("Trong ô “%(value)s” chỉ lấy số CCCD %(digits)s."),
    "import.several_people": _("Ô ghi nhiều người (%(value)s). Tách mỗi người một dòng rồi nhập lại."),
    "import.identity_zeros": _("Đã thêm %(count)s số 0 ở đầu mà bảng tính làm mất."),
    "import.identity_doubt": _("Số CCCD cần xem lại: %(doubt)s."),
    "import.sex_by_number": _("Không ghi giới tính; lấy %(sex)s theo chữ số thứ tư của số CCCD."),
    "import.out_of_bounds": _("“%(value)s” phải từ %(least)s đến %(most)s."),
    "import.score_range": _("Điểm “%(value)s” phải từ 0 đến 10."),
    "import.graded_twice": _("Đánh dấu nhiều mức xếp loại cho một người; chỉ để lại một mức."),
    "import.period_filled_in": _("“%(value)s” chỉ có tháng; lấy từ %(day)s đến %(last_day)s."),
    "import.period_unclear": _("Không rõ thời gian “%(value)s”. Ghi như 05/03/2024 - 29/03/2024."),
    "import.unit_by_title": _("Không có cột đơn vị; lấy %(unit)s theo dòng phía trên bảng."),
    "import.class_told_otherwise": _(
        "%(label)s của lớp ở dòng trên ghi khác “%(value)s”. Một lớp chỉ có một giá trị; sửa cho khớp."
    ),
    "import.no_score": _("“%(value)s”: không ghi điểm cho người này."),
    "import.score_rounded": _("Điểm “%(value)s” làm tròn thành %(score)s."),
    "import.phone_zero": _("Đã thêm số 0 ở đầu số điện thoại “%(value)s”."),
    "import.phone_unreadable": _("“%(value)s” không phải số điện thoại."),
    "import.email_unreadable": _("“%(value)s” không phải địa chỉ thư điện tử."),
    "import.sex_as_number": _(
        "Giới tính ghi “%(value)s” không nói là Nam hay Nữ; không lấy từ ô này. Ghi Nam hoặc Nữ."
    ),
    "import.not_rated": _("“%(value)s”: không ghi xếp loại cho người này."),
    "import.level_not_said": _("Đánh dấu ở cột “%(heading)s” không nói trình độ nào; bỏ qua ô này."),
    "import.not_among_sexes": _("Giới tính “%(value)s” không rõ."),
    "import.not_among_staff_kinds": _("Loại “%(value)s” không có."),
    "import.not_among_tiers": _("Diện quản lý “%(value)s” không có."),
    "import.ethnic_group_unknown": _("Không có dân tộc “%(value)s” trong danh mục 54 dân tộc."),
    "import.rank_unknown": _("Không có ngạch “%(value)s” trong danh mục; bỏ qua ngạch."),
    "import.unit_unknown": _("Không tìm thấy đơn vị “%(value)s”."),
    "import.unit_ambiguous": _(
        "Có nhiều đơn vị “%(value)s”: %(candidates)s. Ghi rõ đơn vị cấp trên hoặc mã đơn vị."
    ),
    "import.unit_taken_for": _("“%(value)s” được hiểu là đơn vị %(unit)s."),
    "import.unit_nearly": _("“%(value)s” có lẽ gõ nhầm; được hiểu là đơn vị %(unit)s."),
    "import.unit_missing": _("Không biết đơn vị: không có cột đơn vị, cũng không có tên đơn vị ở phía trên."),
    "import.unit_blank": _("Để trống đơn vị. Ghi tên hoặc mã đơn vị vào ô này."),
    "import.unit_succeeded": _(
        "%(unit)s đã kết thúc hoạt động ngày %(day)s; lấy đơn vị kế thừa %(successor)s."
    ),
    "import.unit_over": _("%(unit)s đã kết thúc hoạt động ngày %(day)s. Ghi đơn vị hiện nay của người này."),
    "import.sex_twice": _("Đánh dấu cả cột Nam và cột Nữ; chỉ để lại một dấu."),
    "import.title_unknown": _("Không có chức danh “%(value)s” trong danh mục."),
    "import.title_taken_for": _("“%(value)s” được hiểu là chức danh %(title)s."),
    "import.no_post": _("Không có đơn vị và chức vụ: chỉ ghi nhận người."),
    "import.held_without_day": _(
        "Trình độ ở cột riêng không có ngày cấp: ghi là đã có đến ngày %(day)s, chưa rõ ngày cấp. "
        "Bổ sung ngày cấp bằng bảng văn bằng, chứng chỉ."
    ),
    "import.post_day_unknown": _("Không có ngày giữ chức vụ; lấy %(day)s."),
    "import.post_before_unit": _(
        "Ngày giữ chức vụ %(value)s trước khi có đơn vị hoặc chức danh ấy (%(unit)s); lấy %(day)s."
    ),
    "import.post_before_present": _(
        "Ngày giữ chức vụ %(value)s không sau ngày nhận chức vụ đang giữ (%(title)s từ %(day)s). Ghi "
        "ngày nhận chức vụ mới."
    ),
    "import.post_differs": _(
        "%(fields)s khác với hồ sơ (%(title)s) nhưng không có ngày thay đổi; giữ như hồ sơ."
    ),
    "import.number_of_another": _("Số CCCD này đã là của %(name)s. Kiểm tra số hoặc họ tên."),
    "import.other_number": _(
        "%(name)s cùng ngày sinh đã có trong hồ sơ với số CCCD khác. Kiểm tra xem có phải một người."
    ),
    "import.looks_like": _(
        "%(likeness)s với %(name)s, sinh %(birth_on)s, đã có trong hồ sơ. Nếu là một người, sửa dòng này cho khớp; "
        "đã nhập rồi thì gộp ở Hồ sơ nghi trùng."
    ),
    "import.number_twice": _("Số CCCD này đã có ở dòng %(row)s với họ tên khác."),
    "import.row_twice": _("Trùng hoàn toàn với dòng %(row)s; bỏ qua."),
    "import.person_twice": _(
        "%(value)s đã có ở dòng %(row)s với thông tin khác. Giữ một dòng, hoặc đánh dấu kiêm nhiệm."
    ),
    "import.nobody_named": _("Không có họ tên hay số CCCD nên không biết là ai."),
    "import.person_unknown": _(
        "Không tìm thấy %(name)s trong hồ sơ. Nhập danh sách người trước, hoặc kiểm tra họ tên, số CCCD."
    ),
    "import.person_ambiguous": _(
        "Có %(count)s người tên %(name)s (sinh %(days)s). Ghi thêm số CCCD hoặc ngày sinh."
    ),
    "import.person_born_otherwise": _(
        "%(name)s trong hồ sơ sinh %(days)s, khác với tệp. Kiểm tra ngày sinh."
    ),
    "import.person_by_name": _("Chỉ nhận ra qua họ tên (sinh %(birth_on)s); hãy xem có đúng người."),
    "import.person_out_of_scope": _("%(name)s không thuộc đơn vị bạn quản lý."),
    "import.not_allowed": _("Dòng này thuộc đơn vị bạn không được sửa. Nhờ người quản lý đơn vị ấy nhập."),
    "import.level_code_unknown": _(
        "Không có trình độ “%(value)s” trong danh mục. Chọn lại trong danh sách của tệp mẫu."
    ),
    "import.level_unknown": _("Không rõ trình độ “%(value)s” (bảng %(table)s)."),
    "import.level_taken_for": _("“%(value)s” được hiểu là %(level)s."),
    "import.earned_as_child": _("Ngày cấp %(day)s không thể đúng với người sinh %(birth_on)s."),
    "import.rated_twice": _("Năm %(rated_year)s của người này đã có ở dòng %(row)s."),
    "import.not_among_grades": _("Xếp loại “%(value)s” không rõ."),
    "import.not_among_record_tables": _("Loại “%(value)s” không rõ."),
    "import.not_among_levels": _("Cấp “%(value)s” không rõ."),
    "import.not_among_blocks": _("Khối “%(value)s” không rõ."),
    "import.not_among_zones": _("Khu vực “%(value)s” không rõ."),
    "import.not_among_changes": _("Biến động “%(value)s” không rõ."),
    "import.not_among_branches": _("“%(value)s” không rõ là đào tạo hay bồi dưỡng."),
    "import.not_among_modes": _("Hình thức “%(value)s” không rõ."),
    "import.not_among_origins": _("Cấp giao chỉ tiêu “%(value)s” không rõ."),
    "import.not_among_results": _("Kết quả “%(value)s” không rõ."),
    "import.not_among_marks": _("Dấu điểm danh “%(value)s” không rõ."),
    "import.not_among_costs": _("“%(value)s” không rõ là dự toán hay thực chi."),
    "import.taken_for": _("“%(value)s” được hiểu là %(name)s."),
    "import.programme_unknown": _("Không có chương trình “%(value)s” trong danh mục."),
    "import.source_unknown": _("Không có nguồn kinh phí “%(value)s”."),
    "import.class_unknown": _("Không tìm thấy lớp “%(value)s”."),
    "import.class_ambiguous": _("Có nhiều lớp tên “%(value)s”. Ghi mã lớp."),
    "import.spent_by_class": _(
        "Thực chi “%(value)s” không ghi được cho cả năm của nguồn: thực chi ghi theo từng lớp, có cột lớp."
    ),
    "import.class_not_named": _(
        "Không biết là lớp nào. Ghi mã hoặc tên lớp ở một cột, hoặc “Lớp: …” phía trên bảng."
    ),
    "import.class_over": _("Lớp %(value)s đã kết thúc hoặc bị huỷ, không nhận thêm học viên."),
    "import.class_not_open": _("Lớp %(value)s chưa mở hoặc đã kết thúc; chỉ nhập được cho lớp đang mở."),
    "import.class_not_over": _("Ngày %(value)s chưa đến; chỉ nhập lớp đã kết thúc."),
    "import.class_full": _("Lớp đã đủ %(capacity)s chỗ. Tăng sĩ số của lớp trước."),
    "import.class_on_record": _(
        "Lớp %(value)s đã có trong hồ sơ (%(code_of_class)s) mà không có người này. Thêm ở trang của lớp."
    ),
    "import.learner_unknown": _("%(name)s không phải học viên của lớp %(training_class)s."),
    "import.learner_ambiguous": _(
        "Lớp %(training_class)s có %(count)s học viên tên %(name)s. Ghi thêm ngày sinh hoặc số CCCD."
    ),
    "import.not_studying": _("%(name)s đã có kết quả hoặc đã thôi học."),
    "import.mark_of_day": _(
        "Ngày %(day)s có %(count)s buổi mà chỉ có một cột: ghi cho cả ngày. Tách thành hai cột nếu hai buổi khác nhau."
    ),
    "import.session_to_come": _("Buổi ngày %(day)s chưa diễn ra."),
    "import.plan_unknown": _(
        "Không rõ nhập vào kế hoạch nào của năm %(plan_year)s. Kế hoạch đang soạn: %(codes)s. Soạn "
        "kế hoạch trước, hoặc nêu mã kế hoạch."
    ),
    "import.line_twice": _("“%(value)s” đã có ở dòng %(row)s."),
    "import.line_unknown": _("Kế hoạch không có dòng “%(value)s”."),
    "import.months_unclear": _("Không rõ tháng trong “%(value)s”; để trống thời gian."),
    "import.host_unknown": _("“%(value)s” không phải đơn vị trong danh sách; để trống đơn vị chủ trì."),
    "import.host_assumed": _("Không ghi cơ sở đào tạo; lấy %(unit)s."),
    "import.sources_differ": _(
        "Tổng kinh phí %(value)s khác tổng các nguồn (%(sum)s đồng); ghi theo từng nguồn."
    ),
    "import.source_assumed": _("Không ghi nguồn; lấy ngân sách tỉnh."),
    "import.amount_negative": _("Số tiền “%(value)s” nhỏ hơn 0."),
    "import.ends_before_start": _("Ngày kết thúc %(value)s không sau ngày bắt đầu %(day)s."),
    "import.before_parent": _("Ngày thành lập %(value)s trước đơn vị cấp trên (%(day)s)."),
    "import.code_twice": _("Mã %(value)s có hai lần trong tệp."),
    "import.change_day_needed": _(
        "“%(value)s” khác với hồ sơ (%(before)s). Ghi loại biến động và ngày biến động."
    ),
    "import.unit_field_kept": _("%(value)s khác với hồ sơ của %(unit)s; giữ như hồ sơ."),
    "import.unit_level_assumed": _("Không ghi cấp; hiểu là %(word)s."),
    "import.unit_block_assumed": _("Không ghi khối; hiểu là %(word)s."),
    "import.unit_start_assumed": _("Không ghi ngày thành lập; lấy %(day)s."),
    "import.unit_code_made": _("Không ghi mã; đặt mã %(code_made)s."),
    "import.old_encoding": _(
        "%(count)s ô viết bằng bảng mã %(encoding)s được đổi sang Unicode, ví dụ “%(before)s” → “%(after)s”."
    ),
    "import.sheet_hidden": _("Trang ẩn %(sheet)s không được đọc."),
    "import.hidden_sheet_read": _(
        "Trang %(sheet)s đang ẩn nhưng là trang duy nhất có bảng nên vẫn được đọc."
    ),
    "import.sheet_without_table": _("Trang %(sheet)s không có bảng cần nhập; bỏ qua."),
    "import.hidden_rows_read": _(
        "%(count)s dòng ẩn vẫn được đọc: dòng %(rows)s. Nếu không muốn nhập, xoá các dòng ấy trong tệp."
    ),
    "import.unit_from_above": _("%(count)s dòng để trống đơn vị: lấy đơn vị ghi ở dòng gần nhất phía trên."),
    "import.hidden_column_read": _("Cột ẩn %(column)s (%(heading)s) vẫn được đọc."),
    "import.columns_left_out": _("%(count)s cột không nhập: %(columns)s."),
    "import.foot_left_out": _("%(count)s dòng cuối được coi là ghi chú, chữ ký: dòng %(rows)s."),
    "imports.undone_already": _("Lần nhập này đã được huỷ rồi."),
    "imports.depended_on": _(
        "Không huỷ được: đã có %(count)s dữ liệu khác gắn với những gì lần nhập này tạo ra."
    ),
    "imports.merged_since": _(
        "Không huỷ được: hồ sơ %(name)s liên quan đến lần nhập này đã được gộp. Tách hồ sơ đó ra trước, rồi huỷ."
    ),
    "imports.changed_since": _("Không huỷ được: những gì lần nhập này thay đổi đã được sửa sau đó."),
}
