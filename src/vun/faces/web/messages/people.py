from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # Persons
    "people.name_missing": _("Chưa có họ và tên. Nhập họ và tên khai sinh."),
    "people.name_unreadable": _(
        "Họ và tên chỉ gồm chữ, dấu cách, dấu nháy hoặc gạch nối, không quá %(longest)s ký tự. Kiểm tra lại."
    ),
    "people.national_id_format": _(
        "Số định danh (CCCD) phải đủ 12 chữ số, kể cả số 0 ở đầu. Xem lại trên thẻ và nhập lại."
    ),
    "people.national_id_taken": _(
        "Số định danh này đã có trong hệ thống. Tìm theo số đó; nếu không thấy, người ấy thuộc phạm vi đơn vị khác, "
        "liên hệ cơ quan quản lý cấp tỉnh."
    ),
    "people.already_registered": _(
        "%(name)s, sinh ngày %(birth_on)s đã có trong hệ thống. Nếu là người khác, nhập số định danh để phân biệt."
    ),
    "people.phone_format": _("Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm hoặc gạch nối. Nhập lại."),
    "people.email_format": _("Địa chỉ thư điện tử phải có dạng ten@donvi.vn. Nhập lại."),
    "people.birth_in_future": _("Ngày sinh %(birth_on)s ở sau hôm nay. Sửa ngày sinh."),
    "people.birth_too_long_ago": _("Ngày sinh %(birth_on)s cách đây hơn 120 năm. Sửa ngày sinh."),
    "people.party_too_young": _(
        "Ngày vào Đảng %(on)s khi chưa đủ %(age)s tuổi (sinh ngày %(birth_on)s). Sửa một trong hai ngày."
    ),
    "people.recruited_too_young": _(
        "Ngày tuyển dụng %(on)s khi chưa đủ %(age)s tuổi (sinh ngày %(birth_on)s). Sửa một trong hai ngày."
    ),
    "people.date_in_future": _("Ngày %(on)s ở sau hôm nay. Sửa lại ngày."),
    "people.party_joined_missing": _("Có ngày chính thức mà chưa có ngày vào Đảng. Nhập ngày vào Đảng."),
    "people.party_official_before_joined": _(
        "Ngày chính thức %(official_on)s sớm hơn ngày vào Đảng %(joined_on)s. Sửa một trong hai ngày."
    ),
    "people.unknown_ethnic_group": _("Không có dân tộc mang mã %(ethnic_group)s trong danh mục. Chọn lại."),
    "people.user_taken": _("Tài khoản %(user)s đã gắn với hồ sơ của %(name)s. Thôi gắn hồ sơ đó trước."),
    "people.nobody_known_as": _("Không có hồ sơ nào mang số này. Kiểm tra số hồ sơ hoặc số CCCD."),
    "people.not_linked": _("Tài khoản %(user)s không còn gắn với hồ sơ của %(name)s. Tải lại trang để xem."),
    "people.has_another_user": _("Hồ sơ của %(name)s đã gắn với một tài khoản khác. Chọn hồ sơ khác."),
    # Posts
    "people.under_age": _(
        "Ngày %(on)s người này chưa đủ %(age)s tuổi (sinh ngày %(birth_on)s). Sửa ngày giữ chức vụ hoặc ngày sinh."
    ),
    "people.before_unit": _(
        "%(unit)s thành lập ngày %(established_on)s, sau ngày %(on)s. Chọn ngày muộn hơn hoặc đơn vị khác."
    ),
    "people.after_unit": _(
        "%(unit)s kết thúc hoạt động từ ngày %(ended_on)s. Chọn đơn vị kế thừa hoặc ngày kết thúc không muộn hơn."
    ),
    "people.unit_not_there": _("Ngày %(on)s không có %(unit)s. Chọn ngày khác hoặc đơn vị khác."),
    "people.title_not_yet": _(
        "Chức danh %(title)s chỉ dùng từ ngày %(valid_from)s. Chọn chức danh khác hoặc ngày khác."
    ),
    "people.title_no_longer": _(
        "Chức danh %(title)s không còn dùng từ ngày %(valid_to)s. Chọn chức danh khác hoặc ngày sớm hơn."
    ),
    "people.post_ends_before_start": _(
        "Ngày kết thúc %(end_on)s không sau ngày bắt đầu %(start_on)s. Sửa một trong hai ngày."
    ),
    "people.open_post_has_reason": _("Có lý do kết thúc mà chưa có ngày kết thúc. Nhập ngày hoặc bỏ lý do."),
    "people.primary_clash_open": _(
        "%(name)s giữ chức vụ chính %(title)s tại %(unit)s từ ngày %(start_on)s, chưa kết thúc. "
        "Dùng Điều động để chuyển, Kiêm nhiệm để giữ thêm, hoặc kết thúc chức vụ đó trước."
    ),
    "people.primary_clash": _(
        "%(name)s giữ chức vụ chính %(title)s tại %(unit)s từ ngày %(start_on)s đến trước ngày %(end_on)s. "
        "Chọn ngày ngoài khoảng đó."
    ),
    "people.post_held_already": _(
        "%(name)s đã giữ chức vụ %(title)s tại %(unit)s từ ngày %(start_on)s. Chọn chức danh hoặc đơn vị khác."
    ),
    "people.no_primary_post": _(
        "Ngày %(on)s %(name)s không giữ chức vụ chính nào. Dùng Bổ nhiệm, hoặc chọn ngày khác."
    ),
    "people.began_that_day": _(
        "Chức vụ %(title)s tại %(unit)s bắt đầu đúng ngày %(on)s, có thể đã được ghi rồi. Chọn ngày sau đó."
    ),
    "people.same_post": _(
        "Đang giữ đúng chức vụ %(title)s này tại %(unit)s, không có gì thay đổi. Chọn chức danh hoặc đơn vị khác; "
        "bổ nhiệm lại thì ghi quyết định."
    ),
    "people.ends_before_start": _("Ngày %(on)s không sau ngày bắt đầu %(start_on)s. Chọn ngày muộn hơn."),
    "people.ended_already": _(
        "Chức vụ %(title)s tại %(unit)s đã kết thúc vào ngày này hoặc trước đó. Tải lại trang để xem."
    ),
    "people.post_to_come": _(
        "Đã có quyết định giữ chức vụ %(title)s tại %(unit)s từ ngày %(start_on)s. Huỷ quyết định đó trước."
    ),
    "people.post_has_begun": _(
        "Chức vụ %(title)s đã bắt đầu từ ngày %(start_on)s nên không huỷ được. Dùng Kết thúc chức vụ."
    ),
    "people.nothing_corrected": _("Chưa sửa gì: mọi mục vẫn như đang ghi. Sửa mục ghi sai, hoặc thôi."),
    "people.post_in_use": _(
        "Chức vụ %(title)s đã được dùng ở %(count)s mục khác (bố trí sau đào tạo) nên chỉ sửa được quyết định. "
        "Sửa các mục đó trước."
    ),
    "people.corrected_before_earlier_post": _(
        "Chức vụ trước đó, %(title)s tại %(unit)s, bắt đầu ngày %(start_on)s. Chọn ngày sau đó."
    ),
    "people.position_elsewhere": _(
        "Vị trí việc làm này không thuộc đơn vị và chức danh đã chọn. Chọn vị trí khác."
    ),
    "people.position_full": _(
        "Vị trí %(position)s đã đủ %(headcount)s người. Chọn vị trí khác hoặc điều chỉnh danh mục vị trí việc làm."
    ),
    # Ratings, pools, traits, positions
    "people.rating_in_future": _("Chưa đến năm %(year)s nên chưa xếp loại được. Chọn năm khác."),
    "people.rating_too_early": _(
        "Năm %(year)s người này chưa đến tuổi lao động (sinh ngày %(birth_on)s). Chọn năm khác."
    ),
    "people.rated_twice": _("Một năm chỉ có một xếp loại. Bỏ dòng thừa."),
    "people.term_missing": _("Chưa có nhiệm kỳ quy hoạch. Nhập dạng 2025-2030."),
    "people.in_pool_already": _(
        "Đã trong quy hoạch chức danh %(title)s tại %(unit)s, nhiệm kỳ %(term)s. Chọn chức danh hoặc nhiệm kỳ khác."
    ),
    "people.out_of_pool_already": _(
        "Đã ra khỏi quy hoạch này vào ngày đó hoặc trước đó. Tải lại trang để xem."
    ),
    "people.evidence_missing": _("Chưa có minh chứng. Ghi văn bản, chứng chỉ hoặc công việc làm căn cứ."),
    "people.absent_already": _(
        "%(name)s đã có đợt nghỉ từ %(start_on)s trùng những ngày này. Sửa ngày, hoặc sửa ngày trở lại của đợt đó."
    ),
    "people.trait_recorded_already": _("Đã ghi nhận “%(kind)s” vào ngày này. Chọn ngày khác."),
    "people.position_name_missing": _("Chưa có tên vị trí việc làm. Nhập tên."),
    "people.headcount_not_positive": _("Số người của vị trí phải từ 1 trở lên. Nhập lại."),
    "people.position_exists": _("%(unit)s đã có vị trí %(position)s. Đặt tên khác."),
    "people.position_closed_already": _(
        "Vị trí %(position)s đã đóng, hoặc mở đúng ngày này. Tải lại trang để xem."
    ),
    # Two records of one person
    "people.merge_with_itself": _("Đây là cùng một hồ sơ. Chọn hai hồ sơ khác nhau."),
    "people.merge_reason_missing": _("Chưa có lý do. Ghi căn cứ để kết luận, ví dụ: đã đối chiếu CCCD."),
    "people.merge_reason_too_long": _("Lý do dài quá %(longest)s ký tự. Rút ngắn lại."),
    "people.merge_undecided": _("Hai hồ sơ ghi khác nhau ở mục này. Chọn bên được giữ."),
    "people.merged_meanwhile": _(
        "Một trong hai hồ sơ vừa thay đổi hoặc vừa được gộp. Tải lại trang, xem lại rồi làm lại."
    ),
    "people.declared_distinct": _(
        "Hai hồ sơ này đã được xác nhận là của hai người khác nhau. Bỏ xác nhận đó trước rồi mới gộp vào %(name)s."
    ),
    "people.distinct_already": _("Hai hồ sơ này đã được xác nhận là của hai người khác nhau."),
    "people.twin_posts": _("Cùng một chức vụ có ở cả hai hồ sơ. Chọn dòng đúng; dòng kia được cất đi."),
    "people.twin_primary": _(
        "Hai chức vụ chính chồng nhau; một người chỉ có một. Chọn dòng đúng; dòng kia được cất đi."
    ),
    "people.twin_primary_stuck": _(
        "Hai chức vụ chính chồng nhau: %(first)s và %(second)s. Chức vụ trước chưa ghi kết thúc: "
        "vào hồ sơ giữ chức vụ trước, chọn Kết thúc chức vụ từ ngày bắt đầu chức vụ sau, rồi gộp."
    ),
    "people.twin_ratings": _("Cả hai hồ sơ đều có xếp loại của năm này. Chọn xếp loại đúng."),
    "people.twin_pools": _("Cùng một quy hoạch có ở cả hai hồ sơ. Chọn dòng đúng; dòng kia được cất đi."),
    "people.twin_declarations": _("Cả hai hồ sơ đều đã được xác nhận là khác với cùng một người thứ ba."),
    "people.twin_credentials": _("Cùng một văn bằng, chứng chỉ có ở cả hai hồ sơ; chỉ giữ một."),
    "people.twin_needs": _("Cùng một nhu cầu trên một phiếu có ở cả hai hồ sơ. Chọn dòng đúng."),
    "people.twin_proposals": _("Cả hai hồ sơ đều được dự kiến cử theo cùng một dòng kế hoạch; chỉ giữ một."),
    "people.twin_nominations": _(
        "Cả hai hồ sơ đều được đề cử vào cùng một dòng kế hoạch. Chọn đề cử được giữ; đề cử kia được cất đi."
    ),
    "people.twin_enrolments": _(
        "Cả hai hồ sơ đều là học viên của cùng một lớp. Chọn dòng được giữ; dòng kia được cất đi cùng điểm danh."
    ),
    "people.twins_in_use": _(
        "Một người chỉ có một trong hai dòng %(first)s và %(second)s, nhưng cả hai đều đã có mục khác dựa vào "
        "(quyết định, chứng chỉ, bố trí). Rút, huỷ hoặc thu hồi mục của một bên trước, rồi gộp."
    ),
    "people.parted_already": _("Lần gộp này đã được tách rồi. Tải lại trang để xem."),
    "people.part_later_first": _("Sau đó còn gộp thêm hồ sơ %(name)s. Tách hồ sơ đó ra trước."),
    "people.part_number_taken": _(
        "Số định danh của hồ sơ %(name)s nay do hồ sơ khác giữ. Sửa số ở hồ sơ đó trước rồi mới tách."
    ),
    "people.part_clash": _(
        "Dòng đã cất đi khi gộp nay trùng với điều ghi sau khi gộp trong hồ sơ %(name)s. "
        "Chọn giao những điều ghi sau khi gộp cho hồ sơ kia, hoặc sửa chúng trước."
    ),
    # Units that change
    "people.one_successor_needed": _("Cần đúng một đơn vị tiếp nhận. Chọn một đơn vị."),
    "people.staff_left_behind": _(
        "%(unit)s còn %(count)s người giữ chức vụ. Chọn đơn vị tiếp nhận, hoặc kết thúc các chức vụ đó trước."
    ),
    "people.changed_meanwhile": _(
        "Có người vừa thay đổi nhân sự của các đơn vị này. Tải lại trang rồi làm lại."
    ),
    # Rows of a bulk load
    "rows.refused": _(
        "%(count)s dòng có lỗi, dòng đầu tiên là dòng %(first_row)s. Chưa ghi dòng nào; sửa rồi nạp lại."
    ),
    "people.rows_clash": _(
        "Chức vụ chính bắt đầu ngày %(later_on)s chồng lên chức vụ %(title)s tại %(unit)s từ ngày %(start_on)s. "
        "Sửa ngày của một trong hai."
    ),
    "people.national_id_twice": _("Số định danh trùng với dòng %(row)s. Kiểm tra lại hai dòng."),
    "people.unknown_person": _("Không có người này trong hệ thống. Kiểm tra lại dòng này."),
    "people.unknown_unit": _("Không có đơn vị này. Kiểm tra lại mã đơn vị."),
    "people.unknown_title": _("Không có chức danh mang mã %(title)s. Kiểm tra lại mã."),
    "people.unknown_rank": _("Không có ngạch mang mã %(rank)s. Kiểm tra lại mã."),
    "people.unknown_decision": _("Không có quyết định này. Kiểm tra lại số quyết định."),
    "people.unknown_position": _("Không có vị trí việc làm này. Kiểm tra lại vị trí."),
}
